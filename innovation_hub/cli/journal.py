"""``innovation-hub journal verify``."""

from typing import Annotated

import typer

from innovation_hub.cli.outcome import REFUSED, say
from innovation_hub.cli.words import t


def verify(
    noted: Annotated[str | None, typer.Option(help=t("cli.journal.noted"), show_default=False)] = None,
) -> None:
    """End with 1 when an entry was altered, removed or put in, a record differs, or ``noted`` is not in the chain."""
    from innovation_hub.services import health, journal

    health.readiness()
    verdict = journal.verify(noted=noted)
    if verdict.broken_at is not None:
        say(t("cli.journal.broken", entry=verdict.broken_at, good=verdict.entries), REFUSED)
    if verdict.faults:
        say(t("cli.journal.differs", **journal.told(verdict.faults)), REFUSED)
    if not verdict.holds:
        say(t("cli.journal.cut", noted=noted, left=verdict.entries), REFUSED)
    typer.echo(t("cli.journal.whole", n=verdict.entries))
    typer.echo(t("cli.journal.records", n=verdict.records))
    typer.echo(t("cli.journal.head", head=verdict.head))
