"""The account pages as a browser sees them: whole ways through, both languages, and every refusal."""

import re
import time
import warnings
from html.parser import HTMLParser

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute

from db.models.accounts import Account, Session
from db.models.messages import OutboxMessage
from db.unit_of_work import read_only
from innovation_hub.domain.accounts import AccountKind
from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from innovation_hub.i18n.translator import read_catalogue
from innovation_hub.services import accounts
from innovation_hub.services.accounts import tokens
from innovation_hub.web import identity
from innovation_hub.web.account_forms import account_routes, foreign, page
from innovation_hub.web.account_forms.page import TEMPLATES, local_path
from innovation_hub.web.frontend.own import own_routes
from innovation_hub.web.identity import Identity
from innovation_hub.web.same_origin import SameOrigin
from tests.factories.registration import PASSWORD, a_form, a_person, a_university, an_institution

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

EMAIL = "neema@udom.example"
PAGES = ["sign-in", "register", "confirm", "reset", "sign-out", "privacy"]


async def who(request):
    """Who the routes behind the middleware take the browser for."""
    found = await identity.actor(request)
    return JSONResponse({"name": found.name, "headers": request.headers.getlist("x-hub-session")})


async def stream(websocket):
    """A websocket as Streamlit's."""
    await websocket.accept()
    await websocket.send_json({"session": websocket.headers.getlist("x-hub-session")})
    await websocket.close()


@pytest.fixture
def browser(database_url) -> TestClient:
    app = Starlette(
        routes=[
            *account_routes(),
            *own_routes(),
            Route("/who", who),
            WebSocketRoute("/_stcore/stream", stream),
        ],
        middleware=[Middleware(SameOrigin, refusal=foreign), Middleware(Identity)],
    )
    return TestClient(app, base_url="http://hub.example", follow_redirects=False)


def rows(table):
    with read_only() as session:
        return session.exec(select(table)).all()


def link(kind: str) -> str:
    letter = max((row for row in rows(OutboxMessage) if row.kind == kind), key=lambda row: row.id)
    return letter.params["link"]


def form(**typed: object) -> dict[str, object]:
    """A student's form as the browser sends it."""
    return {
        "kind": "student",
        "name": "Neema Mushi",
        "email": EMAIL,
        "password": PASSWORD,
        "university": str(a_university()),
        "study_level": "bachelor",
        "sex": "female",
        "consent": "yes",
    } | typed


def member(email: str = EMAIL) -> None:
    accounts.register(a_form(email=email))
    accounts.confirm(link("confirm").partition("token=")[2])


def signed_in(browser: TestClient) -> None:
    member()
    browser.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD})


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


def test_cookies_travel_over_https_alone_in_production(browser, monkeypatch):
    from innovation_hub.config import settings

    monkeypatch.setenv("HUB_BASE_URL", "https://hub.example")
    settings.cache_clear()
    member()
    answer = browser.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert all("Secure" in cookie for cookie in answer.headers.get_list("set-cookie"))


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


def test_switching_the_language_keeps_what_was_typed_and_validates_nothing(browser):
    answer = browser.post("/account/register?lang=sw", data=form(email="half", consent="") | {"lang": "en"})
    assert '<html lang="en">' in answer.text
    assert 'value="half"' in answer.text
    assert 'aria-invalid="true"' not in answer.text
    assert browser.cookies["hub_lang"] == "en"
    answer = browser.post("/account/sign-in", data={"email": EMAIL, "next": "/calls", "lang": "sw"})
    assert 'name="next" value="/calls"' in answer.text
    assert rows(Session) == []


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


@pytest.mark.parametrize("path", ["/account/confirm?token=gone", "/account/reset/choose?token=gone"])
def test_a_dead_link_says_so_and_shows_the_way_on(browser, path):
    for answer in (browser.get(path), browser.post(path, data={"token": "gone", "password": PASSWORD})):
        assert answer.status_code == 410
        assert 'class="main" href="/account/' in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://hub.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://hub.example.evil.example"},
        {"Origin": "http://["},
        {"Origin": "hub.example"},
    ],
)
def test_a_form_from_another_site_is_refused(browser, headers):
    signed_in(browser)
    answer = browser.post("/account/sign-out?lang=en", headers=headers)
    assert answer.status_code == 403
    assert "another website" in answer.text
    assert browser.get("/who").json()["name"]


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": "http://hub.example"}, {}],
)
def test_our_own_form_is_taken(browser, headers):
    assert browser.post("/account/sign-out", headers=headers).status_code == 303


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/calls", "/calls"),
        ("/proposal?id=3&x=%20", "/proposal?id=3&x=%20"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("/\tevil", "/"),
        ("", "/"),
    ],
)
def test_the_way_on_never_leads_to_another_site(asked, given):
    assert local_path(asked) == given


def test_a_client_cannot_say_who_it_is(browser):
    someone = a_person(Role.ADMINISTRATOR)
    for name in ("X-Hub-Session", "x-hub-session", "X-HUB-Anything"):
        answer = browser.get("/who", headers={name: str(someone.session_id)}).json()
        assert answer == {"name": "", "headers": []}
    with browser.websocket_connect(
        "/_stcore/stream", headers={"X-Hub-Session": str(someone.session_id)}
    ) as socket:
        assert socket.receive_json() == {"session": []}


def test_a_websocket_knows_its_session(browser):
    signed_in(browser)
    cookies = {"Cookie": f"other=1; hub_session={browser.cookies['hub_session']}"}
    with browser.websocket_connect("/_stcore/stream", headers=cookies) as socket:
        assert socket.receive_json() == {"session": [str(rows(Session)[0].id)]}


@pytest.mark.parametrize("cookie", ["gone", "", "a" * 5000, "%00;=;;"])
def test_a_cookie_of_nobody_is_nobody(browser, cookie):
    assert browser.get("/who", headers={"Cookie": f"hub_session={cookie}"}).json() == {
        "name": "",
        "headers": [],
    }


def test_signing_in_again_ends_the_session_before(browser):
    signed_in(browser)
    browser.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert [row.revoked_at is None for row in sorted(rows(Session), key=lambda row: row.id)] == [False, True]


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


def test_the_time_of_an_answer_does_not_tell_whether_an_address_is_known(browser, monkeypatch):
    """What is done for a known address alone is made to take long, and an unknown one's answer takes as long."""
    member()
    issue = tokens.issue

    def slow(*given):
        time.sleep(0.1)
        return issue(*given)

    monkeypatch.setattr(tokens, "issue", slow)
    monkeypatch.setattr(page, "EVEN_SECONDS", 0.5)

    def seconds(path: str, email: str) -> float:
        began = time.monotonic()
        assert browser.post(path, data={"email": email}).status_code == 303
        return time.monotonic() - began

    for path in ("/account/reset", "/account/confirm"):
        known, unknown = (seconds(path, email) for email in (EMAIL, "nobody@udom.example"))
        assert abs(known - unknown) < 0.08
