"""The score sheet in the browser: one component of our own for all criteria, as cheap as one widget."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
import streamlit as st

from innovation_hub.i18n import Translator, formats
from innovation_hub.services.reviews import Sheet
from innovation_hub.ui.calls.reading import best
from innovation_hub.ui.draft import Draft, saved

NAME = "innovation-hub.score_sheet"
"""As `pyproject.toml` declares it, where Streamlit finds the folder of the script."""
CANNOT = "cannot"
Answer = int | str | None
"""A score, `CANNOT`, or None while the criterion is blank."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer as it was clicked: over what the server had then, and the click's number, which only grows."""

    criterion: int
    value: Answer
    was: Answer
    turn: int


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(NAME, js="score_sheet.js", css="score_sheet.css")


def field(criterion: int) -> str:
    """What the answer on a criterion is called in a draft."""
    return f"score.{criterion}"


def draw(
    t: Translator, sheet: Sheet, typed: Draft, *, seen: int, on_choice: Callable[[], None]
) -> list[Choice]:
    """Draw the sheet; gives back the clicks after ``seen``, which is the number of the last that was taken."""
    key = key_of(typed)
    data = orjson.dumps(
        _data(t, sheet, typed, seen)
    )  # bytes pass as they are; a mapping is searched for tables
    drawn = _component()(key=key, data=data, on_choices_change=on_choice)
    return choices(drawn, sheet, seen)


def clicked(sheet: Sheet, typed: Draft, *, seen: int) -> list[Choice]:
    """The clicks after ``seen``, asked before the sheet is drawn."""
    return choices(st.session_state[key_of(typed)], sheet, seen)


def key_of(typed: Draft) -> str:
    """The component's key."""
    return f"{typed.name}.scores"


def choices(state: Mapping[str, Any], sheet: Sheet, seen: int) -> list[Choice]:
    """The clicks after ``seen`` in the order in which they were made; what is no answer to this sheet is left out."""
    criteria = {str(c.id): c.id for c in sheet.criteria}
    allowed = {*range(sheet.score_min, sheet.score_max + 1), CANNOT}
    found = [
        Choice(criteria[criterion], choice["value"], choice["was"], choice["turn"])
        for criterion, choice in (state.get("choices") or {}).items()
        if criterion in criteria and choice["turn"] > seen and choice["value"] in allowed
    ]
    return sorted(found, key=lambda choice: choice.turn)


def _data(t: Translator, sheet: Sheet, typed: Draft, seen: int) -> dict[str, Any]:
    """What the script draws. Its criteria hang on call and language alone, so that a score redraws nothing."""
    answers = {str(c.id): typed.typed[field(c.id)] for c in sheet.criteria}
    tone, sentence = saved(typed)
    how = t("reviews.how_to_score", lowest=sheet.score_min, highest=sheet.score_max)
    done = sum(answer is not None for answer in answers.values())
    return {
        "name": typed.name,
        "scores": list(range(sheet.score_min, sheet.score_max + 1)),
        "cannot": CANNOT,
        "words": {
            "how": f"{how} {best(t, sheet)}",
            "cannot": t("reviews.cannot_judge"),
            "unsaved": t("drafts.unsaved"),
        },
        "criteria": [
            {
                "id": c.id,
                "name": f"{number}. {t.pick(c.name_sw, c.name_en)}",
                "weight": t("reviews.weight", weight=formats.number(t, c.weight)),
                "anchors": {str(score): t.pick(*words) for score, words in c.anchors.items()},
            }
            for number, c in enumerate(sheet.criteria, start=1)
        ],
        "answers": answers,
        "seen": seen,
        "status": f"{t('reviews.answered', done=done, n=len(answers))} · {sentence}",
        "tone": tone,
    }
