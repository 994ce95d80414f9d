"""A button that switches the language of an account page keeps the page, and does nothing of what its form is for."""

import pytest

from db.models.accounts import Account
from db.models.messages import OutboxMessage
from innovation_hub.domain.proposals import MemberDraft, Standing
from innovation_hub.services import accounts, my_account, proposals
from tests.factories.accounts import a_student
from tests.factories.proposals import a_draft
from tests.factories.registration import PASSWORD, a_form
from tests.factories.teams import invited
from tests.web.account_kit import EMAIL, browser, link, rows

__all__ = ["browser"]
NEW = "mpya@udom.example"


def a_confirmation() -> str:
    accounts.register(a_form())
    return link("confirm")


def a_reset() -> str:
    a_student(email=EMAIL)
    accounts.request_reset(EMAIL)
    return link("reset")


def a_new_address() -> str:
    who = a_student(email=EMAIL, password_hash=accounts.hash_password(PASSWORD))
    my_account.request_email(who, email=NEW, current=PASSWORD)
    return link("new_email")


def an_invitation() -> str:
    leader = a_student(name="Neema Mushi")
    secret = invited(leader, a_draft(leader).id, MemberDraft("Asha Mbwana", EMAIL))
    return f"/account/invitation?token={secret}"


def state() -> list[tuple[object, ...]]:
    """What the forms could have changed."""
    return [(row.email, row.state, row.password_hash) for row in rows(Account)]


@pytest.mark.parametrize("ask", [a_confirmation, a_reset, a_new_address, an_invitation])
def test_a_form_behind_a_link_keeps_its_link_and_changes_nothing(browser, ask):
    way, _, token = ask().partition("?token=")
    before = state()
    typed = {"token": token, "password": "mvua ya vuli 8", "answer": "decline", "lang": "en"}
    answer = browser.post(way, data=typed)
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.text
    assert f'value="{token}"' in answer.text
    assert state() == before


@pytest.mark.parametrize("page", ["reset", "confirm"])
def test_a_form_that_asks_for_a_link_keeps_the_address_and_sends_nothing(browser, page):
    a_student(email=EMAIL)
    answer = browser.post(f"/account/{page}", data={"email": EMAIL, "lang": "en"})
    assert '<html lang="en">' in answer.text
    assert f'value="{EMAIL}"' in answer.text
    assert rows(OutboxMessage) == []


def test_an_invitation_is_still_open_after_the_switch(browser):
    leader = a_student(name="Neema Mushi")
    view = a_draft(leader)
    secret = invited(leader, view.id, MemberDraft("Asha Mbwana", EMAIL))
    browser.post("/account/invitation", data={"token": secret, "answer": "decline", "lang": "en"})
    assert proposals.get(leader, proposal_id=view.id).members[1].standing is Standing.INVITED
