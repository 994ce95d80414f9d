"""``innovation-hub mail test``, ``mail list`` and ``mail retry``."""

from typing import Annotated

import typer

from innovation_hub.cli.outcome import REFUSED, exit_with
from innovation_hub.cli.words import language, spoken, t

LONGEST_LIST = 1000


def test(
    address: Annotated[str, typer.Argument(help=t("cli.mail.test.address"), show_default=False)],
) -> None:
    """Send a test e-mail at once; exit with 1 and the server's answer when it is refused."""
    from innovation_hub.services import mail

    try:
        way = mail.try_out(address, language=language())
    except mail.Undelivered as error:
        exit_with(t("cli.mail.test.failed", why=error.reason), REFUSED)
    typer.echo(t("cli.mail.test.done", to=address.strip(), way=way))


def list_() -> None:
    """Print the undelivered messages that nobody has acknowledged."""
    from innovation_hub.i18n import formats
    from innovation_hub.services import health, mail

    health.readiness()
    found, words = mail.listed(size=LONGEST_LIST), spoken()
    for one in found.items:
        state = words(f"messages.state.{one.state.value}")  # keys: messages.state.*
        subject = words(f"messages.kind.{one.kind}")  # keys: messages.kind.*
        typer.echo(f"{one.id}\t{formats.stamp(one.ended_at)}\t{state}\t{one.to}\t{subject}\t{one.reason}")
    typer.echo(t("cli.mail.list.count", n=found.total))


def retry(
    ids: Annotated[list[int] | None, typer.Argument(help=t("cli.mail.retry.ids"), show_default=False)] = None,
) -> None:
    """Put these messages, or all undelivered ones, back into the outbox; the running hub sends them."""
    from innovation_hub.services import health, mail

    health.readiness()
    typer.echo(t("cli.mail.retry.done", n=mail.retry(ids or ())))
