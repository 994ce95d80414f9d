"""Serialisation of a ranking as JSON or as rows of a table; the same ranking gives the same bytes."""

from dataclasses import asdict
from typing import Any

import orjson

from innovation_hub.methods.ranking.result.records import Ranking
from innovation_hub.methods.terms.ranking import Model

DIGITS, VARIANCE_DIGITS = 6, 9
"""Decimals of numbers and of variances."""
COLUMNS = ("proposal", "score", "se", "rank", "rank_low", "rank_high", "p_top", "group", "n", "more_reviews")


def as_json(ranking: Ranking) -> bytes:
    """The ranking as one JSON object with a line break at its end; unknown values are null."""
    return orjson.dumps(as_data(ranking), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def as_data(ranking: Ranking) -> dict[str, Any]:
    """The ranking as data for JSON, rounded."""
    rasch = ranking.model is Model.RASCH
    scale = ranking.scale
    return {
        "model": ranking.model.value,
        "seed": ranking.seed,
        "draws": ranking.draws,
        "top": ranking.top,
        "scale": {"lowest": scale.lowest, "highest": scale.highest, "best": scale.direction.value},
        "proposals": [
            _row(row, COLUMNS + (("ability", "ability_se") if rasch else ())) for row in ranking.proposals
        ],
        "judges": [
            _row(
                row, ("judge", "severity", "se", "consistency", "n", "group") + (("outfit",) if rasch else ())
            )
            for row in ranking.judges
        ],
        "criteria": [_row(row, ("criterion", "difficulty", "weight")) for row in ranking.criteria],
        "categories": [rounded(category) for category in ranking.categories],
        "thresholds": [rounded(threshold) for threshold in ranking.thresholds],
        "reliability": rounded(ranking.reliability),
        "variance": {name: rounded(value, VARIANCE_DIGITS) for name, value in ranking.variance.items()},
        "groups": list(ranking.groups),
        "warnings": [
            {name: value for name, value in asdict(warning).items() if value is not None}
            for warning in ranking.warnings
        ],
    }


def as_rows(ranking: Ranking) -> list[list[Any]]:
    """The proposals as rows of ``COLUMNS``, rounded."""
    return [list(_row(row, COLUMNS).values()) for row in ranking.proposals]


def rounded(value: Any, digits: int = DIGITS) -> Any:
    """A float rounded, without negative zero; any other value unchanged."""
    return round(value, digits) + 0.0 if isinstance(value, float) else value


def _row(record: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: rounded(getattr(record, name)) for name in names}
