"""The table of scores: proposal, judge, criterion and value."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from innovation_hub.errors import Invalid
from innovation_hub.methods.ranking.numbers import Floats, Index
from innovation_hub.methods.terms.ranking import Scale

LARGEST = 1e9
"""The largest absolute score: beyond it squares lose too many digits."""


@dataclass(frozen=True, eq=False)
class Scores:
    """A long table of scores, usually incomplete, in canonical order.

    ``proposals``, ``judges``, ``criteria`` are the names that have a score, sorted; ``proposal``, ``judge`` and
    ``criterion`` (N,) are indices into them, ``value`` (N,) is in the call's units. Rows are sorted by proposal, judge
    and criterion, and each such triple is unique. ``unscored``: names of proposals without a score.
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
        """A table from rows (proposal, judge, criterion, score); None means «cannot judge» and is missing, not 0.

        Raises ``Invalid`` with the row's number (``line``, from 1) for a score out of range, repeated or not finite,
        and for a table without any score.
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
        scores, repeated = arranged(
            [list(seen) for seen in codes], list(array.T), np.array(values, dtype=float)
        )
        if repeated is not None:
            raise duplicate(lines[repeated[1]], lines[repeated[0]])
        return scores


def check(score: float, scale: Scale, line: int) -> None:
    """Raise ``Invalid`` for a score that is not finite, larger than `LARGEST`, or outside the range."""
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
    """The range as text for error messages, an open end as «…»."""
    return "–".join("…" if end is None else f"{end:g}" for end in (scale.lowest, scale.highest))


def duplicate(line: int, first: int) -> Invalid:
    """The error for a second score of the same proposal, judge and criterion."""
    return Invalid("scores.duplicate", field="score", line=line, first=first)


def arranged(
    names: Sequence[Sequence[str]], codes: Sequence[Index], values: Floats
) -> tuple[Scores, tuple[int, int] | None]:
    """A table in canonical order, and the indices of the first two rows of the same triple, if there are any.

    ``names`` and ``codes`` are those of proposals, judges and criteria, names in any order; a name may be unused.
    Raises ``Invalid`` without any score.
    """
    if not len(values):
        raise Invalid("scores.empty", field="score")
    used, index = zip(*(_sorted(n, c) for n, c in zip(names, codes, strict=True)), strict=True)
    key = (index[0] * len(used[1]) + index[1]) * len(used[2]) + index[2]
    order = np.argsort(key, kind="stable")
    proposal, judge, criterion = (each[order] for each in index)
    unscored = tuple(sorted(set(names[0]) - set(used[0])))
    scores = Scores(used[0], used[1], used[2], proposal, judge, criterion, values[order], unscored)
    again = np.flatnonzero(np.diff(key[order]) == 0)
    if not len(again):
        return scores, None
    first = again[np.argmin(order[again + 1])]
    return scores, (int(order[first]), int(order[first + 1]))


def _sorted(names: Sequence[str], codes: Index) -> tuple[tuple[str, ...], Index]:
    """The names in use, sorted, and indices into them for each of ``codes``."""
    used = np.flatnonzero(np.bincount(codes, minlength=len(names))).tolist()
    order = sorted(used, key=names.__getitem__)
    index = np.zeros(len(names), dtype=np.int64)
    index[order] = np.arange(len(order))
    return tuple(names[code] for code in order), index[codes]
