"""Security: failed sign-ins, refusals, resets and changes of roles, as they are kept for 90 days."""

import streamlit as st

from innovation_hub.domain.permissions import Permission
from innovation_hub.domain.trail import KEPT_TRAIL, TrailEvent
from innovation_hub.i18n import formats
from innovation_hub.services import trail
from innovation_hub.services.paging import SIZE
from innovation_hub.services.trail import Trace
from innovation_hub.ui import context, guard, tables
from innovation_hub.ui.forms import PICK

actor = guard.require(Permission.ACCOUNT_MANAGE)
t = context.t()
LIST = "security.list"


def event_name(event: str) -> str:
    return t(f"security.event.{event}") if event else t("security.everything")  # keys: security.event.*


def row(trace: Trace) -> list[str]:
    who = t("security.unknown")
    if trace.account_id:
        who = tables.link(trace.account or f"№ {trace.account_id}", f"/people?person={trace.account_id}")
    return [formats.stamp(trace.last_at), event_name(trace.event), who, trace.client or "–", str(trace.count)]


st.title(t("pages.security"))
st.markdown(t("security.lead", days=KEPT_TRAIL.days))
chosen = st.selectbox(
    t("security.filter"),
    ["", *TrailEvent],
    key=f"{PICK}security.event",
    format_func=event_name,
    on_change=tables.restart,
    args=(LIST,),
)
found = trail.page(actor, event=TrailEvent(chosen) if chosen else None, offset=tables.offset(LIST))
if found.total:
    headers = [t(f"security.table.{name}") for name in ("when", "what", "who", "client", "count")]
    tables.table(headers, [row(trace) for trace in found.items], caption=t("security.caption", n=found.total))
    tables.pager(found.total, SIZE, LIST)
else:
    st.info(t("security.none"), icon=":material/lock:")
