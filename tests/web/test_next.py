"""Where somebody was going outlives registering, the e-mail, confirming, a new password and signing in."""

from html import unescape
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.factories.registration import PASSWORD
from tests.web.account_kit import EMAIL, browser, form, link, member

__all__ = ["browser"]
WAY = "/proposal?call=3&step=team"


class Form(HTMLParser):
    """The hidden fields of a page's form, as a browser sends them along."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hidden, self.links = {}, []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "input" and attributes.get("type") == "hidden":
            self.hidden[attributes["name"]] = attributes["value"]
        if tag == "a":
            self.links.append(unescape(attributes["href"]))


def onward(address: str) -> str:
    """Where an address goes on to."""
    return parse_qs(urlsplit(address).query).get("next", [""])[0]


def filled(browser, address, **typed):
    """Open a page, fill its form as a browser does and return where its answer leads."""
    page = Form(browser.get(address).text)
    return browser.post(urlsplit(address).path, data=page.hidden | typed).headers["location"]


def test_a_stranger_arrives_where_the_link_led(browser):
    start = Form(browser.get("/account/sign-in", params={"next": WAY}).text)
    register = next(at for at in start.links if at.startswith("/account/register"))
    assert onward(register) == WAY
    told = filled(browser, register, **form())
    assert [onward(at) for at in Form(browser.get(told).text).links if "/account/confirm" in at] == [WAY]
    signing = filled(browser, link("confirm"))
    assert filled(browser, signing, email=EMAIL, password=PASSWORD) == WAY


def test_the_link_that_is_sent_again_leads_on_too(browser):
    browser.post("/account/register", data=form(next="/calls"))
    filled(
        browser, f"/account/confirm?{link('confirm').partition('?')[2].replace('token', 'was')}", email=EMAIL
    )
    assert onward(link("confirm")) == "/calls"


def test_a_new_password_leads_on_too(browser):
    member()
    filled(browser, "/account/reset?next=/proposal%3Fproposal%3D7", email=EMAIL)
    signing = filled(browser, link("reset"), password="kiangazi kirefu 3")
    assert filled(browser, signing, email=EMAIL, password="kiangazi kirefu 3") == "/proposal?proposal=7"


def test_who_has_an_account_already_is_led_on_by_the_email(browser):
    member()
    browser.post("/account/register", data=form(next=WAY))
    assert onward(link("already_registered")) == WAY


@pytest.mark.parametrize("bad", ["//evil.example", "https://evil.example", "/a\\b", "/" + "x" * 600])
def test_no_email_leads_elsewhere(browser, bad):
    browser.post("/account/register", data=form(next=bad))
    assert onward(link("confirm")) == ""
    confirm = f"{link('confirm')}&next={bad}"
    assert onward(filled(browser, confirm)) == ""
