"""The score form: the sheet of criteria in a fragment, so that a click costs little; each answer is kept at once."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from innovation_hub.domain.scoring import COMMENT_MAX, NOTE_MAX
from innovation_hub.i18n import Translator
from innovation_hub.services import reviews
from innovation_hub.services.reviews import Sheet
from innovation_hub.ui import context, draft
from innovation_hub.ui.draft import Draft, Values
from innovation_hub.ui.judging import score_sheet
from innovation_hub.ui.judging.score_sheet import CANNOT, Choice, field
from innovation_hub.ui.text import md

Save = Callable[[], None]


def opened(sheet: Sheet) -> tuple[Draft, Save]:
    """The review as it is typed here, and how to keep it."""
    typed = draft.opened(f"review.{sheet.assignment_id}", _flat(sheet), sheet.version)
    return typed, partial(_keep, typed, sheet.assignment_id)


def _flat(sheet: Sheet) -> Values:
    given = {c.id: sheet.scores.get(c.id) for c in sheet.criteria}
    scores = {
        field(i): CANNOT if value is None and i in sheet.scores else value for i, value in given.items()
    }
    return {**scores, "comment": sheet.comment, "note": sheet.note}


def _keep(typed: Draft, assignment_id: int) -> None:
    typed.keep(partial(_write, typed, assignment_id), partial(_read, assignment_id))


def _write(typed: Draft, assignment_id: int, values: Values, version: int) -> int:
    changed = {name: value for name, value in values.items() if value != typed.saved[name]}
    scores = {
        int(name.removeprefix("score.")): None if value == CANNOT else value
        for name, value in changed.items()
        if name.startswith("score.") and value is not None
    }
    return reviews.save(
        context.actor(),
        assignment_id=assignment_id,
        version=version,
        scores=scores,
        comment=changed.get("comment"),
        note=changed.get("note"),
    )


def _read(assignment_id: int) -> tuple[Values, int]:
    sheet = reviews.sheet(context.actor(), assignment_id=assignment_id)
    return _flat(sheet), sheet.version


def labels(t: Translator, sheet: Sheet) -> dict[str, str]:
    """What the fields of a review are called."""
    names = {field(c.id): md(t.pick(c.name_sw, c.name_en)) for c in sheet.criteria}
    return {**names, "comment": t("reviews.comment"), "note": t("reviews.note")}


@st.fragment
def criteria(typed: Draft, save: Save, sheet: Sheet) -> None:
    """Every criterion with its weight, the scores with what they mean, and «cannot judge this»."""
    taken = f"{typed.name}.taken"
    seen = int(st.session_state.get(taken, 0))

    def take() -> None:
        clicked = score_sheet.clicked(sheet, typed, seen=int(st.session_state.get(taken, 0)))
        for choice in clicked:
            typed.typed[field(choice.criterion)] = choice.value
        if clicked:
            st.session_state[taken] = clicked[-1].turn
            save()

    missed = score_sheet.draw(context.t(), sheet, typed, seen=seen, on_choice=take)
    if missed:
        st.session_state[taken] = missed[-1].turn
        _make_up(typed, missed)
        save()
        st.rerun()
    _tell(typed)


def _make_up(typed: Draft, missed: list[Choice]) -> None:
    """Take clicks that the browser made while the hub was away, and still has; older ones may be among them.

    Where something else stands by now than the judge saw, both are kept for the judge to decide.
    """
    for choice in missed:
        name = field(choice.criterion)
        stands = typed.typed[name]
        if stands not in (choice.value, choice.was):
            typed.theirs[name] = stands
        typed.typed[name] = choice.value


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


def _tell(typed: Draft) -> None:
    """A refusal or another window's changes concern the whole page: draw it all, once."""
    told = f"{typed.name}.told"
    now = (repr(typed.refusal and typed.refusal.key), len(typed.theirs))
    if st.session_state.get(told, ("None", 0)) != now:
        st.session_state[told] = now
        if typed.refusal or typed.theirs:
            st.rerun()
