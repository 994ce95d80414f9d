"""The command ``innovation-hub``: each command in a module of its own, with heavy libraries imported in its function.

Exit codes: 0 done; 1 refused, or a check failed; 2 the command line or a setting is wrong; 3 the database
cannot be used as it is.
"""

import typer

from innovation_hub.cli import backups, database, doctor, export, journal, mail, rank, serve, systems, user
from innovation_hub.cli.outcome import HubGroup
from innovation_hub.cli.words import t

app = typer.Typer(
    cls=HubGroup,
    help=t("cli.help"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
people = typer.Typer(help=t("cli.user.help"), no_args_is_help=True, rich_markup_mode=None)
register = typer.Typer(help=t("cli.systems.help"), no_args_is_help=True, rich_markup_mode=None)
chain = typer.Typer(help=t("cli.journal.help"), no_args_is_help=True, rich_markup_mode=None)
post = typer.Typer(help=t("cli.mail.help"), no_args_is_help=True, rich_markup_mode=None)

app.command("serve", help=t("cli.serve.help"))(serve.serve)
app.command("migrate", help=t("cli.migrate.help"))(database.migrate)
app.command("seed", help=t("cli.seed.help"))(database.seed)
app.add_typer(people, name="user")
people.command("add", help=t("cli.user.add.help"))(user.add)
people.command("list", help=t("cli.user.list.help"))(user.list_)
people.command("disable", help=t("cli.user.disable.help"))(user.disable)
people.command("enable", help=t("cli.user.enable.help"))(user.enable)
people.command("reset", help=t("cli.user.reset.help"))(user.reset)
people.command("sign-out", help=t("cli.user.sign_out.help"))(user.sign_out)
people.command("roles", help=t("cli.user.roles.help"))(user.roles)
app.add_typer(chain, name="journal")
chain.command("verify", help=t("cli.journal.verify.help"))(journal.verify)
app.add_typer(register, name="systems")
app.add_typer(register, name="register", hidden=True)  # its name in earlier releases
register.command("import", help=t("cli.systems.import.help"))(systems.import_)
app.command("reindex", help=t("cli.reindex.help"))(systems.reindex)
app.add_typer(post, name="mail")
post.command("test", help=t("cli.mail.test.help"))(mail.test)
post.command("list", help=t("cli.mail.list.help"))(mail.list_)
post.command("retry", help=t("cli.mail.retry.help"))(mail.retry)
app.command("doctor", help=t("cli.doctor.help"))(doctor.doctor)
app.command("backup", help=t("cli.backup.help"))(backups.backup)
app.command("restore", help=t("cli.restore.help"))(backups.restore)
app.command("copy", help=t("cli.copy.help"))(backups.copy)
app.command("export", help=t("cli.export.help"))(export.export)
app.command("rank", help=t("cli.rank.help"))(rank.rank)
app.command("icc", help=t("cli.icc.help"))(rank.icc)


@register.callback()
def _register() -> None:
    """Keep ``systems import`` two words while it is the only command of its group."""


@chain.callback()
def _chain() -> None:
    """Keep ``journal verify`` two words while it is the only command of its group."""
