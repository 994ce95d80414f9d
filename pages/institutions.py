"""Institutions: the reference data that people, proposals and budgets refer to."""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import institutions
from innovation_hub.services.institutions import Listed, WantedInstitutions
from innovation_hub.services.paging import SIZE
from innovation_hub.ui import chrome, context, filters, tables
from innovation_hub.ui.institutions import closing, editing, merging
from innovation_hub.ui.text import READABLE, md

LIST = "institutions.list"
KINDS = ("all", *(kind.value for kind in InstitutionKind))


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.institutions"))
    asked = context.page_id("institution")
    if asked or st.query_params.get("new"):
        with st.container(width=READABLE):
            editor(t, actor, institutions.institution(actor, institution_id=asked) if asked else None)
    else:
        listing(t, actor)


def kind_name(t: Translator, kind: str) -> str:
    return (
        t(f"institutions.kind.{kind}") if kind != "all" else t("institutions.all_kinds")
    )  # keys: institutions.kind.*


def standing(t: Translator, one: Listed) -> str:
    if one.merged_into is not None:
        return t("institutions.merged_state")
    return t("institutions.active" if one.active else "institutions.inactive")


def listing(t: Translator, actor: Actor) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = filters.search(t("institutions.search"), "q", pages=LIST)
        kind = filters.choice(
            t("institutions.field.kind"), "kind", KINDS, pages=LIST, format_func=partial(kind_name, t)
        )
    wanted = WantedInstitutions(
        text=text,
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
            kind_name(t, one.details.kind.value),
            regions.get(one.details.region_code or "", "–"),
            standing(t, one),
        ]
        for one in found.items
    ]
    headers = [t(f"institutions.field.{name}") for name in ("name", "code", "kind", "region_code", "active")]
    tables.table(headers, rows, caption=t("institutions.count", n=found.total))
    tables.pager(found.total, SIZE, LIST)


def editor(t: Translator, actor: Actor, one: Listed | None) -> None:
    kept = {name: value for name in ("q", "kind") if (value := st.query_params.get(name))}
    st.page_link(
        chrome.context_page("institutions"),
        label=t("institutions.back"),
        icon=":material/arrow_back:",
        query_params=kept,
    )
    if one is None:
        st.header(t("institutions.add"))
        editing.add(t, actor, kept)
        return
    st.header(md(t.pick(one.details.name_sw, one.details.name_en)))
    if one.merged_into is not None:
        merging.merged(t, actor, one)
        return
    editing.edit(t, actor, one, kept)
    closing.in_use(t, actor, one)
    merging.merge(t, actor, one)
