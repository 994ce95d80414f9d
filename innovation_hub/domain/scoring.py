"""Scores on a rubric: valid answers, and the weighted mean of the criteria judged.

A criterion without a score is *blank*; a score of None says «cannot judge this». Neither is ever a zero: the
weights of the criteria that were judged are scaled up to the whole.
"""

from collections.abc import Iterable, Mapping
from math import fsum

from innovation_hub.domain.fields import Field, FieldKind
from innovation_hub.domain.text import clean
from innovation_hub.errors import Invalid

CANNOT = "cannot"
Answer = int | str | None
"""A judge's answer on a criterion: a score, `CANNOT` for «cannot judge this», or None while it is blank."""

COMMENT_MIN, COMMENT_MAX = 20, 4_000
NOTE_MAX = 2_000
TEXTS = {
    "comment": Field("comment", FieldKind.TEXT, COMMENT_MIN, COMMENT_MAX, required=True),
    "note": Field("note", FieldKind.TEXT, maximum=NOTE_MAX),
}
"""The texts of a review by name: the comment for the proposer, and the note for the organiser."""
REASON_MIN, REASON_MAX = 10, 500


def score_of(answer: object, *, lowest: int, highest: int) -> int | None:
    """The score of an answer, None for `CANNOT`; raises `Invalid` unless it is a whole number in the call's range."""
    if answer == CANNOT:
        return None
    if not isinstance(answer, int) or isinstance(answer, bool) or not lowest <= answer <= highest:
        raise Invalid("reviews.errors.range", field="score", lowest=lowest, highest=highest)
    return answer


def answers(scores: Mapping[int, int | None]) -> dict[int, Answer]:
    """The answers for scores, by criterion, without blank ones."""
    return {criterion: CANNOT if score is None else score for criterion, score in scores.items()}


def weighted_mean(weighted: Iterable[tuple[int, int | None]]) -> float | None:
    """The mean of (weight, score) pairs in the scores' own unit; None when nothing was judged."""
    judged = [(weight, score) for weight, score in weighted if score is not None]
    whole = sum(weight for weight, _ in judged)
    return fsum(weight * score for weight, score in judged) / whole if whole else None


def blank(criteria: Iterable[int], scores: Mapping[int, int | None]) -> list[int]:
    """The criteria that have neither a score nor a «cannot judge this», in the rubric's order."""
    return [criterion for criterion in criteria if criterion not in scores]


def checked_text(text: str, *, field: str, least: int, most: int) -> str:
    """The text as it is stored; raises `Invalid` when it is too short or too long."""
    text = clean(text)
    if len(text) < least:
        # keys: judging.errors.short.*
        raise Invalid(f"judging.errors.short.{field}", field=field, least=least, have=len(text))
    if len(text) > most:
        raise Invalid("judging.errors.long", field=field, most=most, have=len(text))
    return text
