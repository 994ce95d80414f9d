"""The page behind an invitation's link: declining needs no account, accepting the one of that address."""

from innovation_hub.domain.proposals import MemberDraft, Standing
from innovation_hub.services import accounts, proposals
from tests.factories.accounts import a_student
from tests.factories.proposals import a_draft
from tests.factories.registration import PASSWORD
from tests.factories.teams import invited
from tests.web.test_account_forms import browser

__all__ = ["browser"]
EMAIL = "asha@udom.example"


def asked():
    leader = a_student(name="Neema Mushi")
    view = a_draft(leader)
    secret = invited(leader, view.id, MemberDraft("Asha Mbwana", EMAIL))
    return leader, view, secret, f"/account/invitation?token={secret}"


def standing(leader, view):
    return proposals.get(leader, proposal_id=view.id).members[1].standing


def sign_in(browser, email):
    assert browser.post("/account/sign-in", data={"email": email, "password": PASSWORD}).status_code == 303


def test_the_link_alone_changes_nothing_and_declines_with_a_button(browser):
    leader, view, secret, address = asked()
    for lang, said in (("sw", "Umealikwa kwenye timu"), ("en", "You are invited to a team")):
        page = browser.get(f"{address}&lang={lang}").text
        assert said in page
        assert "Neema Mushi" in page
        assert 'value="accept"' not in page
        assert "/account/register?next=%2Faccount%2Finvitation%3Ftoken%3D" in page
    assert standing(leader, view) is Standing.INVITED
    answer = browser.post("/account/invitation", data={"token": secret, "answer": "decline"})
    assert "You have declined" in answer.text
    assert standing(leader, view) is Standing.DECLINED
    assert browser.get(address).status_code == 410


def test_signing_in_leads_back_and_accepting_leads_to_the_proposal(browser):
    leader, view, secret, address = asked()
    a_student(email=EMAIL, password_hash=accounts.hash_password(PASSWORD))
    form = {"token": secret, "answer": "accept", "sex": "female"}
    way = browser.post("/account/invitation", data=form).headers["location"]
    assert way.startswith("/account/sign-in?next=")
    back = browser.post(way, data={"email": EMAIL, "password": PASSWORD}).headers["location"]
    assert back == address
    assert 'value="accept"' in browser.get(back).text
    done = browser.post("/account/invitation", data=form)
    assert done.headers["location"] == f"/proposal?proposal={view.id}&step=team"
    assert standing(leader, view) is Standing.JOINED


def test_another_account_is_told_so(browser):
    leader, view, secret, address = asked()
    a_student(email="other@udom.example", password_hash=accounts.hash_password(PASSWORD))
    sign_in(browser, "other@udom.example")
    page = browser.get(f"{address}&lang=en").text
    assert f"The invitation went to {EMAIL}, but you are signed in as other@udom.example." in page
    assert 'value="accept"' not in page
    refused = browser.post("/account/invitation", data={"token": secret, "answer": "accept"})
    assert "another e-mail address" in refused.text
    assert standing(leader, view) is Standing.INVITED
