"""Pools: one kind of waiting does not take the threads of another, and what does not fit is refused at once."""

import asyncio
import threading
import time
from pathlib import Path

import pytest
from starlette.applications import Starlette

from db.turns import turn
from innovation_hub import web
from innovation_hub.errors import TooBusy
from innovation_hub.i18n import translator
from innovation_hub.services import arrivals
from innovation_hub.services.accounts import passwords
from innovation_hub.services.pulse import Pulse
from innovation_hub.web import pools
from innovation_hub.web.account_forms import account_routes
from innovation_hub.web.arrival import CONNECTION, Arrival
from innovation_hub.web.health import health_routes
from innovation_hub.web.identity import COOKIE
from tests.factories.accounts import a_student
from tests.web.conftest import TestClient


def test_what_does_not_fit_is_refused_and_the_rest_is_done():
    pool, go = pools.Pool("test", threads=2, waiting=3), threading.Event()

    async def many():
        asked = [asyncio.create_task(pool.run(go.wait, 10)) for _ in range(9)]
        await asyncio.sleep(0.05)
        refused = [task for task in asked if task.done()]
        go.set()
        return len(refused), await asyncio.gather(*asked, return_exceptions=True)

    refused, answers = asyncio.run(many())
    assert refused == 4
    assert [type(a) for a in answers] == [bool] * 5 + [TooBusy] * 4
    assert asyncio.run(pool.run(lambda: "free again")) == "free again"


def test_a_reader_who_goes_away_frees_the_place_only_when_the_work_has_ended():
    pool, go = pools.Pool("test", threads=1, waiting=0), threading.Event()

    async def leave():
        asked = asyncio.create_task(pool.run(go.wait, 10))
        await asyncio.sleep(0.02)
        asked.cancel()
        await asyncio.sleep(0.02)
        with pytest.raises(TooBusy):
            await pool.run(go.wait)
        go.set()
        await asyncio.sleep(0.1)
        return await pool.run(lambda: True)

    assert asyncio.run(leave())


def test_waiting_writers_leave_readers_their_threads(database_url):
    """Sixty score saves wait for the writer: somebody else's reading does not."""
    from db import engine

    done = threading.Event()

    def write():
        with turn(engine.engine()):
            return done.is_set()

    async def busy():
        with turn(engine.engine()):
            writers = [asyncio.create_task(pools.run_writing(write)) for _ in range(60)]
            await asyncio.sleep(0.05)
            begun = time.monotonic()
            await asyncio.wait_for(pools.run_reading(lambda: None), 2)
            seconds = time.monotonic() - begun
            done.set()
        return seconds, await asyncio.gather(*writers)

    seconds, written = asyncio.run(busy())
    assert seconds < 1
    assert written == [True] * 60


def test_a_route_waits_in_a_bounded_pool_only():
    """The pool of the framework is everybody's: nothing of ours may wait in it."""
    allowed = {"background.py", "serve.py"}  # the end of the server, and files
    own = Path(web.__file__).parent
    for path in own.rglob("*.py"):
        words = path.read_text()
        assert path.name in allowed or ("run_in_threadpool" not in words and "to_thread" not in words), path


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_a_full_house_keeps_what_was_typed_but_for_the_password(database_url, monkeypatch, lang):
    monkeypatch.setattr(pools, "run_signing", pools.Pool("full", threads=1, waiting=-1).run)
    typed = {"email": "neema@example.test", "password": "siri kubwa sana"}
    with TestClient(Starlette(routes=account_routes())) as browser:
        answer = browser.post("/account/sign-in", data=typed, headers={"Accept-Language": lang})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, str(pools.RETRY_SECONDS))
    assert typed["email"] in answer.text
    assert typed["password"] not in answer.text
    assert translator(lang)("errors.too_busy", seconds=pools.RETRY_SECONDS) in answer.text


def test_too_many_passwords_at_once_are_refused_not_queued_for_ever(monkeypatch):
    monkeypatch.setattr(passwords, "_room", threading.BoundedSemaphore(1))
    with passwords._room, pytest.raises(TooBusy):
        passwords.hash_password("x")
    assert passwords.verify("x", passwords.hash_password("x"))[0]


def test_readiness_notices_a_pool_that_stands_still(monkeypatch):
    pool = pools.Pool("test", threads=1, waiting=9)
    monkeypatch.setattr(pools, "ALL", (pool,))
    monkeypatch.setattr(pools, "STALLED", 0.05)
    go = threading.Event()
    with TestClient(Starlette(routes=health_routes(Pulse(lambda: None)))) as browser:

        async def stuck():
            asked = [asyncio.create_task(pool.run(go.wait, 10)) for _ in range(2)]
            await asyncio.sleep(0.1)
            answer = await asyncio.to_thread(browser.get, "/readyz")
            go.set()
            await asyncio.gather(*asked)
            return answer

        answer = asyncio.run(stuck())
        assert (answer.status_code, answer.json()["reason"]) == (503, "errors.pool_stalled")
        assert browser.get("/readyz").status_code == 200


def test_a_message_of_a_page_is_stamped_when_it_arrives(clock):
    seen = []

    async def page(scope, receive, send):
        await receive()
        clock.forward(seconds=50)  # the run has to wait
        seen.append(arrivals.last(scope[CONNECTION]))

    async def receive():
        return {"type": "websocket.receive", "text": "x"}

    pressed = clock.instant
    asyncio.run(Arrival(page)({"type": "websocket"}, receive, None))
    assert seen == [pressed]
    assert arrivals.last(None) == clock.instant


def test_a_browser_that_signed_in_keeps_a_secret_of_its_own(database_url, clock):
    a_student(email="neema@example.test", password_hash=passwords.hash_password("maji ya mto"))
    typed = {"email": "neema@example.test", "password": "maji ya mto"}
    routes = account_routes()
    with TestClient(Starlette(routes=routes), follow_redirects=False) as browser:
        assert browser.post("/account/sign-in", data=typed).status_code == 303
        for _ in range(6):
            wrong = Starlette(routes=routes)
            with TestClient(wrong, follow_redirects=False) as stranger:
                refused = stranger.post("/account/sign-in", data=typed | {"password": "wrong wrong"})
        assert (refused.status_code, int(refused.headers["retry-after"]) > 0) == (429, True)
        browser.cookies.delete(COOKIE)
        assert browser.post("/account/sign-in", data=typed).status_code == 303
