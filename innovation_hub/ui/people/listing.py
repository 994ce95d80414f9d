"""The list of people: filters, sorting, and the query of the service."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from innovation_hub.domain.accounts import AccountKind, AccountState
from innovation_hub.domain.folding import key
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.i18n import Translator
from innovation_hub.services import accounts, institutions
from innovation_hub.services.accounts import People, PeopleOrder, Wanted
from innovation_hub.services.paging import Neighbours
from innovation_hub.ui import state
from innovation_hub.ui.lists import Chosen, FilterKind, ListFilter, ListSpec

EVERYBODY, WITHOUT_ROLE = "all", "without_role"


def spec(t: Translator, actor: Actor) -> ListSpec:
    """Return the list's definition; ``show`` selects people without a role, with buttons to grant one."""
    # keys: people.show.*, people.order.*
    shows = {name: t(f"people.show.{name}") for name in (EVERYBODY, WITHOUT_ROLE)}
    filters = (
        ListFilter("show", "people.show", lambda: shows, FilterKind.TABS, EVERYBODY),
        ListFilter("role", "people.role", partial(_roles, t)),
        ListFilter("state", "people.table.state", partial(_states, t)),
        ListFilter("institution", "people.table.institution", partial(_institutions, t, actor)),
        ListFilter("region", "people.region", partial(_regions, t)),
        ListFilter("kind", "people.kind", partial(_kinds, t)),
    )
    orders = {order.value: t(f"people.order.{order.value}") for order in PeopleOrder}
    return ListSpec("people", "people.search", filters, orders, accounts.PEOPLE_PAGE)


def lead_on() -> None:
    """Convert an address of an earlier release, where ``show`` was a role or a state."""
    show = st.query_params.get("show", "")
    for name, known in (("role", set(Role)), ("state", set(AccountState))):
        if show in known:
            st.query_params.pop("show")
            st.query_params[name] = show


def read(actor: Actor, chosen: Chosen, offset: int) -> People:
    """Read one page of the matching people."""
    return accounts.people(actor, wanted=_wanted(chosen), offset=offset, size=chosen.size)


def near(actor: Actor, chosen: Chosen, account_id: int) -> Neighbours | None:
    """The neighbours of a person in the filtered list; None if they are not on its page or beside it."""
    return accounts.near_person(
        actor, wanted=_wanted(chosen), account_id=account_id, offset=chosen.offset, size=chosen.size
    )


def _wanted(chosen: Chosen) -> Wanted:
    values = chosen.values
    return Wanted(
        text=chosen.text,
        role=Role(values["role"]) if "role" in values else None,
        state=AccountState(values["state"]) if "state" in values else None,
        without_role=values["show"] == WITHOUT_ROLE,
        kind=AccountKind(values["kind"]) if "kind" in values else None,
        institution_id=int(values["institution"]) if "institution" in values else None,
        region=values.get("region"),
        order=PeopleOrder(chosen.order),
    )


def _roles(t: Translator) -> Mapping[str, str]:
    return {role.value: t(f"accounts.role.{role.value}") for role in Role}  # keys: accounts.role.*


def _kinds(t: Translator) -> Mapping[str, str]:
    return {kind.value: t(f"accounts.kind.{kind.value}") for kind in AccountKind}  # keys: accounts.kind.*


def _states(t: Translator) -> Mapping[str, str]:
    return {one.value: state.label(t, "account", one.value) for one in AccountState}


def _institutions(t: Translator, actor: Actor) -> Mapping[str, str]:
    found = {str(number): t.pick(sw, en) for number, sw, en in accounts.institutions_of_people(actor)}
    return dict(sorted(found.items(), key=lambda item: key(item[1])))


def _regions(t: Translator) -> Mapping[str, str]:
    return {region.value: t.pick(region.name_sw, region.name_en) for region in institutions.regions()}
