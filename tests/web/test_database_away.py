"""A database that hangs, stops or cannot be entered: every route says so in time, and all is well when it is back."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import make_url, text
from starlette.applications import Starlette

from db import engine, patience
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.errors import DatabaseTrouble
from innovation_hub.i18n import translator
from innovation_hub.services import accounts, pulse
from innovation_hub.web.app import middleware, routes
from innovation_hub.web.identity import COOKIE
from tests.factories import judging as make
from tests.outage import hanging
from tests.web.conftest import TestClient

PAGES = ("/", "/proposals")
SENTENCES = [
    translator("en")(f"errors.database.{name}") for name in ("silent", "starting", "unreachable", "missing")
]
SCORE = "/api/reviews/1/scores/1"


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
def browser(database_url, monkeypatch) -> Iterator[TestClient]:
    """A reader who is signed in, before all that stands around Streamlit."""
    monkeypatch.setattr(patience, "CONNECTING", 2)
    engine.limit_statements(1.0)
    engine.use(database_url)
    reader = make.person()
    with unit_of_work() as uow:
        _, secret = accounts.open_session(uow, reader.id)
        uow.commit()
    with TestClient(Starlette(routes=routes({"", "proposals"}), middleware=middleware())) as client:
        client.cookies.set(COOKIE, secret)
        yield client
    engine.limit_statements(None)


@contextmanager
def cut_off() -> Iterator[None]:
    """Every connection is ended and no new one let in, as while the server is started anew."""
    url = engine.engine().url
    name = url.database
    admin = engine.make_engine(str(url.set(database="postgres").render_as_string(hide_password=False)))
    with admin.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"))
        connection.execute(
            text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        )
        try:
            yield
        finally:
            connection.execute(text(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true"))
    admin.dispose()


def answers_503_in_time(browser: TestClient) -> None:
    time.sleep(pulse.FRESH)  # what was well a moment ago is taken to be well
    begun = time.monotonic()
    ready = browser.get("/readyz")
    assert (ready.status_code, time.monotonic() - begun < 3) == (503, True)
    for page in PAGES:
        answer = browser.get(page, headers={"Accept-Language": "en"})
        assert answer.status_code == 503
        assert any(sentence in answer.text for sentence in SENTENCES)
        assert translator("en")("errors.sign_in_required") not in answer.text
        assert answer.headers["retry-after"] == "5"
    refused = browser.put(SCORE, json={"answer": 3})
    assert (refused.status_code, refused.headers["content-type"]) == (503, "application/problem+json")
    assert refused.json()["key"].startswith("errors.database.")
    assert browser.get("/account/sign-in").status_code == 503  # asked with a cookie that cannot be checked


def is_well(browser: TestClient) -> None:
    end = time.monotonic() + 10
    while (answer := browser.get("/readyz")).status_code != 200 and time.monotonic() < end:
        time.sleep(0.2)
    assert answer.status_code == 200
    for page in PAGES:
        assert browser.get(page).status_code == 200
    assert (
        browser.put(SCORE, json={"answer": 3}).status_code == 404
    )  # known again, and there is no such review


@pytest.mark.long
def test_a_server_that_hangs_holds_nobody_up_and_all_is_well_again(browser, postgres_url):
    is_well(browser)
    with hanging(postgres_url):
        answers_503_in_time(browser)
        begun = time.monotonic()
        with pytest.raises(DatabaseTrouble, match="silent"), read_only() as session:
            session.execute(text("SELECT 1"))
        assert time.monotonic() - begun < patience.PINGING + patience.CONNECTING + 1
    is_well(browser)


def test_connections_that_are_cut_are_said_and_made_anew(browser):
    is_well(browser)
    with cut_off():
        answers_503_in_time(browser)
    is_well(browser)


def test_a_statement_that_takes_too_long_ends_with_a_sentence(browser):
    with pytest.raises(DatabaseTrouble, match="slow"), read_only() as session:
        session.execute(text("SELECT pg_sleep(5)"))
    is_well(browser)


def test_a_lost_connection_in_the_middle_of_writing_is_a_sentence(browser):
    def write() -> None:
        with unit_of_work() as uow:
            with cut_off():
                pass
            uow.session.execute(text("SELECT 1"))

    with pytest.raises(DatabaseTrouble, match=r"unreachable|starting"):
        write()
    is_well(browser)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"database": "nowhere"}, "missing"),
        ({"username": "nobody"}, "password"),
        ({"host": "127.0.0.1", "port": 1, "query": {}}, "unreachable"),
    ],
)
def test_what_keeps_the_hub_out_has_a_sentence_of_its_own(database_url, change, key):
    engine.use(make_url(database_url).set(password="hidden-secret", **change).render_as_string(False))
    with pytest.raises(DatabaseTrouble, match=key) as refusal, read_only() as session:
        session.execute(text("SELECT 1"))
    for lang in ("sw", "en"):
        assert "hidden-secret" not in translator(lang)(refusal.value.key, **refusal.value.data)


@pytest.mark.parametrize("path", ["/metrics", "/version", "/wp-login", "/proposals-old", "/a/b/c"])
def test_an_address_of_nothing_is_not_found(browser, path):
    answer = browser.get(path)
    assert answer.status_code == 404
    assert re.search(r'<html lang="\w\w">', answer.text)


def test_a_page_that_loses_the_database_while_it_is_drawn_says_so(database_url):
    def drawn(address: str, **request: str) -> None:
        raise DatabaseTrouble("errors.database.silent")

    with TestClient(Starlette(routes=routes({"", "calls"}, drawn), middleware=middleware())) as client:
        answer = client.get("/calls", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert translator("en")("errors.database.silent") in answer.text
