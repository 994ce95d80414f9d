"""People: the list of accounts, and the forms for institution, roles and permission to sign in.

``?person=5&tab=history`` is one person: dates, personal data, history and forms.
"""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from innovation_hub.domain.accounts import is_closed
from innovation_hub.domain.clock import local_day
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import accounts
from innovation_hub.services.accounts import People, Person, PersonDetail
from innovation_hub.ui import chrome, context, decision, lists, role_requests, state, tables, things
from innovation_hub.ui.html import html
from innovation_hub.ui.lists import Chosen
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.people import changing, listing, timeline, words
from innovation_hub.ui.text import READABLE

PERSON = "person"


def page(actor: Actor, t: Translator) -> None:
    listing.lead_on()
    spec = listing.spec(t, actor)
    chosen = lists.chosen(t, spec)
    asked = context.page_id(PERSON)
    if asked:
        one(t, actor, asked, chosen, lists.link_parameters(spec))
        return
    st.title(t("pages.people"))
    chosen, found = lists.found(chosen, partial(listing.read, actor, chosen))
    lists.controls(t, spec, chosen)
    waiting = chosen.values["show"] == listing.WITHOUT_ROLE
    if waiting:
        role_requests.waiting(t, actor, found.items, lists.link_parameters(spec))
    elif found.waiting:
        someone_waits(t, found.waiting)
    if not found.total:
        nobody = waiting and not found.waiting
        nothing("lost", t("people.nobody_waits" if nobody else "people.nobody"))
    elif not waiting:
        table(t, found, chosen, lists.link_parameters(spec))
    lists.pager(t, spec, chosen, found.total)


def table(t: Translator, found: People, chosen: Chosen, query: Mapping[str, str]) -> None:
    """Draw one page of the list; the last sign-in is shown if the list is sorted by it."""
    names = ["name", "email", "roles", "institution", "state"]
    if chosen.order == accounts.PeopleOrder.SIGNED_IN:
        names.append("signed_in")
    rows = [[cell(t, person, name, query) for name in names] for person in found.items]
    headers = [t(f"people.table.{name}") for name in names]  # keys: people.table.*
    html(tables.markup(headers, rows, caption=t("people.count", n=found.total), cards=True))


def cell(t: Translator, person: Person, column: str, query: Mapping[str, str]) -> str:
    if column == "name":
        return things.link(words.name(t, person), PERSON, person.id, **query)
    if column == "roles":
        return words.roles(t, person) or "–"
    if column == "institution":
        return words.place(t, person)
    if column == "state":
        return state.chip(t, "account", person.state.value)
    if column == "signed_in":
        return formats.instant(t, person.signed_in_at) if person.signed_in_at else "–"
    return person.email


def someone_waits(t: Translator, n: int) -> None:
    st.info(t("people.waiting", n=n), icon=":material/person_add:")
    html(f"<p>{tables.link(t('people.show_waiting'), '/people?show=without_role')}</p>")


def one(t: Translator, actor: Actor, account_id: int, chosen: Chosen, query: dict[str, str]) -> None:
    """Draw one person, with links back to the list and to the neighbours there."""
    found = accounts.detail(actor, account_id=account_id)
    person = found.person
    st.page_link(
        chrome.context_page("people"),
        label=t("people.back"),
        icon=":material/arrow_back:",
        query_params=query,
    )
    near = listing.near(actor, chosen, person.id)
    things.steps(t, PERSON, person.id, near, size=chosen.size, closes=False)
    badge = state.badge(t, "account", person.state.value)
    things.head(words.name(t, person), badge=badge, code=person.email)
    things.timeline(t, timeline.milestones(t, found))
    tab = things.tabs(t, {"details": t("things.tab.details"), "history": t("things.tab.history")})
    if tab == "history":
        read = partial(accounts.history, actor, account_id=account_id)
        things.history(t, f"account.{account_id}", lambda offset: read(offset=offset))
    else:
        details(t, found)
    change_forms(t, actor, person)


def details(t: Translator, found: PersonDetail) -> None:
    """Draw the data of the person that administrators may read."""
    person = found.person
    # keys: accounts.role.*, accounts.kind.*
    since = [
        t("people.role_since", role=t(f"accounts.role.{role.value}"), when=formats.day(t, local_day(at)))
        for role, at in sorted(found.roles.items(), key=lambda held: held[1])
    ]
    last = formats.instant(t, person.signed_in_at) if person.signed_in_at else ""
    rows = [
        (t("people.kind"), t(f"accounts.kind.{person.kind.value}")),
        (t("people.table.institution"), words.place(t, person)),
        (t("people.table.roles"), "; ".join(since) or "–"),
        (t("people.table.signed_in"), last or t("people.no_sign_in")),
    ]
    tables.table([t("people.detail.what"), t("people.detail.value")], rows, caption=t("things.tab.details"))


def change_forms(t: Translator, actor: Actor, person: Person) -> None:
    """Draw the forms; none for an account that its owner closed."""
    if is_closed(person.email):
        decision.gone("people", (), lambda _id, _seen: t("decision.gone.account"))
        st.info(t("people.closed_note"), icon=":material/info:")
        return
    with things.actions(t), st.container(width=READABLE):
        on = changing.seen(t, person)
        changing.place_and_roles(t, actor, person, on)
        changing.access(t, actor, person, on)
