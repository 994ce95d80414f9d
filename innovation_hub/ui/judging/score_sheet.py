"""The score sheet: a component for the scores and texts of a review, with autosave."""

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.scoring import CANNOT, answers
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.reviews import ScoreSheet
from innovation_hub.ui.calls.public import best
from innovation_hub.ui.html import html
from innovation_hub.ui.judging import texts
from innovation_hub.ui.streamlit_insides import class_of, recording
from innovation_hub.ui.writing import mount, plain

NAME = "innovation-hub.score_sheet"
"""The name declared in `pyproject.toml`, by which Streamlit finds the folder of the script."""


@cache
def _component() -> Callable[..., Any]:
    return st.components.v2.component(NAME, js="score_sheet.js", css="score_sheet.css")


def draw(t: Translator, who: Actor, sheet: ScoreSheet, *, submit: str) -> None:
    """Draw the scores, the texts below them and a status line.

    Clicks on the button with the key ``submit`` are delayed until everything is saved. When an answer is refused, the
    script requests a rerun of the page.
    """
    if recording():
        html(plain.arriving(t))
        return
    data = _data(t, sheet) | {
        "submit": class_of(submit),
        "texts": texts.drawn(t, who, sheet),
    }
    mount(_component(), f"review.{sheet.assignment_id}.scores", who.id, data, on_refused_change=_redraw)


def _redraw() -> None:
    """Do nothing: the callback's existence makes Streamlit rerun the page."""


def _data(t: Translator, sheet: ScoreSheet) -> dict[str, Any]:
    """The data of the script; its sentences have placeholders that the script fills."""
    how = t("reviews.how_to_score", lowest=sheet.score_min, highest=sheet.score_max)
    return {
        "lang": t.lang,
        "address": f"/api/reviews/{sheet.assignment_id}/scores/",
        "scores": list(range(sheet.score_min, sheet.score_max + 1)),
        "cannot": CANNOT,
        "words": {
            "how": f"{how} {best(t, sheet)}",
            "cannot": t("reviews.cannot_judge"),
            "answered": t("reviews.answered", done="{done}", n=len(sheet.criteria)),
            "offline": t("reviews.offline"),
            "elsewhere": t("reviews.elsewhere", mine="{mine}", theirs="{theirs}"),
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
        "answers": {str(criterion): answer for criterion, answer in answers(sheet.scores).items()},
        "version": sheet.version,
    }
