"""``innovation-hub systems import`` and ``innovation-hub reindex``."""

from pathlib import Path
from typing import Annotated

import typer

from innovation_hub.cli.outcome import REFUSED
from innovation_hub.cli.words import spoken, t


def import_(
    file: Annotated[Path, typer.Argument(help=t("cli.systems.import.file"), show_default=False)],
) -> None:
    """Import a file into the register of government systems, completely or not at all."""
    from innovation_hub.errors import Several
    from innovation_hub.services import health, systems

    health.readiness()
    health.writable()
    try:
        done = systems.import_file(file.read_bytes())
    except Several as refusal:
        for problem in refusal.problems:
            typer.echo(spoken()(problem.key, **problem.data), err=True)
        typer.echo(t("cli.systems.import.nothing"), err=True)
        raise typer.Exit(REFUSED) from None
    typer.echo(t("cli.systems.import.done", added=done.added, changed=done.changed, same=done.same))


def reindex() -> None:
    """Rebuild the index of similar work."""
    from innovation_hub.services import health, similarity

    health.readiness()
    health.writable()
    typer.echo(t("cli.reindex.done", n=similarity.rebuild()))
