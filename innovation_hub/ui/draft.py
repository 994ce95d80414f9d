"""What is typed on a long form: kept in the session apart from the widgets, saved as one goes, merged with others.

Widgets that are not drawn forget their values, so the values live in a `Draft`. A field is saved when the reader
leaves it. When somebody else saved meanwhile, their changes to other fields are taken in; where both wrote, the
reader's text stays in the field and the other's is shown, until the reader decides.

Streamlit cuts a callback short when the reader is quicker than the hub, and never calls it again. So what the
browser sent is compared with what the widgets last showed, in every callback and in every run (`catch_up`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import streamlit as st

from innovation_hub.domain.clock import DAR, now
from innovation_hub.errors import Conflict, HubError
from innovation_hub.ui import context
from innovation_hub.ui.errors import sentence
from innovation_hub.ui.text import paragraphs

Values = dict[str, Any]
Write = Callable[["Draft"], int]
"""Saves what is typed; gives back the new version, raises `Conflict` when the draft's version is not the latest."""
Read = Callable[[], tuple[Values, int]]
"""What is saved now, and its version."""

_ROUNDS = 3


@dataclass(slots=True)
class Draft:
    """The values of one record: as last saved, as typed here, as the widgets show them, as somebody else wrote them."""

    name: str
    version: int
    saved: Values
    typed: Values
    write: Write
    read: Read
    shown: Values = field(default_factory=dict)
    theirs: Values = field(default_factory=dict)
    refusal: HubError | None = None
    saved_at: datetime | None = None

    @property
    def changed(self) -> bool:
        """Whether something typed is not saved."""
        return bool(self.typed != self.saved or self.theirs)

    def rebase(self, values: Mapping[str, Any], version: int) -> None:
        """Take what is saved in place of what is typed."""
        self.saved, self.typed, self.version = dict(values), dict(values), version
        self.theirs = {}
        self.refusal = None

    def merge(self, values: Mapping[str, Any], version: int) -> None:
        """Take in another's changes; fields that both changed stay as typed and are noted in ``theirs``."""
        for name, other in values.items():
            base, mine = self.saved.get(name), self.typed.get(name)
            if _same(mine, base):
                self.typed[name] = other
            elif not _same(other, base) and not _same(other, mine):
                self.theirs[name] = other
        self.saved, self.version = dict(values), version

    def settle(self, name: str, *, take_theirs: bool) -> None:
        """Decide a field that both wrote."""
        other = self.theirs.pop(name)
        if take_theirs:
            self.typed[name] = other

    def keep(self) -> bool:
        """Save; give back whether everything typed is now saved. A refusal is kept for the screen."""
        self.refusal = None
        for _ in range(_ROUNDS):
            if self.theirs or not self.changed:
                break
            try:
                self.version = self.write(self)
            except Conflict:
                self.merge(*self.read())
                continue
            except HubError as error:
                self.refusal = error
                break
            self.saved, self.saved_at = dict(self.typed), now()
        return not self.changed


def _same(one: Any, other: Any) -> bool:
    """Equal, leaving aside white space around a text, which saving trims."""
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()
    return bool(one == other)


def catch_up(name: str) -> None:
    """Save what a callback left behind when it was cut short; to be called before a page reads the record."""
    draft: Draft | None = st.session_state.get(f"draft.{name}")
    if draft is not None and _take_up(draft):
        draft.keep()


def opened(name: str, values: Values, version: int, write: Write, read: Read) -> Draft:
    """The draft of this name in the reader's session, brought up to date while nothing unsaved is in it."""
    key = f"draft.{name}"
    draft: Draft | None = st.session_state.get(key)
    if draft is None:
        draft = Draft(name, version, dict(values), dict(values), write, read)
        st.session_state[key] = draft
    elif draft.version < version and not draft.changed:
        draft.rebase(values, version)
    return draft


def bind(draft: Draft, field_name: str, *, choice: bool = False) -> dict[str, Any]:
    """The arguments that tie a widget to a field, which is saved when the reader has changed it.

    A ``choice`` among options is set anew on each run: the browser knows it by its label, which changes with
    the language. Text is set only when it differs, so that nothing half typed is taken from under the reader.
    """
    key = _key(draft, field_name)
    value = draft.typed[field_name]
    draft.shown[field_name] = value
    if choice or key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return {"key": key, "on_change": save, "args": (draft,)}


def save(draft: Draft) -> None:
    """Save everything that the browser sent."""
    _take_up(draft)
    draft.keep()


def _take_up(draft: Draft) -> bool:
    """Take from the widgets what they have not shown before; give back whether there was any."""
    found = False
    for name, before in draft.shown.items():
        key = _key(draft, name)
        if key in st.session_state and (sent := st.session_state[key]) != before:
            draft.typed[name] = draft.shown[name] = sent
            found = True
    return found


def _key(draft: Draft, field_name: str) -> str:
    return f"{draft.name}.{field_name}"


def status(draft: Draft, labels: Mapping[str, str]) -> None:
    """Say whether everything is saved; show a refusal, and what somebody else wrote in the same fields."""
    t = context.t()
    if draft.refusal is not None:
        st.error(sentence(t, draft.refusal), icon=":material/error:")
        draft.refusal = None  # said once; the next attempt to save says it again
    if not draft.theirs:
        return
    st.warning(t("drafts.both_wrote"), icon=":material/difference:")
    for name in list(draft.theirs):
        with st.container(border=True):
            theirs = draft.theirs[name]
            shown = paragraphs(theirs) if isinstance(theirs, str) and theirs.strip() else f"{theirs or '–'}"
            st.markdown(f"**{labels.get(name, name)}** · {t('drafts.theirs')}\n\n{shown}")
            with st.container(horizontal=True):
                for take in (False, True):
                    st.button(
                        t("drafts.take_theirs" if take else "drafts.keep_mine"),
                        key=f"{draft.name}.settle.{name}.{take}",
                        on_click=draft.settle,
                        args=(name,),
                        kwargs={"take_theirs": take},
                    )


def saved(draft: Draft) -> tuple[str, str]:
    """Whether and since when everything is saved: the colour it is told in, and one short sentence."""
    t = context.t()
    if draft.changed:
        return "orange", t("drafts.unsaved")
    if draft.saved_at is None:
        return "gray", t("drafts.saved")
    return "green", t("drafts.saved_at", when=f"{draft.saved_at.astimezone(DAR):%H:%M:%S}")


def saved_line(draft: Draft) -> str:
    """The same as a badge in markdown."""
    colour, sentence = saved(draft)
    return f":{colour}-badge[{sentence}]"
