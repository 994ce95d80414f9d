"""``innovation-hub migrate`` and ``seed``."""

import sys
from typing import Annotated

import typer

from innovation_hub.cli.words import t


def migrate() -> None:
    """Migrate the database to this release's tables."""
    from db.engine import engine
    from db.migrate import head, upgrade
    from innovation_hub.services import journal

    done = upgrade(engine())
    typer.echo(t("cli.migrate.done" if done else "cli.migrate.nothing", head=head()))
    if anchored := journal.anchor():
        typer.echo(t("cli.migrate.anchored", n=anchored))


def seed(
    demo: Annotated[bool, typer.Option("--demo", help=t("cli.seed.demo"))] = False,
    first_time: Annotated[bool, typer.Option("--first-time", help=t("cli.seed.first_time"))] = False,
) -> None:
    """Load the reference data, and the demo data when asked to."""
    from db.seed import reference
    from db.unit_of_work import unit_of_work
    from innovation_hub.services import demo as demos
    from innovation_hub.services import health

    health.readiness()
    health.writable()
    if demo:
        demos.ensure_allowed()
    with unit_of_work() as uow:
        changed = sum(reference.load(uow).values())
        uow.commit()
    typer.echo(t("cli.seed.reference", n=changed) if changed else t("cli.seed.reference_there"))
    if demo and demos.present():
        typer.echo(t("cli.seed.there"))
    elif demo or (first_time and demos.welcome()):
        _fill()
    if demos.present():
        _show_sign_ins()


def _fill() -> None:
    from innovation_hub.services import demo as demos

    parts = 100
    with typer.progressbar(length=parts, label=t("cli.seed.filling"), file=sys.stderr) as bar:
        demos.load(progress=lambda share: bar.update(int(share * parts) - bar.pos))
    typer.echo(t("cli.seed.filled"))


def _show_sign_ins() -> None:
    from innovation_hub.services import demo as demos

    sign_ins = demos.sign_ins()
    width = max(len(one.email) for one in sign_ins)
    typer.echo(t("cli.seed.sign_ins", password=sign_ins[0].password))
    for one in sign_ins:
        typer.echo(f"  {one.email:<{width}}  {one.name}")
