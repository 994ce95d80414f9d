"""Registering, confirming, signing in, and being given a role."""

import time
from dataclasses import dataclass

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import Translator, translator
from tests.e2e.hub import Hub

PASSWORD = "mvua ya masika 2026"


@dataclass(frozen=True)
class Person:
    """Somebody who walks through the hub in a browser of their own."""

    hub: Hub
    t: Translator
    email: str
    name: str


def register(hub: Hub, *, language: str, name: str, place: str, student: bool = False) -> Person:
    """Fill in the form, open the e-mailed link, press the button, sign in."""
    t = translator(language)
    email = f"{name.split(maxsplit=1)[0].lower()}.{language}@example.tz"
    begun = time.time() - 1
    page = hub.page
    page.goto(f"{hub.server.url}/account/register?lang={language}")
    page.get_by_text(t(f"accounts.kind.{'student' if student else 'staff'}"), exact=True).click()
    page.get_by_label(t("accounts.field.name"), exact=True).fill(name)
    page.get_by_label(t("accounts.field.email"), exact=True).fill(email)
    page.get_by_label(t("accounts.field.password"), exact=True).fill(PASSWORD)
    if student:
        page.locator("#university").select_option(label=place)
        page.locator("#study_level").select_option(label=t("accounts.level.bachelor"))
        page.locator("#sex").select_option(label=t("accounts.sex.female"))
    else:
        page.locator("#institution").select_option(label=place)
    page.locator("#consent").check()
    page.get_by_role("button", name=t("accounts.action.register")).click()
    hub.see(t("accounts.notice.mail_confirm.title"))
    hub.follow_mailed_link(email, after=begun)
    page.get_by_role("button", name=t("accounts.action.confirm")).click()
    hub.sign_in(email, PASSWORD)
    hub.see(name)
    return Person(hub, t, email, name)


def give_role(admin: Hub, person: Person, role: Role) -> None:
    """The administrator finds the person and gives them a role at the institution they named."""
    t = translator("en")
    admin.open(f"/people?q={person.email}")
    admin.page.get_by_role("link", name=person.name).click()
    admin.page.wait_for_url("**person=*")
    admin.rest()
    admin.page.get_by_role("button", name=t(f"accounts.role.{role.value}"), exact=True).click()
    admin.rest().click(t("people.save"))
    admin.see(t("people.saved", name=person.name))
