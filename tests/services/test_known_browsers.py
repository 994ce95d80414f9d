"""Strangers' tries hold up strangers, not the browser that its owner has signed in with before."""

from datetime import timedelta

import pytest
from sqlmodel import select

from db.models.accounts import KnownBrowser
from db.unit_of_work import read_only
from innovation_hub.errors import Invalid, TooManyTries
from innovation_hub.services import accounts, my_account
from innovation_hub.services.accounts import browsers
from tests.factories.accounts import a_student

pytestmark = pytest.mark.usefixtures("clock")

EMAIL, PASSWORD = "neema@udom.example", "maji ya mto mkubwa"


@pytest.fixture
def owner():
    return a_student(email=EMAIL, password_hash=accounts.hash_password(PASSWORD))


@pytest.fixture
def browser(owner):
    """The secret of a browser that the owner has signed in with, and out again."""
    signed = accounts.sign_in(EMAIL, PASSWORD, client="192.0.2.1")
    accounts.sign_out(signed.session_id)
    return signed.browser


def tried_by_strangers(**where):
    """Wrong passwords until the account must wait."""
    for _ in range(5):
        with pytest.raises(Invalid):
            accounts.sign_in(EMAIL, "wrong wrong wrong", client="198.51.100.7", **where)
    with pytest.raises(TooManyTries):
        accounts.sign_in(EMAIL, PASSWORD, client="198.51.100.7", **where)


def test_the_owner_comes_in_while_strangers_must_wait(browser):
    tried_by_strangers()
    signed = accounts.sign_in(EMAIL, PASSWORD, client="198.51.100.7", browser=browser)
    assert signed.browser == browser
    with pytest.raises(TooManyTries):  # and strangers go on waiting
        accounts.sign_in(EMAIL, PASSWORD, client="198.51.100.7")


def test_a_known_browser_that_guesses_waits_too(browser):
    tried_by_strangers(browser=browser)


@pytest.mark.parametrize("secret", ["", "x", "made up by somebody else"])
def test_a_secret_that_is_made_up_helps_nobody(browser, secret):
    tried_by_strangers()
    with pytest.raises(TooManyTries):
        accounts.sign_in(EMAIL, PASSWORD, browser=secret)


def test_a_browser_is_known_to_its_own_account_alone(browser):
    other = "juma@udom.example"
    a_student(email=other, password_hash=accounts.hash_password(PASSWORD))
    theirs = accounts.sign_in(other, PASSWORD).browser
    assert theirs != browser
    tried_by_strangers()
    with pytest.raises(TooManyTries):
        accounts.sign_in(EMAIL, PASSWORD, browser=theirs)


def test_a_browser_is_forgotten_with_the_sessions_and_after_a_year(owner, browser, clock):
    again = accounts.sign_in(EMAIL, PASSWORD)
    accounts.end_other_sessions(accounts.actor_of_session(again.session_id))
    assert not browsers.knows(browser, owner.id)
    signed = accounts.sign_in(EMAIL, PASSWORD, browser=browser)
    assert signed.browser != browser
    assert browsers.knows(signed.browser, owner.id)
    clock.forward(days=365)
    assert not browsers.knows(signed.browser, owner.id)
    clock.instant += timedelta(seconds=1)
    accounts.sweep()
    with read_only() as session:
        assert not session.exec(select(KnownBrowser)).all()


def test_strangers_do_not_keep_a_signed_in_owner_from_a_new_password(owner, browser):
    tried_by_strangers()
    actor = accounts.actor_of_session(accounts.sign_in(EMAIL, PASSWORD, browser=browser).session_id)
    my_account.change_password(actor, current=PASSWORD, new="kiangazi kirefu cha ziwani")
    assert not browsers.knows(browser, owner.id)
