"""Merging of an institution into another one, with a search and a confirmation. It cannot be undone."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import institutions
from innovation_hub.services.institutions import Listed, WantedInstitutions
from innovation_hub.ui import chrome, decision, forms
from innovation_hub.ui.institutions.closing import holdings_facts, listed
from innovation_hub.ui.institutions.editing import facts
from innovation_hub.ui.text import md

MOST = 20


def name_of(t: Translator, one: Listed) -> str:
    """Code and name of an institution."""
    return f"{one.details.code} · {t.pick(one.details.name_sw, one.details.name_en)}"


def merged(t: Translator, actor: Actor, one: Listed) -> None:
    """Draw that an institution was merged, with a link to the one it was merged into."""
    assert one.merged_into is not None
    into = institutions.institution(actor, institution_id=one.merged_into)
    decision.gone(
        "institution.use", (), lambda n, _: t("institutions.refused.merged") if n == one.id else None
    )
    st.info(
        t("institutions.merged", code=md(one.details.code), into=md(name_of(t, into))),
        icon=":material/info:",
    )
    st.page_link(
        chrome.context_page("institutions"),
        label=md(name_of(t, into)),
        icon=":material/domain:",
        query_params={"institution": str(into.id)},
    )


def merge(t: Translator, actor: Actor, one: Listed) -> None:
    """Draw the search for the other institution, what is moved to it, and the button that merges."""
    form = forms.prefix(f"institution.merge.{one.id}")
    st.subheader(t("institutions.merge"))
    st.markdown(t("institutions.merge_lead"))
    text = st.text_input(
        t("institutions.merge_search"), key=f"{form}.text", icon=":material/search:", max_chars=100
    )
    if not text.strip():
        return
    wanted = WantedInstitutions(text=text, active=True, language=t.lang)
    found = institutions.institutions(actor, wanted=wanted, size=MOST)
    others = {other.id: other for other in found.items if other.id != one.id}
    decision.gone(
        f"institution.merge.{one.id}", others, lambda into_id, _: _unavailable_reason(t, actor, into_id)
    )
    if not others:
        st.markdown(t("institutions.none_to_merge"))
        return
    into_id = st.selectbox(
        t("institutions.merge_into"),
        list(others),
        index=None,
        format_func=lambda i: name_of(t, others[i]),
        key=f"{form}.into",
        placeholder=t("institutions.merge_choose"),
    )
    if into_id is not None:
        _confirm(t, actor, one, others[into_id])


def _unavailable_reason(t: Translator, actor: Actor, into_id: int) -> str | None:
    """The reason why the other institution can no longer be chosen; None if it can."""
    into = institutions.institution(actor, institution_id=into_id)
    return None if into.active else t("institutions.into_gone", into=md(name_of(t, into)))


def _confirm(t: Translator, actor: Actor, one: Listed, into: Listed) -> None:
    has = institutions.holdings(actor, institution_id=one.id)
    counts, code, other = holdings_facts(t, has), md(one.details.code), md(name_of(t, into))
    # Labels include the code, so that a change of one institution is not attributed to the other.
    both = {
        f"{each.details.code}: {what}": value
        for each in (one, into)
        for what, value in facts(t, each).items()
    }
    name = f"institution.merge.{one.id}.{into.id}"
    merge = decision.Option(
        t("institutions.merge_now"),
        lambda on, _: institutions.merge(actor, institution_id=one.id, into_id=into.id, seen=on.version),
        t("institutions.merge_done", code=code, into=other),
        key=f"{name}.merge",
        main=True,
        then=lambda: st.switch_page(
            chrome.context_page("institutions"), query_params={"institution": str(into.id)}
        ),
    )
    asks = t("institutions.merge_confirm", code=code, into=other)
    st.warning(
        f"{asks}\n\n{listed(counts)}\n\n{t('institutions.merge_final', code=code)}", icon=":material/warning:"
    )
    decision.draw(
        decision.Record(name, (one.details, into.details, has), both | counts),
        [merge],
        sure=t("institutions.merge_sure"),
    )
