"""``innovation-hub journal verify``."""

import typer

from innovation_hub.cli.outcome import REFUSED, say
from innovation_hub.cli.words import t


def verify() -> None:
    """Walk the chain; end with 1 when an entry was altered, removed or put in."""
    from innovation_hub.services import health, journal

    health.readiness()
    verdict = journal.verify()
    if verdict.broken_at is not None:
        say(t("cli.journal.broken", entry=verdict.broken_at, good=verdict.entries), REFUSED)
    typer.echo(t("cli.journal.whole", n=verdict.entries))
    typer.echo(t("cli.journal.head", head=verdict.head))
