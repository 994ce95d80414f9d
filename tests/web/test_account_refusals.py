"""What account pages say when a request comes too often, and after a link was requested."""

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import MemberDraft, Standing
from innovation_hub.errors import TooManyTries
from innovation_hub.services import accounts, proposals
from tests.factories.accounts import a_student
from tests.factories.proposals import a_draft
from tests.factories.registration import PASSWORD, a_person
from tests.factories.teams import invited
from tests.web.account_kit import EMAIL, browser

__all__ = ["browser"]


@pytest.mark.parametrize(("page", "service"), [("reset", "request_reset"), ("confirm", "resend")])
def test_asking_for_a_link_too_often_is_refused_and_keeps_the_address(browser, monkeypatch, page, service):
    def refuse(*_, **__):
        raise TooManyTries(seconds=420)

    monkeypatch.setattr(accounts, service, refuse)
    answer = browser.post(f"/account/{page}?lang=en", data={"email": EMAIL})
    assert answer.status_code == 429
    assert f'value="{EMAIL}"' in answer.text
    assert "Wait 420 seconds" in answer.text


@pytest.mark.parametrize("page", ["register", "confirm", "reset"])
def test_a_sent_link_is_told_without_naming_an_address(browser, page):
    answer = browser.get(f"/account/{page}?lang=en&sent=1")
    assert "e-mail" in answer.text
    assert "<form" not in answer.text.partition("<main")[2].partition("</main>")[0]


def test_a_member_who_may_not_write_proposals_is_told_that_they_joined(browser):
    leader = a_student(name="Neema Mushi")
    view = a_draft(leader)
    secret = invited(leader, view.id, MemberDraft("Asha Mbwana", EMAIL))
    a_person(Role.JUDGE, email=EMAIL, password_hash=accounts.hash_password(PASSWORD))
    browser.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD})
    answer = browser.post(
        "/account/invitation?lang=en", data={"token": secret, "answer": "accept", "sex": "female"}
    )
    assert answer.status_code == 200
    assert proposals.get(leader, proposal_id=view.id).members[1].standing is Standing.JOINED


def test_an_answer_to_an_invitation_that_is_gone_says_so(browser):
    answer = browser.post("/account/invitation?lang=en", data={"token": "gone", "answer": "decline"})
    assert answer.status_code == 410
