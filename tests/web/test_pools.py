"""Pools: one kind of waiting does not take the threads of another, and what does not fit is refused at once."""

import asyncio
import threading
import time
from functools import partial
from inspect import iscoroutinefunction, isfunction
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from db.write_lock import write_lock
from innovation_hub import web
from innovation_hub.errors import TooBusy
from innovation_hub.i18n import translator
from innovation_hub.services import arrivals
from innovation_hub.services.accounts import passwords
from innovation_hub.services.pulse import Pulse
from innovation_hub.web import pools
from innovation_hub.web.account_forms import account_routes
from innovation_hub.web.app import routes
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


def _served(calls, *, waiting=90):
    """In what order a fair pool of one thread serves calls of (client, known, name), made while it is busy."""
    pool, go, order = pools.FairPool("test", threads=1, waiting=waiting), threading.Event(), []

    async def many():
        first = asyncio.create_task(pool.turn("first", lambda: go.wait(10)))
        await asyncio.sleep(0.02)
        asked = [
            asyncio.create_task(pool.turn(client, lambda name=name: order.append(name), known=known))
            for client, known, name in calls
        ]
        await asyncio.sleep(0.02)
        go.set()
        return await asyncio.gather(first, *asked, return_exceptions=True)

    return order, asyncio.run(many())


def test_a_client_with_many_guesses_waits_behind_those_with_one():
    guesses = [("10.0.0.1", False, f"guess {n}") for n in range(1, 4)]
    order, _ = _served([*guesses, ("10.0.0.2", False, "one"), ("10.0.0.1", True, "known")])
    assert order == ["known", "guess 1", "one", "guess 2", "guess 3"]


def test_one_client_cannot_fill_the_queue_for_the_others():
    guesses = [("10.0.0.1", False, f"guess {n}") for n in range(8)]
    order, answers = _served([*guesses, ("10.0.0.2", False, "one")], waiting=9)
    assert [type(a) for a in answers[1:]] == [type(None)] * 5 + [TooBusy] * 3 + [type(None)]
    assert order == ["guess 0", "one", "guess 1", "guess 2", "guess 3", "guess 4"]


def test_who_leaves_a_fair_queue_leaves_it_in_order():
    pool, go = pools.FairPool("test", threads=1, waiting=2), threading.Event()

    async def leave():
        first = asyncio.create_task(pool.turn("a", lambda: go.wait(10)))
        gone = asyncio.create_task(pool.turn("b", lambda: "never"))
        await asyncio.sleep(0.02)
        gone.cancel()
        stays = asyncio.create_task(pool.turn("c", lambda: "served"))
        await asyncio.sleep(0.02)
        go.set()
        served = await asyncio.gather(first, gone, stays, return_exceptions=True)
        return served, [await pool.turn("d", partial(str, n)) for n in range(3)]

    served, after = asyncio.run(leave())
    assert [served[0], type(served[1]), served[2]] == [True, asyncio.CancelledError, "served"]
    assert after == ["0", "1", "2"]


def test_a_class_and_two_hundred_guesses_fit_into_the_queue_for_signing_in():
    """Two of fifty right ones were refused while two hundred wrong ones waited."""
    pool = pools.FairPool("test", threads=1, waiting=pools.SIGNING._most - 1)
    assert type(pool) is type(pools.SIGNING)
    go = threading.Event()

    async def many():
        wrong = [asyncio.create_task(pool.turn(f"10.1.0.{n}", lambda: go.wait(10))) for n in range(200)]
        right = [asyncio.create_task(pool.turn("10.2.0.1", lambda: "in")) for _ in range(50)]
        await asyncio.sleep(0.05)
        go.set()
        await asyncio.gather(*wrong)
        return await asyncio.gather(*right)

    assert asyncio.run(many()) == ["in"] * 50


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
        with write_lock(engine.engine()):
            return done.is_set()

    async def busy():
        with write_lock(engine.engine()):
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
    for route in routes([]):
        if isinstance(route, Route) and isfunction(route.endpoint):
            assert iscoroutinefunction(route.endpoint), f"{route.path} would run in the framework's pool"


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_a_full_house_keeps_what_was_typed_but_for_the_password(database_url, monkeypatch, lang):
    monkeypatch.setattr(pools, "SIGNING", pools.FairPool("full", threads=1, waiting=-1))
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
