"""Forms for a person's institution, roles, and permission to sign in."""

import streamlit as st

from innovation_hub.domain.accounts import AccountState
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.i18n import Translator
from innovation_hub.services import accounts, institutions
from innovation_hub.services.accounts import Person
from innovation_hub.ui import chrome, decision, errors, state
from innovation_hub.ui.people import words
from innovation_hub.ui.text import md


def seen(t: Translator, person: Person) -> decision.Seen:
    """The version of the person that the administrator has seen."""
    facts = {
        t("people.table.roles"): words.roles(t, person),
        t("people.table.institution"): words.place(t, person),
        t("people.table.state"): state.label(t, "account", person.state.value),
    }
    return decision.seen(f"people.{person.id}", (person.roles, person.institution_id, person.state), facts)


def place_and_roles(t: Translator, actor: Actor, person: Person, on: decision.Seen) -> None:
    """Draw the form of institution and roles."""
    account_id = person.id
    places = {None: t("people.no_institution")} | {
        int(one.value): t.pick(one.name_sw, one.name_en) for one in institutions.choices(language=t.lang)
    }
    here = person.institution_id
    if here not in places:  # an institution that is no longer active
        places[here] = words.place(t, person)
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
            chrome.flash(t("people.saved", name=md(words.name(t, person))))
            st.rerun()


def access(t: Translator, actor: Actor, person: Person, on: decision.Seen) -> None:
    """Draw the decision that disables an account or enables it again."""
    name = md(words.name(t, person))
    disable = decision.Option(
        t("people.disable"),
        lambda on, _: accounts.disable(actor, account_id=person.id),
        t("people.disabled", name=name),
        key=f"people.door.{person.id}",
    )
    enable = decision.Option(
        t("people.enable"),
        lambda on, _: accounts.enable(actor, account_id=person.id),
        t("people.enabled", name=name),
        key=f"people.door.{person.id}",
    )
    out = person.state is AccountState.DISABLED
    decision.draw(
        on, [enable if out else disable], follows=t("people.enable_lead" if out else "people.disable_lead")
    )
