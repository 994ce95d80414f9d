"""Requests for a role: the note for a person without one, and the administrator's list to grant them."""

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from innovation_hub.domain.clock import DAR
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import accounts
from innovation_hub.services.accounts import Person, Waiting
from innovation_hub.ui import chrome, decision, errors, things
from innovation_hub.ui.html import html
from innovation_hub.ui.text import md

SCOPE = "people.waiting"
AT_ONCE = (Role.OFFICER, Role.APPROVER, Role.JUDGE, Role.ORGANISER)
"""Roles granted by one click in the list; the others only on the person's page."""


def none_yet(t: Translator, actor: Actor) -> bool:
    """Draw a note for an actor without a role: what they may do, and whom to ask. False for all others."""
    found = accounts.without_role(actor)
    if found is None:
        return False
    st.markdown(
        f"**{t('people.none_yet', name=md(actor.name))}**\n\n{_belonging(t, found)} {t('people.none_yet_may')}"
    )
    st.info(f"{_notice_sentence(t, found)} {_whom(t, found)}", icon=":material/hourglass_empty:")
    return True


def _belonging(t: Translator, found: Waiting) -> str:
    if found.institution is None:
        return t("people.none_yet_place")
    # keys: people.none_yet_of.*
    return t(f"people.none_yet_of.{found.kind.value}", institution=md(t.pick(*found.institution)))


def _notice_sentence(t: Translator, found: Waiting) -> str:
    if found.told_at is not None:
        return t("people.told", when=formats.instant(t, found.told_at))
    return t("people.will_be_told" if found.asked else "people.not_told")


def _whom(t: Translator, found: Waiting) -> str:
    if not found.administrators:
        return t("people.ask_operator")
    return t("people.ask", names=md(", ".join(found.administrators)))


def waiting(t: Translator, actor: Actor, people: Sequence[Person], query: Mapping[str, str]) -> None:
    """Draw a page of people without a role, each with buttons to grant one; ``query`` are parameters of links."""
    decision.gone(SCOPE, {person.id for person in people}, lambda number, _seen: _now(t, actor, number))
    if not people:
        return
    st.markdown(t("people.waiting_help"))
    for person in people:
        with st.container(border=True, gap="small"):
            _one(t, actor, person, query)


def _now(t: Translator, actor: Actor, account_id: int) -> str | None:
    """A sentence on somebody who was granted roles by another administrator meanwhile; None without roles."""
    person = accounts.person(actor, account_id=account_id)
    names = ", ".join(t(f"accounts.role.{role.value}") for role in sorted(person.roles))
    return t("people.has_now", name=md(person.name or t("people.closed")), roles=names) if names else None


def _one(t: Translator, actor: Actor, person: Person, query: Mapping[str, str]) -> None:
    institution = t.pick(*person.institution) if person.institution else t("people.no_institution")
    facts = {t("people.table.institution"): institution}
    since = formats.day(t, person.created_at.astimezone(DAR).date())
    named = things.link(person.name, "person", person.id, **query)
    about = (person.email, institution, t("people.opened", when=since))
    html(f"<p style='margin:0'><b>{named}</b><br>{'<br>'.join(map(escape, about))}</p>")
    on = decision.seen(f"{SCOPE}.{person.id}", person.institution_id, facts)
    with errors.shown(), st.container(horizontal=True, gap="small"):
        for role in AT_ONCE:
            _grant(t, actor, person, role, on)


def _grant(t: Translator, actor: Actor, person: Person, role: Role, on: decision.Seen) -> None:
    name = t(f"accounts.role.{role.value}")
    key = f"people.grant.{role.value}.{person.id}"
    if decision.button(on, name, key=key, icon=":material/add:"):
        accounts.grant(actor, account_id=person.id, role=role, institution_id=on.version)
        decision.settle(on.name)
        chrome.flash(t("people.granted", name=md(person.name), role=name))
        st.rerun()
