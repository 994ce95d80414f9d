"""Security events: failed sign-ins, refusals, resets and changes of roles of the last 90 days."""

from functools import partial

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.trail import KEPT_TRAIL, TrailEvent
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import trail
from innovation_hub.services.paging import SIZE
from innovation_hub.services.trail import Trace
from innovation_hub.ui import tables
from innovation_hub.ui.forms import PICK

LIST = "security.list"


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.security"))
    st.markdown(t("security.lead", days=KEPT_TRAIL.days))
    chosen = st.selectbox(
        t("security.filter"),
        ["", *TrailEvent],
        key=f"{PICK}security.event",
        format_func=partial(event_name, t),
        on_change=tables.restart,
        args=(LIST,),
    )
    found = trail.page(actor, event=TrailEvent(chosen) if chosen else None, offset=tables.offset(LIST))
    if found.total:
        headers = [t(f"security.table.{name}") for name in ("when", "what", "who", "client", "count")]
        tables.table(
            headers, [row(t, trace) for trace in found.items], caption=t("security.caption", n=found.total)
        )
        tables.pager(found.total, SIZE, LIST)
    else:
        st.info(t("security.none"), icon=":material/lock:")


def event_name(t: Translator, event: str) -> str:
    return t(f"security.event.{event}") if event else t("security.everything")  # keys: security.event.*


def row(t: Translator, trace: Trace) -> list[str]:
    who = t("security.unknown")
    if trace.account_id:
        who = tables.link(trace.account or f"№ {trace.account_id}", f"/people?person={trace.account_id}")
    return [
        formats.stamp(trace.last_at),
        event_name(t, trace.event),
        who,
        trace.client or "–",
        str(trace.count),
    ]
