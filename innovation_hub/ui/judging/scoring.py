"""The score form: one small fragment a criterion, so that a click costs little; each answer is kept at once."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from innovation_hub.domain.scoring import COMMENT_MAX, NOTE_MAX
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import reviews
from innovation_hub.services.calls import CriterionView
from innovation_hub.services.reviews import Sheet
from innovation_hub.ui import context, draft
from innovation_hub.ui.draft import Draft, Values
from innovation_hub.ui.text import md

CANNOT = "cannot"
Save = Callable[[], None]


def opened(sheet: Sheet) -> tuple[Draft, Save]:
    """The review as it is typed here, and how to keep it."""
    typed = draft.opened(f"review.{sheet.assignment_id}", _flat(sheet), sheet.version)
    return typed, partial(_keep, typed, sheet.assignment_id)


def _flat(sheet: Sheet) -> Values:
    given = {c.id: sheet.scores.get(c.id) for c in sheet.criteria}
    scores = {
        f"score.{i}": CANNOT if value is None and i in sheet.scores else value for i, value in given.items()
    }
    return {**scores, "comment": sheet.comment, "note": sheet.note}


def _keep(typed: Draft, assignment_id: int) -> None:
    typed.keep(partial(_write, assignment_id), partial(_read, assignment_id))


def _write(assignment_id: int, values: Values, version: int) -> int:
    scores = {
        int(name.removeprefix("score.")): None if value == CANNOT else value
        for name, value in values.items()
        if name.startswith("score.") and value is not None
    }
    return reviews.save(
        context.actor(),
        assignment_id=assignment_id,
        version=version,
        scores=scores,
        comment=values["comment"],
        note=values["note"],
    )


def _read(assignment_id: int) -> tuple[Values, int]:
    sheet = reviews.sheet(context.actor(), assignment_id=assignment_id)
    return _flat(sheet), sheet.version


def labels(t: Translator, sheet: Sheet) -> dict[str, str]:
    """What the fields of a review are called."""
    names = {f"score.{c.id}": md(t.pick(c.name_sw, c.name_en)) for c in sheet.criteria}
    return {**names, "comment": t("reviews.comment"), "note": t("reviews.note")}


@st.fragment
def criterion(typed: Draft, save: Save, number: int, asked: CriterionView, lowest: int, highest: int) -> None:
    """One criterion: every score with what it means, and «cannot judge this»."""
    t = context.t()
    options: list[int | str] = [*range(lowest, highest + 1), CANNOT]
    words = {score: f"**{score}** · {md(t.pick(*pair))}" for score, pair in asked.anchors.items()}
    weight = t("reviews.weight", weight=formats.number(t, asked.weight))
    st.radio(
        f"**{number}. {md(t.pick(asked.name_sw, asked.name_en))}** · {weight}",
        options,
        index=None,
        format_func=lambda option: (
            words.get(option, f"**{option}**") if isinstance(option, int) else t("reviews.cannot_judge")
        ),
        width="stretch",
        **draft.bind(typed, f"score.{asked.id}", save),
    )
    _tell(typed)


def texts(typed: Draft, save: Save) -> None:
    """The comment for the proposer and the confidential note, kept when the field is left.

    No fragment: on a phone a tap on the button below leaves the field in the same moment, the browser sends both
    as one message, and a fragment's run would not see the button.
    """
    t = context.t()
    st.text_area(
        t("reviews.comment"),
        height=160,
        help=t("reviews.comment_help"),
        max_chars=COMMENT_MAX,
        **draft.bind(typed, "comment", save),
    )
    st.text_area(
        t("reviews.note"),
        height=100,
        help=t("reviews.note_help"),
        max_chars=NOTE_MAX,
        **draft.bind(typed, "note", save),
    )
    st.markdown(draft.saved_line(typed))


def _tell(typed: Draft) -> None:
    """A refusal or another window's changes concern the whole page: draw it all, once."""
    told = f"{typed.name}.told"
    now = (repr(typed.refusal and typed.refusal.key), len(typed.theirs))
    if st.session_state.get(told, ("None", 0)) != now:
        st.session_state[told] = now
        if typed.refusal or typed.theirs:
            st.rerun()
