"""Who a browser is taken for: cookies, other sites, and addresses to go on to."""

import pytest

from db.models.accounts import Session
from innovation_hub.domain.permissions import Role
from innovation_hub.web.account_forms.page import local_path
from tests.factories.registration import PASSWORD, a_person
from tests.web.account_kit import EMAIL, browser, member, rows, signed_in

__all__ = ["browser"]


def test_cookies_travel_over_https_alone_in_production(browser, monkeypatch):
    from innovation_hub.config import settings

    monkeypatch.setenv("HUB_BASE_URL", "https://hub.example")
    settings.cache_clear()
    member()
    answer = browser.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert all("Secure" in cookie for cookie in answer.headers.get_list("set-cookie"))


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
