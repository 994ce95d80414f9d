"""Cancellation of a call by its organiser, with its consequences in numbers and a published reason."""

import streamlit as st

from innovation_hub.domain.calls import REASON_MAX, CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import calls
from innovation_hub.services.calls import CallView, Touched
from innovation_hub.ui import decision
from innovation_hub.ui.calls import seen


def cancel(t: Translator, actor: Actor, call: CallView) -> None:
    """Draw the form that cancels a call, in an expander; for a published call with the consequences."""
    if call.card.phase in (CallPhase.CONCLUDED, CallPhase.CANCELLED):
        return
    expander = st.expander(
        t("calls.edit.cancel"), key="call.cancelling", icon=":material/block:", on_change="rerun"
    )
    if not expander.open:
        return
    with expander:
        touched = calls.touched(actor, call_id=call.card.id)
        public = call.published_at is not None
        cancel = decision.Option(
            t("calls.edit.cancel"),
            lambda on, reason: calls.cancel(
                actor, call_id=call.card.id, version=on.version[0], seen=on.version[1], reason=reason
            ),
            t("calls.edit.cancelled"),
            key="call.cancel",
            icon=":material/block:",
        )
        decision.draw(
            seen.record(t, call, "cancel", more=touched, facts=_facts(t, touched)),
            [cancel],
            follows=_ends(t, touched) if public else t("calls.cancel.draft"),
            reason=decision.Reason(
                t("calls.cancel.public_reason" if public else "calls.field.reason"),
                REASON_MAX,
                t("calls.cancel.public_reason_help") if public else None,
            ),
            settles=(seen.ALL,),
        )


def _facts(t: Translator, touched: Touched) -> dict[str, str]:
    """The numbers of records affected by cancelling, by their names."""
    # keys: calls.cancel.submitted, calls.cancel.drafts, calls.cancel.reviews, calls.cancel.judges
    numbers = {name: getattr(touched, name) for name in ("submitted", "drafts", "reviews", "judges")}
    return {t(f"calls.cancel.{name}"): formats.number(t, number) for name, number in numbers.items()}


def _ends(t: Translator, touched: Touched) -> str:
    listed = "\n".join(f"- {name}: **{number}**" for name, number in _facts(t, touched).items())
    return f"**{t('calls.cancel.ask')}**\n\n{listed}\n\n{t('calls.cancel.what')}"
