"""People: find an account, say where the person belongs and what they may do, keep somebody out."""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from innovation_hub.domain.accounts import AccountState, is_closed
from innovation_hub.domain.clock import DAR
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import accounts, institutions
from innovation_hub.services.accounts import Person, Wanted
from innovation_hub.ui import chrome, context, decision, errors, filters, role_requests, state, tables
from innovation_hub.ui.html import html
from innovation_hub.ui.text import READABLE, md

LIST = "people.list"
FILTERS = ("all", "without_role", *(role.value for role in Role), *(one.value for one in AccountState))


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.people"))
    asked = context.page_id("person")
    if asked:
        with st.container(width=READABLE):
            editor(t, actor, asked)
    else:
        listing(t, actor)


def role_names(t: Translator, person: Person) -> str:
    # keys: accounts.role.*
    return ", ".join(t(f"accounts.role.{role.value}") for role in sorted(person.roles))


def place_name(t: Translator, person: Person) -> str:
    return t.pick(*person.institution) if person.institution else "–"


def shown_name(t: Translator, person: Person) -> str:
    return person.name or t("people.closed")


def wanted(text: str, chosen: str) -> Wanted:
    return Wanted(
        text=text,
        role=Role(chosen) if chosen in set(Role) else None,
        state=AccountState(chosen) if chosen in set(AccountState) else None,
        without_role=chosen == "without_role",
    )


def filter_name(t: Translator, chosen: str) -> str:
    if chosen in set(Role):
        return t("people.filter.role", role=t(f"accounts.role.{chosen}"))
    if chosen in set(AccountState):
        return t("people.filter.state", state=t(f"accounts.state.{chosen}"))
    return t(f"people.filter.{chosen}")  # keys: people.filter.all, people.filter.without_role


def listing(t: Translator, actor: Actor) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = filters.search(t("people.search"), "q", pages=LIST)
        chosen = filters.choice(
            t("people.filter"), "show", FILTERS, pages=LIST, format_func=partial(filter_name, t)
        )
    found = accounts.people(actor, wanted=wanted(text, chosen), offset=tables.offset(LIST))
    if found.waiting and chosen != "without_role":
        _someone_waits(t, found.waiting)
    if chosen == "without_role":
        role_requests.waiting(t, actor, found.rows)
    if not found.total:
        nobody = chosen == "without_role" and not found.waiting
        st.info(t("people.nobody_waits" if nobody else "people.nobody"), icon=":material/search_off:")
    elif chosen == "without_role":
        tables.pager(found.total, accounts.PEOPLE_PAGE, LIST)
    else:
        _table(t, found, text, chosen)


def _table(t: Translator, found: accounts.People, text: str, chosen: str) -> None:
    kept = {"q": text, "show": chosen}
    rows = [
        [
            tables.link(shown_name(t, person), f"/people?{urlencode(kept | {'person': person.id})}"),
            person.email,
            role_names(t, person) or "–",
            place_name(t, person),
            state.chip(t, "account", person.state.value),
        ]
        for person in found.rows
    ]
    headers = [t(f"people.table.{name}") for name in ("name", "email", "roles", "institution", "state")]
    tables.table(headers, rows, caption=t("people.count", n=found.total))
    tables.pager(found.total, accounts.PEOPLE_PAGE, LIST)


def _someone_waits(t: Translator, n: int) -> None:
    st.info(t("people.waiting", n=n), icon=":material/person_add:")
    html(f"<p>{tables.link(t('people.show_waiting'), '/people?show=without_role')}</p>")


def editor(t: Translator, actor: Actor, account_id: int) -> None:
    person = accounts.person(actor, account_id=account_id)
    kept = {name: value for name in ("q", "show") if (value := st.query_params.get(name))}
    st.page_link(
        chrome.context_page("people"), label=t("people.back"), icon=":material/arrow_back:", query_params=kept
    )
    since = formats.day(t, person.created_at.astimezone(DAR).date())
    kind = t(f"accounts.kind.{person.kind.value}")  # keys: accounts.kind.*
    st.markdown(
        f"## {md(shown_name(t, person))}\n\n{md(person.email)} {state.badge(t, 'account', person.state.value)}\n\n"
        + t("people.since", kind=kind, when=since)
    )
    if is_closed(person.email):
        decision.gone("people", (), lambda _id, _seen: t("decision.gone.account"))
        st.info(t("people.closed_note"), icon=":material/info:")
        return
    facts = {
        t("people.table.roles"): role_names(t, person),
        t("people.table.institution"): place_name(t, person),
        t("people.table.state"): state.label(t, "account", person.state.value),
    }
    version = (person.roles, person.institution_id, person.state)
    on = decision.seen(f"people.{account_id}", version, facts)
    place_and_roles(t, actor, person, on)
    door(t, actor, person, on)


def place_and_roles(t: Translator, actor: Actor, person: Person, on: decision.Seen) -> None:
    account_id = person.id
    places = {None: t("people.no_institution")} | {
        int(one.value): t.pick(one.name_sw, one.name_en) for one in institutions.choices(language=t.lang)
    }
    here = person.institution_id
    if here not in places:  # an institution that is no longer active
        places[here] = place_name(t, person)
    turn = f".{on.turn}" if on.turn else ""
    with st.form(f"people.{account_id}"):
        place = st.selectbox(
            t("people.table.institution"),
            list(places),
            index=list(places).index(here),
            format_func=places.__getitem__,
            key=f"people.place.{account_id}{turn}",
        )
        roles = st.pills(
            t("people.table.roles"),
            list(Role),
            selection_mode="multi",
            default=sorted(person.roles),
            format_func=lambda role: t(f"accounts.role.{role.value}"),
            key=f"people.roles.{account_id}{turn}",
        )
        st.markdown(t("people.roles_help"))
        saved = st.form_submit_button(
            t("people.save"), key=f"people.save.{account_id}", type="primary", disabled=on.stale
        )
    if saved and not on.stale:
        with errors.shown():
            accounts.arrange(
                actor, account_id=account_id, institution_id=place, roles=frozenset(roles), seen=on.version[0]
            )
            decision.settle(on.name)
            chrome.flash(t("people.saved", name=md(shown_name(t, person))))
            st.rerun()


def door(t: Translator, actor: Actor, person: Person, on: decision.Seen) -> None:
    account_id = person.id
    out = person.state is AccountState.DISABLED
    st.markdown(t("people.enable_lead" if out else "people.disable_lead"))
    if decision.button(on, t("people.enable" if out else "people.disable"), key=f"people.door.{account_id}"):
        with errors.shown():
            if out:
                accounts.enable(actor, account_id=account_id)
            else:
                accounts.disable(actor, account_id=account_id)
            decision.settle(on.name)
            chrome.flash(t("people.enabled" if out else "people.disabled", name=md(shown_name(t, person))))
            st.rerun()
