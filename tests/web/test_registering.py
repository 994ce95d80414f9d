"""Whole ways through the account pages: registering, confirming, signing in, and a new password."""

import re
from types import SimpleNamespace

import anyio
import pytest

from db.models.accounts import Account, Session
from innovation_hub.domain.accounts import AccountKind
from innovation_hub.i18n import translator
from innovation_hub.services import accounts
from innovation_hub.services.accounts import tokens
from innovation_hub.web.account_forms import page, signing
from tests.factories.registration import PASSWORD, an_institution
from tests.web.account_kit import EMAIL, browser, form, link, member, rows, signed_in

__all__ = ["browser"]


def test_a_student_registers_confirms_signs_in_and_out(browser):
    answer = browser.post("/account/register?lang=sw", data=form())
    assert (answer.status_code, answer.headers["location"]) == (303, "/account/register?sent=1")
    assert (
        translator("sw")("accounts.notice.mail_confirm.title") in browser.get(answer.headers["location"]).text
    )

    confirm = link("confirm")
    assert browser.get(confirm).status_code == 200
    assert rows(Account)[0].state == "unconfirmed"  # a program that only looks at the link confirms nothing
    answer = browser.post(confirm, data={"token": confirm.partition("token=")[2]})
    assert answer.headers["location"] == "/account/sign-in?done=confirmed_student"
    assert translator("sw")("accounts.done.confirmed_student") in browser.get(answer.headers["location"]).text

    answer = browser.post(
        "/account/sign-in", data={"email": EMAIL, "password": PASSWORD, "next": "/proposals?call=1"}
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/proposals?call=1")
    cookie = next(part for part in answer.headers.get_list("set-cookie") if part.startswith("hub_session="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert browser.get("/who").json()["name"] == "Neema Mushi"
    assert browser.get("/account/sign-in?next=/calls").headers["location"] == "/calls"

    kept = dict(browser.cookies)
    answer = browser.post("/account/sign-out")
    assert answer.headers["location"] == "/account/sign-in?done=signed_out"
    assert "hub_session" not in browser.cookies
    browser.cookies.update(kept)
    assert browser.get("/who").json() == {"name": "", "headers": []}


def test_staff_choose_an_institution(browser):
    browser.post(
        "/account/register", data=form(kind="staff", university="", institution=str(an_institution()))
    )
    assert rows(Account)[0].kind is AccountKind.STAFF


def test_the_answer_does_not_tell_whether_an_address_is_known(browser):
    member()
    for path, typed in (("register", form()), ("reset", {"email": EMAIL}), ("confirm", {"email": EMAIL})):
        known = browser.post(f"/account/{path}", data=typed)
        unknown = browser.post(f"/account/{path}", data=typed | {"email": "nobody@udom.example"})
        assert (known.status_code, known.text, known.headers["location"]) == (
            unknown.status_code,
            unknown.text,
            unknown.headers["location"],
        )
    wrong = [
        browser.post("/account/sign-in?lang=en", data={"email": email, "password": "wrong wrong wrong"})
        for email in (EMAIL, "nobody@udom.example")
    ]
    assert wrong[0].text.replace(EMAIL, "") == wrong[1].text.replace("nobody@udom.example", "")


def test_too_many_tries_say_how_long_to_wait(browser, clock):
    for _ in range(5):
        browser.post("/account/sign-in", data={"email": EMAIL, "password": "wrong wrong wrong"})
    answer = browser.post("/account/sign-in?lang=en", data={"email": EMAIL, "password": "wrong wrong wrong"})
    assert answer.status_code == 429
    assert re.search(r"Wait \d+ seconds", answer.text)
    assert EMAIL in answer.text


def test_the_password_is_reset_by_a_link(browser):
    member()
    browser.post("/account/reset", data={"email": EMAIL})
    choose = link("reset")
    token = choose.partition("token=")[2]
    assert "argon2" not in browser.get(choose).text
    weak = browser.post(choose, data={"token": token, "password": "short"})
    assert weak.status_code == 200
    assert 'id="password-problem"' in weak.text
    answer = browser.post(choose, data={"token": token, "password": "kiangazi kirefu 3"})
    assert answer.headers["location"] == "/account/sign-in?done=reset"
    assert (
        browser.post("/account/sign-in", data={"email": EMAIL, "password": "kiangazi kirefu 3"}).status_code
        == 303
    )
    assert browser.get(choose).status_code == 410


def test_signing_in_again_ends_the_session_before(browser):
    signed_in(browser)
    browser.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert [row.revoked_at is None for row in sorted(rows(Session), key=lambda row: row.id)] == [False, True]


class Clock:
    """A clock that goes on by what is slept and by what is said to have taken long."""

    def __init__(self) -> None:
        self.now = 10.0

    def monotonic(self) -> float:
        self.now += 1e-6  # looking takes time too
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(page, "anyio", SimpleNamespace(CancelScope=anyio.CancelScope, sleep=clock.sleep))
    for module in (page, signing):
        monkeypatch.setattr(module, "time", clock)
    return clock


def test_the_time_of_an_answer_does_not_tell_whether_an_address_is_known(browser, clock, monkeypatch):
    """What is done for a known address alone takes long, and an unknown one's answer takes as long."""
    member()
    issue = tokens.issue

    def slow(*given):
        clock.now += 0.1
        return issue(*given)

    monkeypatch.setattr(tokens, "issue", slow)

    def seconds(path: str, email: str) -> float:
        began = clock.now
        assert browser.post(path, data={"email": email}).status_code == 303
        return clock.now - began

    for path in ("/account/reset", "/account/confirm"):
        for email in (EMAIL, "nobody@udom.example"):
            assert seconds(path, email) == pytest.approx(page.EVEN_SECONDS, abs=1e-3)


def test_a_refused_sign_in_is_answered_at_a_full_step(browser, clock, monkeypatch):
    """A hash of another cost takes another time: the answer waits for the next step, with an account and without."""
    member()
    taken = iter((0.1, 0.7))
    refuse = accounts.sign_in

    def slow(*given, **named):
        clock.now += next(taken)
        return refuse(*given, **named)

    monkeypatch.setattr(signing.accounts, "sign_in", slow)
    for email, steps in ((EMAIL, 1), ("nobody@udom.example", 2)):
        began = clock.now
        answer = browser.post("/account/sign-in", data={"email": email, "password": "not the password"})
        assert answer.status_code < 500
        assert clock.now - began == pytest.approx(steps * page.EVEN_SECONDS, abs=1e-3)
