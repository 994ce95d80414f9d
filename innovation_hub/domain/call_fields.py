"""The fields of a call and of each criterion of its rubric as tables; they are saved one by one until publication."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from innovation_hub.domain.calls import (
    ANCHOR_MAX,
    CODE_MAX,
    GRACE_MAX,
    JUDGES_MAX,
    NAME_MAX,
    SCORE_LIMIT,
    TEXT_MAX,
    TITLE_MAX,
    Audience,
)
from innovation_hub.domain.fields import Field, FieldKind
from innovation_hub.domain.proposals import RESOLUTIONS_SERVED
from innovation_hub.methods.terms.ranking import Direction

_STEPS: Mapping[str, tuple[Field, ...]] = {
    "words": (
        Field("code", FieldKind.LINE, maximum=CODE_MAX, required=True),
        Field("title_sw", FieldKind.LINE, maximum=TITLE_MAX, required=True),
        Field("text_sw", FieldKind.TEXT, maximum=TEXT_MAX, required=True),
        Field("title_en", FieldKind.LINE, maximum=TITLE_MAX, required=True),
        Field("text_en", FieldKind.TEXT, maximum=TEXT_MAX, required=True),
    ),
    "terms": (
        Field("audience", FieldKind.CHOICE, options=tuple(one.value for one in Audience), required=True),
        Field("resolutions", FieldKind.CHOICES, options=RESOLUTIONS_SERVED, required=True),
        Field("opens_at", FieldKind.DATETIME, required=True),
        Field("closes_at", FieldKind.DATETIME, required=True),
        Field("grace_minutes", FieldKind.NUMBER, 0, GRACE_MAX, required=True),
        Field("prize_pool", FieldKind.MONEY),
        Field("judges_per_proposal", FieldKind.NUMBER, 1, JUDGES_MAX, required=True),
        Field("score_min", FieldKind.NUMBER, 0, SCORE_LIMIT - 1, required=True),
        Field("score_max", FieldKind.NUMBER, 1, SCORE_LIMIT, required=True),
        Field("score_best", FieldKind.CHOICE, options=tuple(one.value for one in Direction), required=True),
    ),
}
FIELDS_OF_STEP = {step: tuple(field.name for field in fields) for step, fields in _STEPS.items()}
"""The fields asked for in each step of writing a call, by name."""
FIELDS = {field.name: field for fields in _STEPS.values() for field in fields}
"""Every field of a call by its name, which is also that of its column."""

_NAME = re.compile(
    r"criterion_(?P<id>[1-9][0-9]{0,8})_(?P<part>weight|name_(?:sw|en)|anchor_(?P<score>[0-9]{1,2})_(?P<lang>sw|en))"
)


@dataclass(frozen=True, slots=True)
class CriterionField:
    """A field of one criterion. ``part`` is its column, or ``anchor`` for the words of a score in a language."""

    field: Field
    criterion_id: int
    part: str
    score: int = 0
    lang: str = ""


@lru_cache(maxsize=4096)
def criterion_field(name: str) -> CriterionField | None:
    """The field named ``criterion_12_weight`` or ``criterion_12_anchor_3_sw``; None for any other name.

    Anchors can be written for every possible score: a narrower scale hides those outside it, and a wider one shows
    them again.
    """
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    number, part = int(found["id"]), found["part"]
    if found["score"] is not None:
        score = int(found["score"])
        if score > SCORE_LIMIT or found["score"] != str(score):
            return None
        return CriterionField(
            Field(name, FieldKind.TEXT, maximum=ANCHOR_MAX), number, "anchor", score, found["lang"]
        )
    if part == "weight":
        return CriterionField(Field(name, FieldKind.NUMBER, 1, 100, required=True), number, part)
    return CriterionField(Field(name, FieldKind.LINE, maximum=NAME_MAX, required=True), number, part)


def criterion_names(criterion_id: int, least: int, most: int) -> list[str]:
    """The names of a criterion's fields on a scale, in the order they are written."""
    anchors = [f"anchor_{score}_{lang}" for score in range(least, most + 1) for lang in ("sw", "en")]
    return [f"criterion_{criterion_id}_{part}" for part in ("weight", "name_sw", "name_en", *anchors)]
