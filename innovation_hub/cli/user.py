"""``innovation-hub user add``."""

import sys
from typing import Annotated

import typer

from innovation_hub.cli.words import t
from innovation_hub.domain.permissions import Role


def add(
    email: Annotated[str, typer.Argument(help=t("cli.user.add.email"), show_default=False)],
    name: Annotated[str, typer.Option(help=t("cli.user.add.name"), show_default=False)],
    role: Annotated[
        list[Role], typer.Option(help=t("cli.user.add.role"), metavar="|".join(Role), show_default=False)
    ],
    institution: Annotated[
        str | None, typer.Option(help=t("cli.user.add.institution"), show_default=False)
    ] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help=t("cli.user.add.password_stdin"))
    ] = False,
) -> None:
    """Add an active account; its password comes from a prompt or from standard input, never from the line."""
    from innovation_hub.services import accounts, health

    health.readiness()
    if password_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = typer.prompt(t("cli.user.add.prompt"), hide_input=True, confirmation_prompt=True)
    account_id = accounts.user_add(
        email=email, name=name, roles=set(role), institution_code=institution, password=password
    )
    typer.echo(t("cli.user.add.done", email=email.strip().lower(), id=account_id))
