"""``innovation-hub doctor``."""

import typer

from innovation_hub.cli.outcome import REFUSED
from innovation_hub.cli.words import spoken


def doctor() -> None:
    """Print a line for every check; end with 1 when one of them failed."""
    from innovation_hub.services.doctor import Grade, examine

    t = spoken()
    bad = 0
    for finding in examine():
        title = t(f"cli.doctor.{finding.check}")
        grade = t(f"cli.doctor.grade.{finding.grade.value}")
        bad += finding.grade is Grade.BAD
        typer.echo(f"{grade:<8}  {title:<22}  {t(finding.key, **finding.data)}")
    typer.echo(t("cli.doctor.failed", n=bad) if bad else t("cli.doctor.healthy"))
    if bad:
        raise typer.Exit(REFUSED)
