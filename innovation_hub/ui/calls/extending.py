"""Extension of the deadline of a published call, and reversal of the last extension."""

from datetime import datetime, timedelta

import streamlit as st

from innovation_hub.domain.calls import LONG_EXTENSION
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import calls
from innovation_hub.services.calls import CallView, Extension, Undoing
from innovation_hub.ui import chrome, decision, errors, forms
from innovation_hub.ui.calls import seen
from innovation_hub.ui.calls.values import instant, wall
from innovation_hub.ui.text import small


def span(t: Translator, between: timedelta) -> str:
    """A duration in days, hours and minutes, without those that are 0."""
    hours, minutes = divmod(between.seconds // 60, 60)
    parts = (("days", between.days), ("hours", hours), ("minutes", minutes))
    # keys: formats.span.*
    return ", ".join(t(f"formats.span.{unit}", n=n) for unit, n in parts if n)


def last(t: Translator, actor: Actor, call: CallView, found: Extension) -> None:
    """Draw the current extension, and the button that reverses it while that is possible."""
    undoing = t(f"calls.extend.undoing.{found.undoing.value}", until=formats.instant(t, found.until))
    # keys: calls.extend.undoing.*
    with st.container(border=True):
        between = _between(t, found.before, found.closes_at)
        st.markdown(f"**{t('calls.extend.stands')}**\n\n{between}\n\n{undoing}")
        facts = {t("calls.extend.can_undo"): undoing}
        on = seen.seen(t, call, "extension", more=found.undoing, facts=facts)
        if found.undoing is not Undoing.OPEN:
            if not on.stale:
                decision.settle(on.name)  # it can no longer be reversed
            return
        before = formats.instant(t, found.before)
        label = t("calls.extend.take_back", when=before)
        if decision.button(on, label, key=f"{on.name}.take_back", icon=":material/undo:"):
            with errors.shown():
                calls.take_back_extension(actor, call_id=call.card.id, version=on.version[0])
                _done(call, t("calls.extend.taken_back", when=before))


def extend(t: Translator, actor: Actor, call: CallView) -> None:
    """Draw the form of a new deadline, in an expander."""
    key = f"extend.{call.card.id}.fold"
    expander = st.expander(t("calls.extend.title"), key=key, icon=":material/more_time:", on_change="rerun")
    if not expander.open:
        return
    with expander:
        on = seen.seen(t, call, "extend")
        field = f"{forms.prefix(_form(call))}.closes_at"
        st.session_state.setdefault(field, wall(call.card.closes_at))
        typed: datetime | None = st.datetime_input(
            t("calls.extend.new"), format="DD/MM/YYYY", help=t("calls.field.closes_help"), key=field
        )
        # The widget has no seconds, so an unchanged deadline is recognised by its minutes.
        if typed is None or _minute(typed) == _minute(wall(call.card.closes_at)):
            st.markdown(small(t("calls.extend.choose")))
        else:
            _ask(t, actor, call, on, instant(typed, "closes_at"))


def _ask(t: Translator, actor: Actor, call: CallView, on: decision.Seen, closes_at: datetime) -> None:
    """Draw old and new deadline and the button that extends; its key contains the new deadline that was drawn."""
    old, key = call.card.closes_at, f"{on.name}.{closes_at:%Y%m%d%H%M}"
    if closes_at < old:
        st.error(t("calls.refused.shortened", closes_at=formats.instant(t, old)), icon=":material/error:")
        return
    with st.container(border=True):
        st.markdown(
            f"**{t('calls.extend.ask')}**\n\n{_between(t, old, closes_at)}\n\n{t('calls.extend.what')}"
        )
        more = span(t, closes_at - old)
        meant = closes_at - old > LONG_EXTENSION and st.checkbox(
            t("calls.extend.long_meant", span=more), key=f"{key}.long"
        )
        label = t("calls.extend.do", span=more)
        if decision.button(on, label, key=f"{key}.do", type="primary", icon=":material/more_time:"):
            with errors.shown():
                calls.extend(
                    actor,
                    call_id=call.card.id,
                    version=on.version[0],
                    closes_at=closes_at,
                    long_meant=bool(meant),
                )
                _done(call, t("calls.extend.done", when=formats.deadline(t, closes_at)))


def _between(t: Translator, before: datetime, after: datetime) -> str:
    lines = (
        t("calls.extend.old_deadline", when=formats.deadline(t, before)),
        t("calls.extend.new_deadline", when=formats.deadline(t, after)),
        t("calls.extend.difference", span=span(t, after - before)),
    )
    return "\n".join(f"- {line}" for line in lines)


def _done(call: CallView, sentence: str) -> None:
    forms.accepted(_form(call))
    seen.decided()
    chrome.flash(sentence)
    st.rerun()


def _form(call: CallView) -> str:
    return f"call.extend.{call.card.id}"


def _minute(value: datetime) -> datetime:
    return value.replace(second=0, microsecond=0)
