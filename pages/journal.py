"""The journal: the list of entries with filters, and the verification of the hash chain."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import journal
from innovation_hub.services.journal import PAGE, Entry, fault_summary
from innovation_hub.ui import tables
from innovation_hub.ui.forms import PICK
from innovation_hub.ui.journal_details import details, named, subject, who
from innovation_hub.ui.nothing import nothing

SUBJECTS = (
    *("account", "assignment", "budget_line", "call", "declaration", "device", "institution", "message"),
    *("movement", "proposal", "register"),
)
TURNED = "journal.turned"  # stack of ids below which the pages up to this one begin


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.journal"))
    st.markdown(t("journal.lead"))
    listing(t, actor)
    check(t, actor)


def row(t: Translator, entry: Entry) -> list[str]:
    what = named(t, "event", entry.event)
    return [formats.stamp(entry.at), who(t, entry), what, subject(t, entry), details(t, entry)]


def restart() -> None:
    st.session_state[TURNED] = []


def turn(before: int | None) -> None:
    turned = st.session_state[TURNED]
    if before is None:
        turned.pop()
    else:
        turned.append(before)


def filters(t: Translator) -> tuple[str | None, int | None]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        subject = st.selectbox(
            t("journal.filter"),
            ["", *SUBJECTS],
            key=f"{PICK}journal.subject",
            format_func=lambda name: named(t, "subject", name) if name else t("journal.everything"),
            on_change=restart,
        )
        number = st.text_input(t("journal.number"), key="journal.number", max_chars=12, on_change=restart)
    if number and not (number.strip().isascii() and number.strip().isdecimal()):
        st.warning(t("journal.not_a_number"), icon=":material/error:")
        number = ""
    return subject or None, int(number) if number else None


def listing(t: Translator, actor: Actor) -> None:
    turned = st.session_state.setdefault(TURNED, [])
    kind, number = filters(t)
    before = turned[-1] if turned else None
    found = journal.page(actor, before=before, subject_type=kind, subject_id=number, size=PAGE)
    if not found:
        nothing("lost", t("journal.empty"))
        return
    headers = [t(f"journal.table.{name}") for name in ("when", "who", "what", "subject", "details")]
    tables.table(headers, [row(t, entry) for entry in found], caption=t("journal.caption", n=len(found)))
    with st.container(horizontal=True):
        st.button(
            t("journal.newer"),
            key="journal.newer",
            icon=":material/chevron_left:",
            disabled=not turned,
            on_click=turn,
            args=(None,),
        )
        st.button(
            t("journal.older"),
            key="journal.older",
            icon=":material/chevron_right:",
            disabled=len(found) < PAGE,
            on_click=turn,
            args=(found[-1].id,),
        )


def check(t: Translator, actor: Actor) -> None:
    st.markdown(t("journal.check_lead"))
    if not st.button(t("journal.check"), key="journal.check", icon=":material/verified:"):
        return
    newest = journal.page(actor, size=1)
    total = max(1, newest[0].id if newest else 1)
    bar = st.progress(0.0, text=t("journal.checking", n=0))

    def progress(n: int) -> None:
        bar.progress(min(1.0, n / total), text=t("journal.checking", n=n))

    verdict = journal.check(actor, progress)
    bar.empty()
    if verdict.faults:
        st.error(t("journal.differs", **fault_summary(verdict.faults)), icon=":material/error:")
    elif verdict.broken_at is None:
        st.success(t("journal.whole", n=verdict.entries, head=verdict.head[:16]), icon=":material/verified:")
    else:
        st.error(t("journal.broken", id=verdict.broken_at), icon=":material/error:")
