"""The account pages as a browser sees them: whole in both languages, and what was typed is kept."""

import re
from html.parser import HTMLParser

import pytest

from db.models.accounts import Account, Session
from innovation_hub.i18n.translator import read_catalogue
from innovation_hub.services import accounts
from innovation_hub.web.account_forms.page import TEMPLATES
from tests.factories.registration import PASSWORD
from tests.web.account_kit import EMAIL, browser, form, rows

__all__ = ["browser"]

PAGES = ["sign-in", "register", "confirm", "reset", "sign-out", "privacy"]


class Inputs(HTMLParser):
    """The fields of a page, with their labels and what describes them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids, self.labelled, self.fields = set(), set(), {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if "id" in attributes:
            assert attributes["id"] not in self.ids, f"{attributes['id']} stands twice"
            self.ids.add(attributes["id"])
        if tag == "label":
            self.labelled.add(attributes["for"])
        if tag in ("input", "select") and attributes.get("type") != "hidden":
            self.fields[attributes["id"]] = attributes


@pytest.mark.parametrize("lang", ["sw", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_is_whole_in_both_languages(browser, page, lang):
    answer = browser.get(f"/account/{page}?lang={lang}")
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert "<script" not in answer.text
    assert "accounts." not in answer.text
    found = Inputs(answer.text)
    assert set(found.fields) <= found.labelled


def test_the_texts_of_the_templates_are_in_the_catalogue():
    known = {m.id if isinstance(m.id, str) else m.id[0] for m in read_catalogue("en") if m.id}
    asked = {
        key
        for path in TEMPLATES.glob("*.html")
        for key in re.findall(r'(?<![\w.])t\("([a-z_.]+[a-z_])"', path.read_text())
    }
    assert asked
    assert asked <= known


def test_the_browser_chooses_the_first_language_and_the_reader_the_next(browser):
    def lang(answer):
        return re.search(r'<html lang="(\w+)">', answer.text)[1]

    assert lang(browser.get("/account/sign-in")) == "sw"
    assert lang(browser.get("/account/sign-in", headers={"Accept-Language": "en-GB,sw;q=0.5"})) == "en"
    assert lang(browser.get("/account/sign-in", headers={"Accept-Language": "fr"})) == "sw"
    browser.get("/account/sign-in?lang=en")
    assert lang(browser.get("/account/reset", headers={"Accept-Language": "sw"})) == "en"


def test_a_faulty_form_comes_back_with_what_was_typed_but_the_password(browser):
    answer = browser.post(
        "/account/register?lang=en",
        data=form(email="neema(at)udom", study_level="", name='Neema "<b>" Mushi'),
    )
    assert answer.status_code == 200
    assert "neema(at)udom" in answer.text
    assert "Neema &#34;&lt;b&gt;&#34; Mushi" in answer.text
    assert PASSWORD not in answer.text
    found = Inputs(answer.text)
    for name in ("email", "study_level"):
        assert found.fields[name]["aria-invalid"] == "true"
        described = found.fields[name]["aria-describedby"].split()
        assert f"{name}-problem" in described
        assert set(described) <= found.ids
    assert "checked" in found.fields["consent"]
    assert rows(Account) == []


def test_switching_the_language_keeps_what_was_typed_and_validates_nothing(browser):
    answer = browser.post("/account/register?lang=sw", data=form(email="half", consent="") | {"lang": "en"})
    assert '<html lang="en">' in answer.text
    assert 'value="half"' in answer.text
    assert 'aria-invalid="true"' not in answer.text
    assert browser.cookies["hub_lang"] == "en"
    answer = browser.post("/account/sign-in", data={"email": EMAIL, "next": "/calls", "lang": "sw"})
    assert 'name="next" value="/calls"' in answer.text
    assert rows(Session) == []


@pytest.mark.parametrize("path", ["/account/confirm?token=gone", "/account/reset/choose?token=gone"])
def test_a_dead_link_says_so_and_shows_the_way_on(browser, path):
    for answer in (browser.get(path), browser.post(path, data={"token": "gone", "password": PASSWORD})):
        assert answer.status_code == 410
        assert 'class="main" href="/account/' in answer.text


def test_a_body_that_no_form_sends_is_refused(browser):
    assert browser.post("/account/sign-in", content=b"a=" + b"x" * 40_000).status_code == 413
    assert browser.post("/account/sign-in", content=b"\xff\xfe=%zz").status_code == 200


def test_an_accident_is_told_in_a_sentence(browser, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("secret detail")

    monkeypatch.setattr(accounts, "sign_in", broken)
    answer = browser.post("/account/sign-in?lang=en", data={"email": EMAIL, "password": PASSWORD})
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "secret detail" not in answer.text


def test_a_page_is_light(browser):
    answer = browser.get("/account/register")
    files = set(re.findall(r'(?:href|src|url)[=(]"?(/hub/[^")]+)', answer.text))
    assert len(files) == 3
    sizes = [len(browser.get(path, headers={"Accept-Encoding": "identity"}).content) for path in files]
    assert len(answer.content) + sum(sizes) <= 60_000
