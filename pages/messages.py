"""Undelivered e-mails with their reasons, and forms to send them again or acknowledge them."""

from collections.abc import Callable, Sequence

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import mail
from innovation_hub.services.mail import FailedMessage
from innovation_hub.services.paging import SIZE
from innovation_hub.ui import chrome, decision, errors, forms, tables
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import READABLE

LIST = "messages.list"


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.messages"))
    st.markdown(t("messages.lead"))
    listing(t, actor)


def row(t: Translator, message: FailedMessage) -> list[str]:
    # keys: messages.kind.*, messages.state.*
    return [
        f"№ {message.id}",
        message.to,
        t(f"messages.kind.{message.kind}"),
        formats.stamp(message.ended_at),
        t(f"messages.state.{message.state.value}"),
        message.reason,
    ]


def listing(t: Translator, actor: Actor) -> None:
    found = mail.failed(actor, offset=tables.offset(LIST))
    if not found.total:
        nothing("bloom", t("messages.none"))
        return
    headers = [t(f"messages.table.{name}") for name in ("number", "to", "about", "when", "state", "reason")]
    tables.table(
        headers, [row(t, message) for message in found.items], caption=t("messages.count", n=found.total)
    )
    tables.pager(found.total, SIZE, LIST)
    with st.container(width=READABLE):
        settling(t, actor, found.items)


def settling(t: Translator, actor: Actor, shown: Sequence[FailedMessage]) -> None:
    labels = {message.id: f"№ {message.id} · {message.to}" for message in shown}
    on = decision.seen("messages", tuple(labels), {t("messages.chosen"): ", ".join(labels.values())})
    st.markdown(t("messages.settle_lead"))
    with st.form("messages.settle", border=False):
        chosen = st.multiselect(
            t("messages.chosen"),
            list(labels),
            format_func=labels.__getitem__,
            key=f"{forms.prefix('messages')}.chosen",
        )
        with st.container(horizontal=True):
            again = st.form_submit_button(
                t("messages.send_again"), type="primary", icon=":material/send:", disabled=on.stale
            )
            noted = st.form_submit_button(
                t("messages.acknowledge"), icon=":material/check:", disabled=on.stale
            )
    if again and not on.stale:
        settle(t, actor, mail.send_again, chosen, "messages.sent_again")
    elif noted and not on.stale:
        settle(t, actor, mail.acknowledge, chosen, "messages.acknowledged")


def settle(t: Translator, actor: Actor, service: Callable[..., int], chosen: list[int], key: str) -> None:
    if not chosen:
        st.warning(t("messages.nothing_chosen"), icon=":material/error:")
        return
    with errors.shown():
        done = service(actor, ids=chosen)
        decision.settle("messages")
        forms.accepted("messages")
        chrome.flash(t(key, n=done))  # keys: messages.sent_again, messages.acknowledged
        st.rerun()
