"""``innovation-hub user``: add, list, disable, enable, reset and sign out accounts, and set their roles."""

import sys
from typing import Annotated

import typer

from innovation_hub.cli.words import t
from innovation_hub.domain.permissions import Role

Email = Annotated[str, typer.Argument(help=t("cli.user.add.email"), show_default=False)]
FromPipe = Annotated[bool, typer.Option("--password-stdin", help=t("cli.user.add.password_stdin"))]
_ROLES = "|".join(Role)


def add(
    email: Email,
    name: Annotated[str, typer.Option(help=t("cli.user.add.name"), show_default=False)],
    role: Annotated[
        list[Role], typer.Option(help=t("cli.user.add.role"), metavar=_ROLES, show_default=False)
    ],
    institution: Annotated[
        str | None, typer.Option(help=t("cli.user.add.institution"), show_default=False)
    ] = None,
    password_stdin: FromPipe = False,
) -> None:
    """Add an active account; its password is read from a prompt or standard input, never from the command line."""
    from innovation_hub.services import accounts, health

    health.readiness()
    password = _password(password_stdin)
    account_id = accounts.user_add(
        email=email, name=name, roles=set(role), institution_code=institution, password=password
    )
    typer.echo(t("cli.user.add.done", email=email.strip().lower(), id=account_id))


def list_(
    text: Annotated[str, typer.Argument(help=t("cli.user.list.text"), show_default=False)] = "",
    role: Annotated[
        Role | None, typer.Option(help=t("cli.user.list.role"), metavar=_ROLES, show_default=False)
    ] = None,
    disabled: Annotated[bool, typer.Option("--disabled", help=t("cli.user.list.disabled"))] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help=t("cli.user.list.limit"))] = 100,
) -> None:
    """Print a line for each account: e-mail, state, roles, name."""
    from innovation_hub.domain.accounts import AccountState
    from innovation_hub.services import health
    from innovation_hub.services.accounts import Wanted, operating

    health.readiness()
    wanted = Wanted(text=text, role=role, state=AccountState.DISABLED if disabled else None)
    found, total = operating.user_list(wanted, limit=limit)
    width = max((len(one.email) for one in found), default=0)
    for one in found:
        roles = ",".join(sorted(one.roles)) or "-"
        typer.echo(f"{one.email:<{width}}  {one.state.value:<11}  {roles:<24}  {one.name}")
    typer.echo(t("cli.user.list.shown", shown=len(found), total=total), err=True)


def disable(email: Email) -> None:
    """Disable an account."""
    from innovation_hub.services import health
    from innovation_hub.services.accounts import operating

    health.readiness()
    operating.user_disable(email=email)
    typer.echo(t("cli.user.disable.done", email=email))


def enable(email: Email) -> None:
    """Enable a disabled account."""
    from innovation_hub.services import health
    from innovation_hub.services.accounts import operating

    health.readiness()
    operating.user_enable(email=email)
    typer.echo(t("cli.user.enable.done", email=email))


def reset(email: Email, password_stdin: FromPipe = False) -> None:
    """Give a person a new password and sign them out everywhere."""
    from innovation_hub.services import health
    from innovation_hub.services.accounts import operating

    health.readiness()
    operating.user_reset(email=email, password=_password(password_stdin))
    typer.echo(t("cli.user.reset.done", email=email))


def sign_out(email: Email) -> None:
    """Sign a person out everywhere."""
    from innovation_hub.services import health
    from innovation_hub.services.accounts import operating

    health.readiness()
    ended = operating.user_end_sessions(email=email)
    typer.echo(t("cli.user.sign_out.done", email=email, ended=ended))


def roles(
    email: Email,
    give: Annotated[
        list[Role] | None, typer.Option(help=t("cli.user.roles.give"), metavar=_ROLES, show_default=False)
    ] = None,
    take: Annotated[
        list[Role] | None, typer.Option(help=t("cli.user.roles.take"), metavar=_ROLES, show_default=False)
    ] = None,
    institution: Annotated[
        str | None, typer.Option(help=t("cli.user.add.institution"), show_default=False)
    ] = None,
) -> None:
    """Add and remove roles."""
    from innovation_hub.services import health
    from innovation_hub.services.accounts import operating

    health.readiness()
    held = operating.user_roles(email=email, give=give or (), take=take or (), institution_code=institution)
    typer.echo(t("cli.user.roles.done", email=email, roles=", ".join(sorted(held)) or "-"))


def _password(from_pipe: bool) -> str:
    if from_pipe:
        return sys.stdin.readline().rstrip("\r\n")
    return str(typer.prompt(t("cli.user.add.prompt"), hide_input=True, confirmation_prompt=True))
