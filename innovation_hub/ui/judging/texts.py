"""The texts of a review, kept when their field is left; the scores above them go their own way."""

from functools import partial

import streamlit as st

from innovation_hub.domain.scoring import COMMENT_MAX, NOTE_MAX
from innovation_hub.i18n import Translator
from innovation_hub.services import reviews
from innovation_hub.services.reviews import Sheet
from innovation_hub.ui import context, draft
from innovation_hub.ui.draft import Draft, Values


def opened(sheet: Sheet) -> Draft:
    """The texts as they are typed here."""
    at = sheet.assignment_id
    return draft.opened(_name(at), _of(sheet), sheet.version, partial(_write, at), partial(_read, at))


def catch_up(assignment_id: int) -> None:
    """Save what was typed and not taken yet; to be called before the sheet is read."""
    draft.catch_up(_name(assignment_id))


def _name(assignment_id: int) -> str:
    return f"review.{assignment_id}"


def _of(sheet: Sheet) -> Values:
    return {"comment": sheet.comment, "note": sheet.note}


def _write(assignment_id: int, typed: Draft) -> int:
    changed = {name: value for name, value in typed.typed.items() if value != typed.saved[name]}
    return reviews.save(context.actor(), assignment_id=assignment_id, version=typed.version, **changed)


def _read(assignment_id: int) -> tuple[Values, int]:
    sheet = reviews.sheet(context.actor(), assignment_id=assignment_id)
    return _of(sheet), sheet.version


def labels(t: Translator) -> dict[str, str]:
    """What the fields are called."""
    return {"comment": t("reviews.comment"), "note": t("reviews.note")}


def draw(typed: Draft) -> None:
    """The comment for the proposer and the confidential note.

    No fragment: on a phone a tap on the button below leaves the field in the same moment, the browser sends both
    as one message, and a fragment's run would not see the button.
    """
    t = context.t()
    st.text_area(
        t("reviews.comment"),
        height=160,
        help=t("reviews.comment_help"),
        max_chars=COMMENT_MAX,
        **draft.bind(typed, "comment"),
    )
    st.text_area(
        t("reviews.note"),
        height=100,
        help=t("reviews.note_help"),
        max_chars=NOTE_MAX,
        **draft.bind(typed, "note"),
    )
