"""``innovation-hub rank`` and ``innovation-hub icc``: compute from files, without a database."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from innovation_hub.cli.outcome import REFUSED, USAGE, exit_with, put
from innovation_hub.cli.words import t
from innovation_hub.errors import Invalid
from innovation_hub.methods.terms.ranking import Direction, Model, Scale

if TYPE_CHECKING:
    from innovation_hub.methods.ranking.result.records import Warned

MOST = 2**63 - 1
"""The largest whole number that JSON and the database hold."""
SHOWN = 10
"""The most names in a line of warning."""


class Format(StrEnum):
    """Output format of a ranking."""

    JSON = "json"
    CSV = "csv"


File = Annotated[Path, typer.Argument(help=t("cli.rank.file"), show_default=False)]
Lowest = Annotated[float | None, typer.Option(help=t("cli.rank.lowest"), show_default=False)]
Highest = Annotated[float | None, typer.Option(help=t("cli.rank.highest"), show_default=False)]


def rank(
    file: Annotated[Path | None, typer.Argument(help=t("cli.rank.file"), show_default=False)] = None,
    verify: Annotated[
        int | None, typer.Option(min=1, max=MOST, help=t("cli.rank.verify"), show_default=False)
    ] = None,
    model: Annotated[Model, typer.Option(help=t("cli.rank.model"))] = Model.LINEAR,
    weights: Annotated[str | None, typer.Option(help=t("cli.rank.weights"), show_default=False)] = None,
    top: Annotated[
        int | None, typer.Option(min=1, max=MOST, help=t("cli.rank.top"), show_default=False)
    ] = None,
    seed: Annotated[int, typer.Option(min=0, max=MOST, help=t("cli.rank.seed"))] = 0,
    lowest: Lowest = None,
    highest: Highest = None,
    best: Annotated[Direction, typer.Option(help=t("cli.rank.best"))] = Direction.HIGHEST,
    format: Annotated[Format, typer.Option(help=t("cli.rank.format"))] = Format.JSON,
) -> None:
    """Rank the proposals of a file of scores; the same file and options give the same bytes.

    With ``--verify`` a ranking stored by the hub is recomputed instead; exits with 1 when it differs.
    """
    if verify is not None and file is None:
        _verify(verify)
        return
    if file is None or verify is not None:
        exit_with(t("cli.rank.no_file"), USAGE)
    scale = Scale(lowest, highest, best)
    shares = _weights(weights)

    from innovation_hub.domain.sheets import csv_text
    from innovation_hub.methods import ranking
    from innovation_hub.methods.ranking.io import writing

    scores = ranking.read(file, scale)
    found = ranking.rank(scores, model=model, weights=shares, scale=scale, top=top, seed=seed)
    if format is Format.JSON:
        put(writing.as_json(found))
    else:
        put(csv_text(writing.COLUMNS, writing.as_rows(found)).encode())
        _print_warnings(found.warnings)


def _verify(number: int) -> None:
    from innovation_hub.services import health
    from innovation_hub.services.ranking import keeping

    health.readiness()
    found = keeping.verify(number)
    if not found.same_input:
        exit_with(t("cli.rank.input_changed", number=number), REFUSED)
    if not found.same_result:
        key = "cli.rank.result_differs" if found.same_method else "cli.rank.method_changed"
        exit_with(t(key, number=number), REFUSED)
    typer.echo(t("cli.rank.verified", number=number))


def icc(file: File) -> None:
    """The six intraclass correlations of Shrout and Fleiss."""
    import orjson

    from innovation_hub.methods import ranking
    from innovation_hub.methods.ranking.io.writing import rounded

    found = ranking.agreement(ranking.table(ranking.read(file)))
    named = {name: rounded(value) for name, value in found.named().items()}
    put(orjson.dumps(named, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))


def _weights(text: str | None) -> dict[str, float] | None:
    """``C1=20,C2=30`` as weights by criterion."""
    if text is None:
        return None
    weights: dict[str, float] = {}
    for part in text.split(","):
        name, sign, number = (piece.strip() for piece in part.rpartition("="))
        try:
            value = float(number)
        except ValueError:
            sign = ""
            value = 0.0
        if not sign or not name or name in weights:
            raise Invalid("scores.weights_unreadable", field="weights", part=part.strip())
        weights[name] = value
    return weights


def _print_warnings(warnings: "Sequence[Warned]") -> None:
    """Print one line on stderr for each kind of warning."""
    # keys: cli.rank.caution.*
    for kind in dict.fromkeys(warning.kind for warning in warnings):
        alike = [warning for warning in warnings if warning.kind is kind]
        names = [warning.subject for warning in alike if warning.subject is not None]
        shown = ", ".join(names[:SHOWN]) + (" …" if len(names) > SHOWN else "")
        typer.echo(
            t(f"cli.rank.caution.{kind.value}", count=alike[0].count or len(alike), names=shown), err=True
        )
