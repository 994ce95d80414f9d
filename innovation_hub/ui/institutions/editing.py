"""The form of an institution; adding a possible duplicate has to be confirmed."""

import streamlit as st

from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import institutions
from innovation_hub.services.institutions import Details, Known, Listed, Similar
from innovation_hub.ui import chrome, decision, errors, forms
from innovation_hub.ui.text import md

NEW = "institution.new"


def kind_name(t: Translator, kind: str) -> str:
    """The text of a kind of institution."""
    return t(f"institutions.kind.{kind}")  # keys: institutions.kind.*


def facts(t: Translator, one: Listed) -> dict[str, str]:
    """The values of an institution's fields, by their labels."""
    details = one.details
    regions = {each.value: t.pick(each.name_sw, each.name_en) for each in institutions.regions()}
    return {
        t("institutions.field.name_sw"): details.name_sw,
        t("institutions.field.name_en"): details.name_en,
        t("institutions.field.code"): details.code,
        t("institutions.field.kind"): kind_name(t, details.kind.value),
        t("institutions.field.region_code"): regions.get(details.region_code or "", "–"),
        t("institutions.field.public"): t("journal.yes" if details.public else "journal.no"),
        t("institutions.field.active"): t("institutions.active" if one.active else "institutions.inactive"),
    }


def edit(t: Translator, actor: Actor, one: Listed, query: dict[str, str]) -> None:
    """Draw the form of an existing institution; ``query`` is the list's query to return to."""
    name = f"institution.{one.id}"
    on = decision.seen(name, one.version, facts(t, one))
    key = f"{forms.prefix(name)}.{on.turn}"
    with st.form(f"{key}.form", enter_to_submit=False):
        typed = _fields(t, key, one.details)
        saved = st.form_submit_button(
            t("institutions.save"), key=f"{key}.save", type="primary", disabled=on.stale
        )
    if saved and not on.stale:
        with errors.shown():
            institutions.edit(actor, institution_id=one.id, seen=on.version[0], details=typed)
            decision.settle(name)
            _saved(t, name, typed, query)


def add(t: Translator, actor: Actor, query: dict[str, str]) -> None:
    """Draw the form of a new institution; ``query`` is the list's query to return to."""
    key = forms.prefix(NEW)
    asked = f"{key}.similar"
    with st.form(f"{key}.form", enter_to_submit=False):
        typed = _fields(t, key, None)
        pressed = st.form_submit_button(t("institutions.save"), key=f"{key}.save", type="primary")
    with errors.shown():
        if pressed:
            st.session_state.pop(asked, None)
            try:
                institutions.add(actor, details=typed)
            except Similar as error:
                st.session_state[asked] = (typed, error.found)
            else:
                _saved(t, NEW, typed, query)
        if asked in st.session_state:
            _ask(t, actor, asked, query)


def _ask(t: Translator, actor: Actor, asked: str, query: dict[str, str]) -> None:
    """Draw the similar institutions and a button that adds the new one, with the details asked about, anyway."""
    typed, found = st.session_state[asked]
    st.warning(
        t("institutions.similar", name=md(t.pick(typed.name_sw, typed.name_en))), icon=":material/help:"
    )
    for one in found:
        st.page_link(
            chrome.context_page("institutions"),
            label=_label(t, one),
            icon=":material/domain:",
            query_params={"institution": str(one.id)},
        )
    if st.button(t("institutions.add_anyway"), key=f"{asked}.add"):
        try:
            institutions.add(actor, details=typed, besides=[one.id for one in found])
        except Similar as error:  # another one was added meanwhile
            st.session_state[asked] = (typed, error.found)
            st.rerun()
        st.session_state.pop(asked)
        _saved(t, NEW, typed, query)


def _label(t: Translator, one: Known) -> str:
    return f"{md(one.code)} · {md(t.pick(one.name_sw, one.name_en))}"


def _saved(t: Translator, form: str, typed: Details, query: dict[str, str]) -> None:
    forms.accepted(form)
    chrome.flash(t("institutions.saved", name=md(t.pick(typed.name_sw, typed.name_en))))
    st.switch_page(chrome.context_page("institutions"), query_params=query)


def _fields(t: Translator, key: str, details: Details | None) -> Details:
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
        format_func=lambda one: kind_name(t, one.value),
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
