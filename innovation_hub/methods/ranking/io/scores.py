"""The table that a ranking starts from: who gave which proposal how much on which criterion."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking.numbers import Floats, Index
from innovation_hub.methods.terms.ranking import Scale

LARGEST = 1e9
"""The largest score, below or above 0: beyond it squares lose too many digits."""


@dataclass(frozen=True, eq=False)
class Scores:
    """A long table of scores, incomplete by nature, in one order whatever order its rows came in.

    ``proposals``, ``judges``, ``criteria`` are the names that have a score, sorted; ``proposal``, ``judge`` and
    ``criterion`` (N,) point into them, ``value`` (N,) is in the call's units. Rows are sorted by proposal, judge
    and criterion, and no such triple occurs twice. ``unscored`` names proposals that nobody gave a score.
    """

    proposals: tuple[str, ...]
    judges: tuple[str, ...]
    criteria: tuple[str, ...]
    proposal: Index
    judge: Index
    criterion: Index
    value: Floats
    unscored: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.value)

    @classmethod
    def of(cls, rows: Iterable[tuple[str, str, str, float | None]], scale: Scale | None = None) -> "Scores":
        """A table from (proposal, judge, criterion, score); None is «cannot judge» and never counts as 0.

        Raises ``Invalid`` with the row's place (``line``, from 1) for a score out of range, a score given twice,
        a number that is none, and for a table without any score.
        """
        codes: tuple[dict[str, int], ...] = ({}, {}, {})
        table: list[tuple[int, int, int]] = []
        values: list[float] = []
        lines: list[int] = []
        for line, (*names, score) in enumerate(rows, start=1):
            code = [seen.setdefault(str(name), len(seen)) for seen, name in zip(codes, names, strict=True)]
            if score is None:
                continue
            check(score, scale or Scale(), line)
            table.append((code[0], code[1], code[2]))
            values.append(score)
            lines.append(line)
        array = np.array(table, dtype=np.int64).reshape(-1, 3)
        scores, twice = arranged([list(seen) for seen in codes], list(array.T), np.array(values, dtype=float))
        if twice is not None:
            raise duplicate(lines[twice[1]], lines[twice[0]])
        return scores


def check(score: float, scale: Scale, line: int) -> None:
    """Refuse a score that is no number, too large to reckon with, or outside the range."""
    if not isfinite(score):
        raise Invalid("scores.not_finite", field="score", line=line, text=str(score))
    if abs(score) > LARGEST:
        raise Invalid(
            "scores.too_large", field="score", line=line, score=f"{score:g}", largest=f"{LARGEST:g}"
        )
    if not scale.holds(score):
        raise Invalid(
            "scores.out_of_range", field="score", line=line, score=f"{score:g}", range=range_text(scale)
        )


def range_text(scale: Scale) -> str:
    """The range as a refusal names it, an open end as «…»."""
    return "–".join("…" if end is None else f"{end:g}" for end in (scale.lowest, scale.highest))


def duplicate(line: int, first: int) -> Invalid:
    """The refusal of a second score for the same proposal, judge and criterion."""
    return Invalid("scores.duplicate", field="score", line=line, first=first)


def arranged(
    names: Sequence[Sequence[str]], codes: Sequence[Index], values: Floats
) -> tuple[Scores, tuple[int, int] | None]:
    """A table in canonical order, and the first two rows (by place) that score the same thing, if there are any.

    ``names`` and ``codes`` are those of proposals, judges and criteria, names in any order; a name may be unused.
    """
    if not len(values):
        raise Invalid("scores.empty", field="score")
    kept, placed = zip(*(_sorted(n, c) for n, c in zip(names, codes, strict=True)), strict=True)
    key = (placed[0] * len(kept[1]) + placed[1]) * len(kept[2]) + placed[2]
    order = np.argsort(key, kind="stable")
    proposal, judge, criterion = (place[order] for place in placed)
    unscored = tuple(sorted(set(names[0]) - set(kept[0])))
    scores = Scores(kept[0], kept[1], kept[2], proposal, judge, criterion, values[order], unscored)
    again = np.flatnonzero(np.diff(key[order]) == 0)
    if not len(again):
        return scores, None
    first = again[np.argmin(order[again + 1])]
    return scores, (int(order[first]), int(order[first + 1]))


def _sorted(names: Sequence[str], codes: Index) -> tuple[tuple[str, ...], Index]:
    """The names in use, sorted, and the codes that point into them."""
    used = np.flatnonzero(np.bincount(codes, minlength=len(names))).tolist()
    order = sorted(used, key=names.__getitem__)
    place = np.zeros(len(names), dtype=np.int64)
    place[order] = np.arange(len(order))
    return tuple(names[code] for code in order), place[codes]
