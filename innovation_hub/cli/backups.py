"""``innovation-hub backup``, ``restore`` and ``copy``."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from innovation_hub.cli.words import spoken, t


def backup(
    folder: Annotated[Path | None, typer.Argument(help=t("cli.backup.folder"), show_default=False)] = None,
    keep: Annotated[int | None, typer.Option(min=1, help=t("cli.backup.keep"), show_default=False)] = None,
) -> None:
    """Write a backup into a new file, and print it once it is checked."""
    from innovation_hub.config import settings
    from innovation_hub.services import backups

    made = backups.back_up(folder or settings().var_dir / "backups", keep=keep, progress=_progress)
    typer.echo(t("cli.backup.done", path=made.path, n=made.rows))
    typer.echo(t("cli.backup.head", head=made.journal_head))


def restore(
    file: Annotated[Path, typer.Argument(help=t("cli.restore.file"), show_default=False)],
    send_messages: Annotated[bool, typer.Option("--send-letters", help=t("cli.restore.letters"))] = False,
) -> None:
    """Restore a backup into the empty database of the settings."""
    from innovation_hub.services import backups

    restored = backups.restore(file, send_messages=send_messages, progress=_progress)
    typer.echo(t("cli.restore.done", n=restored.rows))
    typer.echo(t("cli.restore.erased", n=restored.erased) if restored.listed else t("cli.restore.no_list"))
    if not send_messages:
        typer.echo(t("cli.restore.held"))


def copy(to: Annotated[str, typer.Option(help=t("cli.copy.to"), show_default=False)]) -> None:
    """Copy the database of the settings into another, empty one."""
    from innovation_hub.config import Settings
    from innovation_hub.services import backups

    rows = backups.copy(Settings(database_url=to).database, progress=_progress)
    typer.echo(t("cli.copy.done", n=rows))


def _progress(table: str) -> None:
    if sys.stderr.isatty():
        typer.echo(spoken()("cli.backup.table", name=table), err=True)
