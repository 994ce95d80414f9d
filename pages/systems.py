"""The register of government systems: search, import from a file, download, removal of entries."""

from functools import partial

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.systems import BYTES_MAX, COLUMNS, SystemDraft, SystemStatus
from innovation_hub.errors import Several
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import systems
from innovation_hub.services.paging import SIZE, Page
from innovation_hub.services.systems import System
from innovation_hub.ui import chrome, context, decision, downloads, errors, forms, tables
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import md

LIST, FORM = "systems.list", "systems.import"


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.systems"), anchor=False)
    st.markdown(t("systems.intro"))
    listed = listing(t, actor)
    downloads.csv_button(
        t("systems.download" if listed.total else "systems.template"),
        lambda: systems.as_csv(context.still(actor)),
        file_name="systems.csv",
        key="systems.download",
    )
    importing(t, actor)
    decision.gone("systems", {one.id for one in listed.items}, partial(removal_sentence, t, actor))
    if listed.total:
        removing(t, actor, listed)


def name(t: Translator, system: System) -> str:
    return t.pick(
        system.details.name_sw or system.details.name_en, system.details.name_en or system.details.name_sw
    )


def owner(t: Translator, system: System) -> str:
    if not system.owner_now:
        return system.details.owner
    return t("systems.owner_now", owner=system.details.owner, now=system.owner_now)


def listing(t: Translator, actor: Actor) -> Page[System]:
    text = st.text_input(
        t("systems.search"),
        key="systems.text",
        icon=":material/search:",
        max_chars=100,
        width=320,
        on_change=tables.restart,
        args=(LIST,),
    )
    page = systems.entries(actor, text=text or "", offset=tables.offset(LIST))
    if page.total:
        rows = [
            (
                name(t, one),
                owner(t, one),
                str(one.details.year or "–"),
                t(f"systems.status.{one.details.status.value}"),
            )
            for one in page.items
        ]
        headers = [t("systems.name"), t("systems.owner"), t("systems.year"), t("systems.status")]
        tables.table(headers, rows, caption=t("systems.count", n=page.total))
    else:
        nothing("lost", t("systems.none" if text else "systems.empty"))
    tables.pager(page.total, SIZE, LIST)
    return page


def facts(t: Translator, details: SystemDraft) -> dict[str, str]:
    """Values of an entry to compare with those seen, by their labels."""
    return {
        t("systems.name"): t.pick(details.name_sw or details.name_en, details.name_en or details.name_sw),
        t("systems.owner"): details.owner,
        t("systems.year"): str(details.year or "–"),
        t("systems.status"): t(f"systems.status.{details.status.value}"),
    }


def removal_sentence(t: Translator, actor: Actor, system_id: int, was: SystemDraft) -> str | None:
    """A sentence that an entry was removed; None while it is in the register."""
    if systems.find(actor, system_id=system_id):
        return None
    return t("systems.gone", name=md(facts(t, was)[t("systems.name")]))


def importing(t: Translator, actor: Actor) -> None:
    """Draw the import form, in an expander."""
    box = st.expander(
        t("systems.import"), icon=":material/upload_file:", key="systems.importing", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        count, latest = version = systems.stamp(actor)
        facts = {
            t("systems.entries"): formats.number(t, count),
            t("systems.changed_at"): formats.instant(t, latest) if latest else "–",
        }
        on = decision.seen("systems.import", version, facts)
        most = BYTES_MAX // 1_000_000
        statuses, columns = (", ".join(f"`{one}`" for one in many) for many in (SystemStatus, COLUMNS))
        st.markdown(t("systems.import_help", most=most, columns=columns, statuses=statuses))
        uploaded = st.file_uploader(
            t("systems.file"), type="csv", key=forms.prefix(FORM), max_upload_size=most
        )
        label, off = t("systems.import"), uploaded is None
        if decision.button(on, label, key="systems.take", type="primary", disabled=off) and uploaded:
            take(t, actor, uploaded.getvalue(), on)


def take(t: Translator, actor: Actor, content: bytes, on: decision.Seen) -> None:
    """Import the file; on errors draw the reason for each invalid line."""
    with errors.shown():
        try:
            done = systems.import_csv(actor, content=content)
        except Several as refusal:
            problems = "\n".join(f"- {md(errors.sentence(t, problem))}" for problem in refusal.problems)
            lead = t("systems.nothing_taken", n=len(refusal.problems))
            st.error(f"{lead}\n\n{problems}", icon=":material/error:")
            return
        forms.accepted(FORM)
        decision.settle_all("systems.")
        chrome.flash(t("systems.imported", added=done.added, changed=done.changed, same=done.same))
        st.rerun()


def removing(t: Translator, actor: Actor, page: Page[System]) -> None:
    """Draw the form that removes one of the listed systems, in an expander."""
    box = st.expander(
        t("systems.remove"), icon=":material/delete:", key="systems.removing", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        by_id = {one.id: one for one in page.items}
        chosen = st.selectbox(
            t("systems.choose"),
            list(by_id),
            key=f"{forms.PICK}systems.chosen",
            format_func=lambda i: f"{name(t, by_id[i])} · {by_id[i].details.owner}",
        )
        details = by_id[chosen].details
        on = decision.seen(f"systems.{chosen}", details, facts(t, details))
        if decision.button(on, t("systems.remove_now"), key="systems.remove", icon=":material/delete:"):
            with errors.shown():
                systems.remove(actor, system_id=chosen, seen=on.version)
                decision.settle_all("systems.")
                chrome.flash(t("systems.removed"))
                st.rerun()
