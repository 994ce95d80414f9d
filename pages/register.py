"""The register of existing government systems: imported from a file, searched, weeded."""

from functools import partial

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.register import BYTES_MAX, COLUMNS, SystemDraft, SystemStatus
from innovation_hub.errors import Several
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import register
from innovation_hub.services.paging import SIZE, Page
from innovation_hub.services.register import System
from innovation_hub.ui import chrome, context, decision, downloads, errors, forms, tables
from innovation_hub.ui.text import md

LIST, FORM = "register.list", "register.import"


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.register"), anchor=False)
    st.markdown(t("register.intro"))
    listed = listing(t, actor)
    downloads.csv_button(
        t("register.download" if listed.total else "register.template"),
        lambda: register.as_csv(context.still(actor)),
        file_name="register.csv",
        key="register.download",
    )
    importing(t, actor)
    decision.gone("register", {one.id for one in listed.items}, partial(became, t, actor))
    if listed.total:
        weeding(t, actor, listed)


def name(t: Translator, system: System) -> str:
    return t.pick(
        system.details.name_sw or system.details.name_en, system.details.name_en or system.details.name_sw
    )


def owner(t: Translator, system: System) -> str:
    if not system.owner_now:
        return system.details.owner
    return t("register.owner_now", owner=system.details.owner, now=system.owner_now)


def listing(t: Translator, actor: Actor) -> Page[System]:
    text = st.text_input(
        t("register.search"),
        key="register.text",
        icon=":material/search:",
        max_chars=100,
        width=320,
        on_change=tables.restart,
        args=(LIST,),
    )
    page = register.systems(actor, text=text or "", offset=tables.offset(LIST))
    if page.total:
        rows = [
            (
                name(t, one),
                owner(t, one),
                str(one.details.year or "–"),
                t(f"register.status.{one.details.status.value}"),
            )
            for one in page.items
        ]
        headers = [t("register.name"), t("register.owner"), t("register.year"), t("register.status")]
        tables.table(headers, rows, caption=t("register.count", n=page.total))
    else:
        st.info(t("register.none" if text else "register.empty"), icon=":material/inventory_2:")
    tables.pager(page.total, SIZE, LIST)
    return page


def facts(t: Translator, details: SystemDraft) -> dict[str, str]:
    """What another person may have changed of an entry."""
    return {
        t("register.name"): t.pick(details.name_sw or details.name_en, details.name_en or details.name_sw),
        t("register.owner"): details.owner,
        t("register.year"): str(details.year or "–"),
        t("register.status"): t(f"register.status.{details.status.value}"),
    }


def became(t: Translator, actor: Actor, system_id: int, was: SystemDraft) -> str | None:
    """What is said of an entry that is not listed: nothing while it is in the register."""
    if register.find(actor, system_id=system_id):
        return None
    return t("register.gone", name=md(facts(t, was)[t("register.name")]))


def importing(t: Translator, actor: Actor) -> None:
    """The file and, when it was refused, every line with its reason."""
    box = st.expander(
        t("register.import"), icon=":material/upload_file:", key="register.importing", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        count, latest = version = register.stamp(actor)
        facts = {
            t("register.entries"): formats.number(t, count),
            t("register.changed_at"): formats.instant(t, latest) if latest else "–",
        }
        on = decision.seen("register.import", version, facts)
        most = BYTES_MAX // 1_000_000
        statuses, columns = (", ".join(f"`{one}`" for one in many) for many in (SystemStatus, COLUMNS))
        st.markdown(t("register.import_help", most=most, columns=columns, statuses=statuses))
        uploaded = st.file_uploader(
            t("register.file"), type="csv", key=forms.prefix(FORM), max_upload_size=most
        )
        label, off = t("register.import"), uploaded is None
        if decision.button(on, label, key="register.take", type="primary", disabled=off) and uploaded:
            take(t, actor, uploaded.getvalue(), on)


def take(t: Translator, actor: Actor, content: bytes, on: decision.Seen) -> None:
    """Read the file into the register as it was seen."""
    with errors.shown():
        try:
            done = register.import_csv(actor, content=content)
        except Several as refusal:
            problems = "\n".join(f"- {md(errors.sentence(t, problem))}" for problem in refusal.problems)
            lead = t("register.nothing_taken", n=len(refusal.problems))
            st.error(f"{lead}\n\n{problems}", icon=":material/error:")
            return
        forms.accepted(FORM)
        decision.settle_all("register.")
        chrome.flash(t("register.imported", added=done.added, changed=done.changed, same=done.same))
        st.rerun()


def weeding(t: Translator, actor: Actor, page: Page[System]) -> None:
    """Take one of the listed systems out."""
    box = st.expander(
        t("register.remove"), icon=":material/delete:", key="register.removing", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        by_id = {one.id: one for one in page.items}
        chosen = st.selectbox(
            t("register.choose"),
            list(by_id),
            key=f"{forms.PICK}register.chosen",
            format_func=lambda i: f"{name(t, by_id[i])} · {by_id[i].details.owner}",
        )
        details = by_id[chosen].details
        on = decision.seen(f"register.{chosen}", details, facts(t, details))
        if decision.button(on, t("register.remove_now"), key="register.remove", icon=":material/delete:"):
            with errors.shown():
                register.remove(actor, system_id=chosen, seen=on.version)
                decision.settle_all("register.")
                chrome.flash(t("register.removed"))
                st.rerun()
