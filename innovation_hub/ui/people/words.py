"""Texts about a person."""

from innovation_hub.i18n import Translator
from innovation_hub.services.accounts import Person


def name(t: Translator, person: Person) -> str:
    """The name, or a text for a closed account."""
    return person.name or t("people.closed")


def roles(t: Translator, person: Person) -> str:
    """The roles, separated by commas; empty without one."""
    # keys: accounts.role.*
    return ", ".join(t(f"accounts.role.{role.value}") for role in sorted(person.roles))


def place(t: Translator, person: Person) -> str:
    """The institution's name, or a dash."""
    return t.pick(*person.institution) if person.institution else "–"
