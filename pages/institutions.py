"""Institutions: the reference data that people, proposals and budgets refer to."""

from urllib.parse import urlencode

import streamlit as st

from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Permission
from innovation_hub.services import institutions
from innovation_hub.services.institutions import Details, Listed, WantedInstitutions
from innovation_hub.services.paging import SIZE
from innovation_hub.ui import chrome, context, decision, errors, forms, tables
from innovation_hub.ui.text import READABLE, md

actor = context.require(Permission.INSTITUTION_MANAGE)
t = context.t()
LIST = "institutions.list"


def kind_name(kind: str) -> str:
    return (
        t(f"institutions.kind.{kind}") if kind != "all" else t("institutions.all_kinds")
    )  # keys: institutions.kind.*


def listing() -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            t("institutions.search"),
            key="q",
            bind="query-params",
            on_change=tables.restart,
            args=(LIST,),
            max_chars=100,
        )
        kind = st.selectbox(
            t("institutions.field.kind"),
            ["all", *(kind.value for kind in InstitutionKind)],
            key="kind",
            bind="query-params",
            format_func=kind_name,
            on_change=tables.restart,
            args=(LIST,),
        )
    wanted = WantedInstitutions(
        text=text or "",
        kind=InstitutionKind(kind) if kind in set(InstitutionKind) else None,
        language=t.lang,
    )
    found = institutions.institutions(actor, wanted=wanted, offset=tables.offset(LIST))
    st.page_link(
        chrome.context_page("institutions"),
        label=t("institutions.add"),
        icon=":material/add:",
        query_params={"new": "1"},
    )
    if not found.total:
        st.info(t("institutions.none"), icon=":material/search_off:")
        return
    regions = {region.value: t.pick(region.name_sw, region.name_en) for region in institutions.regions()}
    kept = {"q": text, "kind": kind}
    rows = [
        [
            tables.link(
                t.pick(one.details.name_sw, one.details.name_en),
                f"/institutions?{urlencode(kept | {'institution': one.id})}",
            ),
            one.details.code,
            kind_name(one.details.kind.value),
            regions.get(one.details.region_code or "", "–"),
            t("institutions.active" if one.active else "institutions.inactive"),
        ]
        for one in found.items
    ]
    headers = [t(f"institutions.field.{name}") for name in ("name", "code", "kind", "region_code", "active")]
    tables.table(headers, rows, caption=t("institutions.count", n=found.total))
    tables.pager(found.total, SIZE, LIST)


def fields(key: str, details: Details | None) -> Details:
    regions = {None: t("institutions.no_region")} | {
        region.value: t.pick(region.name_sw, region.name_en) for region in institutions.regions()
    }
    kinds = list(InstitutionKind)
    seen = details or Details("", "", "", InstitutionKind.MDA, True, None)
    name_sw = st.text_input(t("institutions.field.name_sw"), seen.name_sw, key=f"{key}.sw", max_chars=160)
    name_en = st.text_input(t("institutions.field.name_en"), seen.name_en, key=f"{key}.en", max_chars=160)
    code = st.text_input(
        t("institutions.field.code"),
        seen.code,
        key=f"{key}.code",
        max_chars=24,
        help=t("institutions.field.code_help"),
    )
    kind = st.selectbox(
        t("institutions.field.kind"),
        kinds,
        index=kinds.index(seen.kind),
        format_func=lambda one: kind_name(one.value),
        key=f"{key}.kind",
    )
    region = st.selectbox(
        t("institutions.field.region_code"),
        list(regions),
        index=list(regions).index(seen.region_code),
        format_func=regions.__getitem__,
        key=f"{key}.region",
    )
    public = st.checkbox(t("institutions.field.public"), seen.public, key=f"{key}.public")
    return Details(code or "", name_sw or "", name_en or "", kind, public, region)


def editor(one: Listed | None) -> None:
    kept = {name: value for name in ("q", "kind") if (value := st.query_params.get(name))}
    st.page_link(
        chrome.context_page("institutions"),
        label=t("institutions.back"),
        icon=":material/arrow_back:",
        query_params=kept,
    )
    key = forms.prefix(f"institution.{one.id if one else 'new'}")
    st.header(md(t.pick(one.details.name_sw, one.details.name_en)) if one else t("institutions.add"))
    on = seen_of(one) if one else None
    seen = on.version[0] if on else None
    with st.form(f"{key}.form", enter_to_submit=False):
        typed = fields(key, seen)
        off = on is not None and on.stale
        saved = st.form_submit_button(t("institutions.save"), key=f"{key}.save", type="primary", disabled=off)
    if saved and not (on and on.stale):
        with errors.shown():
            if one and on:
                institutions.edit(actor, institution_id=one.id, seen=on.version[0], details=typed)
                decision.settle(on.name)
            else:
                institutions.add(actor, details=typed)
            forms.accepted(f"institution.{one.id if one else 'new'}")
            chrome.flash(t("institutions.saved", name=md(t.pick(typed.name_sw, typed.name_en))))
            st.switch_page(chrome.context_page("institutions"), query_params=kept)
    if one and on:
        in_use(one, on)


def seen_of(one: Listed) -> decision.Seen:
    """The institution as it was seen, for a change and for taking it out of use."""
    what = one.details
    facts = {
        t("institutions.field.name_sw"): what.name_sw,
        t("institutions.field.name_en"): what.name_en,
        t("institutions.field.code"): what.code,
        t("institutions.field.kind"): kind_name(what.kind.value),
        t("institutions.field.region_code"): what.region_code or "",
        t("institutions.field.public"): t("panels.yes" if what.public else "panels.no"),
        t("institutions.field.active"): t("institutions.active" if one.active else "institutions.inactive"),
    }
    return decision.seen(f"institution.{one.id}", (what, one.active), facts)


def in_use(one: Listed, on: decision.Seen) -> None:
    st.markdown(t("institutions.deactivate_lead" if one.active else "institutions.activate_lead"))
    label = t("institutions.deactivate" if one.active else "institutions.activate")
    if decision.button(on, label, key=f"institution.active.{one.id}"):
        with errors.shown():
            institutions.set_active(actor, institution_id=one.id, active=not one.active)
            decision.settle(on.name)
            chrome.flash(t("institutions.deactivated" if one.active else "institutions.activated"))
            st.rerun()


st.title(t("pages.institutions"))
asked = context.page_id("institution")
if asked or st.query_params.get("new"):
    with st.container(width=READABLE):
        editor(institutions.institution(actor, institution_id=asked) if asked else None)
else:
    listing()
