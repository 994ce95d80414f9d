"""Extension of the deadline of a published call, and reversal of the last extension."""

from datetime import datetime, timedelta

import streamlit as st

from innovation_hub.domain.calls import LONG_EXTENSION
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import calls
from innovation_hub.services.calls import CallView, Extension, Undoing
from innovation_hub.ui import decision, forms
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
    before = formats.instant(t, found.before)
    take_back = decision.Option(
        t("calls.extend.take_back", when=before),
        lambda on, _: calls.take_back_extension(actor, call_id=call.card.id, version=on.version[0]),
        t("calls.extend.taken_back", when=before),
        key=f"call.extension.{call.card.id}.take_back",
        icon=":material/undo:",
    )
    facts = {t("calls.extend.can_undo"): undoing}
    with st.container(border=True):
        decision.draw(
            seen.record(t, call, "extension", more=found.undoing, facts=facts),
            [take_back] if found.undoing is Undoing.OPEN else (),
            shown=f"**{t('calls.extend.stands')}**\n\n{_between(t, found.before, found.closes_at)}",
            follows=undoing,
            settles=(seen.ALL,),
        )


def extend(t: Translator, actor: Actor, call: CallView) -> None:
    """Draw the form of a new deadline, in an expander."""
    key = f"extend.{call.card.id}.fold"
    expander = st.expander(t("calls.extend.title"), key=key, icon=":material/more_time:", on_change="rerun")
    if not expander.open:
        return
    with expander:
        field = f"{forms.prefix(f'call.extend.{call.card.id}')}.closes_at"
        st.session_state.setdefault(field, wall(call.card.closes_at))
        typed: datetime | None = st.datetime_input(
            t("calls.extend.new"), format="DD/MM/YYYY", help=t("calls.field.closes_help"), key=field
        )
        # The widget has no seconds, so an unchanged deadline is recognised by its minutes.
        if typed is None or _minute(typed) == _minute(wall(call.card.closes_at)):
            seen.seen(t, call, "extend")
            st.markdown(small(t("calls.extend.choose")))
        elif (closes_at := instant(typed, "closes_at")) < call.card.closes_at:
            seen.seen(t, call, "extend")
            said = t("calls.refused.shortened", closes_at=formats.instant(t, call.card.closes_at))
            st.error(said, icon=":material/error:")
        else:
            _ask(t, actor, call, closes_at)


def _ask(t: Translator, actor: Actor, call: CallView, closes_at: datetime) -> None:
    """Draw old and new deadline and the button that extends; its key contains the new deadline that was drawn."""
    old, key = call.card.closes_at, f"call.extend.{call.card.id}.{closes_at:%Y%m%d%H%M}"
    more = span(t, closes_at - old)
    with st.container(border=True):
        st.markdown(
            f"**{t('calls.extend.ask')}**\n\n{_between(t, old, closes_at)}\n\n{t('calls.extend.what')}"
        )
        meant = closes_at - old > LONG_EXTENSION and st.checkbox(
            t("calls.extend.long_meant", span=more), key=f"{key}.long"
        )
        extend = decision.Option(
            t("calls.extend.do", span=more),
            lambda on, _: calls.extend(
                actor,
                call_id=call.card.id,
                version=on.version[0],
                closes_at=closes_at,
                long_meant=bool(meant),
            ),
            t("calls.extend.done", when=formats.deadline(t, closes_at)),
            key=f"{key}.do",
            icon=":material/more_time:",
            main=True,
        )
        decision.draw(seen.record(t, call, "extend"), [extend], settles=(seen.ALL,))


def _between(t: Translator, before: datetime, after: datetime) -> str:
    lines = (
        t("calls.extend.old_deadline", when=formats.deadline(t, before)),
        t("calls.extend.new_deadline", when=formats.deadline(t, after)),
        t("calls.extend.difference", span=span(t, after - before)),
    )
    return "\n".join(f"- {line}" for line in lines)


def _minute(value: datetime) -> datetime:
    return value.replace(second=0, microsecond=0)
