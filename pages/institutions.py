"""Institutions: the list, and forms to add, edit, close and merge them."""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import institutions
from innovation_hub.services.institutions import Listed, WantedInstitutions
from innovation_hub.services.paging import SIZE, Page
from innovation_hub.ui import chrome, context, lists, tables
from innovation_hub.ui.html import html
from innovation_hub.ui.institutions import closing, editing, merging
from innovation_hub.ui.lists import Chosen, ListFilter, ListSpec
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.text import READABLE, md


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.institutions"))
    asked = context.page_id("institution")
    if asked or st.query_params.get("new"):
        with st.container(width=READABLE):
            editor(t, actor, institutions.institution(actor, institution_id=asked) if asked else None)
    else:
        listing(t, actor)


def kind_name(t: Translator, kind: str) -> str:
    return t(f"institutions.kind.{kind}")  # keys: institutions.kind.*


def list_spec(t: Translator) -> ListSpec:
    """The list's filters: kind, region, and whether the institution is active."""
    kinds = {kind.value: kind_name(t, kind.value) for kind in InstitutionKind}
    states = {"active": t("institutions.active"), "inactive": t("institutions.inactive")}
    filters = (
        ListFilter("kind", "institutions.field.kind", lambda: kinds),
        ListFilter("region", "institutions.field.region_code", partial(region_names, t)),
        ListFilter("state", "institutions.field.active", lambda: states),
    )
    return ListSpec("institutions", "institutions.search", filters, size=SIZE)


def region_names(t: Translator) -> dict[str, str]:
    return {region.value: t.pick(region.name_sw, region.name_en) for region in institutions.regions()}


def status(t: Translator, one: Listed) -> str:
    if one.merged_into is not None:
        return t("institutions.merged_state")
    return t("institutions.active" if one.active else "institutions.inactive")


def read(t: Translator, actor: Actor, chosen: Chosen, offset: int) -> Page[Listed]:
    values = chosen.values
    wanted = WantedInstitutions(
        text=chosen.text,
        kind=InstitutionKind(values["kind"]) if "kind" in values else None,
        region=values.get("region"),
        active=values["state"] == "active" if "state" in values else None,
        language=t.lang,
    )
    return institutions.institutions(actor, wanted=wanted, offset=offset, size=chosen.size)


def listing(t: Translator, actor: Actor) -> None:
    spec = list_spec(t)
    chosen = lists.chosen(t, spec)
    chosen, found = lists.found(chosen, partial(read, t, actor, chosen))
    lists.controls(t, spec, chosen)
    st.page_link(
        chrome.context_page("institutions"),
        label=t("institutions.add"),
        icon=":material/add:",
        query_params={"new": "1"},
    )
    if not found.total:
        nothing("lost", t("institutions.none"))
        return
    regions = region_names(t)
    query = lists.link_parameters(spec)
    rows = [
        [
            tables.link(
                t.pick(one.details.name_sw, one.details.name_en),
                f"/institutions?{urlencode(query | {'institution': one.id})}",
            ),
            one.details.code,
            kind_name(t, one.details.kind.value),
            regions.get(one.details.region_code or "", "–"),
            status(t, one),
        ]
        for one in found.items
    ]
    headers = [t(f"institutions.field.{name}") for name in ("name", "code", "kind", "region_code", "active")]
    html(tables.markup(headers, rows, caption=t("institutions.count", n=found.total), cards=True))
    lists.pager(t, spec, chosen, found.total)


def editor(t: Translator, actor: Actor, one: Listed | None) -> None:
    query = lists.link_parameters(list_spec(t))
    st.page_link(
        chrome.context_page("institutions"),
        label=t("institutions.back"),
        icon=":material/arrow_back:",
        query_params=query,
    )
    if one is None:
        st.header(t("institutions.add"))
        editing.add(t, actor, query)
        return
    st.header(md(t.pick(one.details.name_sw, one.details.name_en)))
    if one.merged_into is not None:
        merging.merged(t, actor, one)
        return
    editing.edit(t, actor, one, query)
    closing.in_use(t, actor, one)
    merging.merge(t, actor, one)
