"""Submitting over HTTP: in time is what arrived in time, however long it waited afterwards."""

from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from db.unit_of_work import unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.fields import version
from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from innovation_hub.services import accounts, proposals
from innovation_hub.web import pools
from innovation_hub.web.account_forms import foreign
from innovation_hub.web.arrival import Arrival
from innovation_hub.web.identity import COOKIE, Identity
from innovation_hub.web.same_origin import SameOrigin
from innovation_hub.web.submission import submission_routes
from tests.factories import judging as make
from tests.factories.accounts import a_student
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft
from tests.web.conftest import TestClient

pytestmark = [pytest.mark.usefixtures("database_url"), pytest.mark.databases]


@pytest.fixture
def browser():
    """A browser without a script engine, in front of the route and what stands before it."""
    middleware = [Middleware(Arrival), Middleware(SameOrigin, refusal=foreign), Middleware(Identity)]
    with TestClient(Starlette(routes=submission_routes(), middleware=middleware)) as client:
        yield client


@pytest.fixture
def writer(browser, clock):
    """A student who is signed in in the browser."""
    student = a_student()
    enter(browser, student)
    return student


def closing_soon(writer):
    """A full draft in a call that closes in an hour."""
    return a_draft(writer, a_call(closes_at=now() + timedelta(hours=1)))


def enter(browser, who):
    with unit_of_work() as uow:
        browser.cookies.set(COOKIE, accounts.open_session(uow, who.id)[1])
        uow.commit()


def press(browser, view, **headers):
    """Submit the version that was seen."""
    address = f"/api/proposals/{view.id}/submission"
    return browser.post(address, json={"version": view.version}, headers=headers)


@pytest.fixture
def slow_until(clock, monkeypatch):
    """Lets the clock reach an instant between the arrival of a request and the moment a thread takes it up."""

    def delay(instant):
        inner = pools.SUBMITTING.run

        async def late(*args, **kwargs):
            clock.set(instant)
            return await inner(*args, **kwargs)

        monkeypatch.setattr(pools, "run_submitting", late)

    return delay


def test_who_pressed_in_time_is_in_time_though_the_server_was_slow(browser, writer, clock, slow_until):
    view = closing_soon(writer)
    pressed = view.call.closes_at - timedelta(seconds=1)
    clock.set(pressed)
    slow_until(view.call.closes_at + timedelta(seconds=40))
    answer = press(browser, view)
    assert answer.status_code == 201, answer.text
    receipt = proposals.receipt(writer, proposal_id=view.id)
    assert receipt.submitted_at == pressed
    assert (answer.json()["code"], answer.json()["number"]) == (receipt.code, 1)
    assert answer.json()["content_hash"] == receipt.content_hash


def test_who_pressed_at_the_closing_instant_is_late(browser, writer, clock):
    view = closing_soon(writer)
    clock.set(view.call.closes_at)
    early = (view.call.closes_at - timedelta(minutes=1)).isoformat()
    answer = press(browser, view, **{"X-Hub-Arrived": early, "Date": early, "Accept-Language": "en"})
    assert (answer.status_code, answer.json()["key"]) == (409, "errors.deadline_passed")
    assert not proposals.get(writer, proposal_id=view.id).submissions


@pytest.mark.parametrize("body", [b"", b"[1]", b'{"version": "1"}', b'{"version": true}', b'{"version": 0}'])
def test_what_is_no_version_is_refused(browser, writer, body):
    answer = browser.post(f"/api/proposals/{a_draft(writer).id}/submission", content=body)
    assert (answer.status_code, answer.json()["key"]) == (422, "errors.malformed")


def test_only_our_own_pages_and_the_one_who_leads_submit(browser, writer):
    view = a_draft(writer)
    assert press(browser, view, **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    enter(browser, a_student())
    assert press(browser, view).status_code == 404
    enter(browser, make.person(Role.ORGANISER))
    assert press(browser, view).status_code == 403
    browser.cookies.clear()
    assert press(browser, view).status_code == 401


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_what_does_not_fit_is_told_at_once_and_when_to_come_again(browser, writer, monkeypatch, lang):
    view = a_draft(writer)
    monkeypatch.setattr(pools, "run_submitting", pools.Pool("full", threads=1, waiting=-1).run)
    answer = press(browser, view, **{"Accept-Language": lang})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, str(pools.RETRY_SECONDS))
    assert answer.json()["detail"] == translator(lang)("errors.too_busy", seconds=pools.RETRY_SECONDS)


def again(browser, view, key, **more):
    """The same press, as it is sent again when no answer came."""
    body = {"version": view.version, "key": key, **more}
    return browser.post(f"/api/proposals/{view.id}/submission", json=body)


def test_a_press_sent_again_is_one_submission_with_one_receipt_also_after_the_deadline(
    browser, writer, clock
):
    view = closing_soon(writer)
    first = again(browser, view, "press-one", account=writer.id)
    clock.set(view.call.closes_at + timedelta(minutes=5))
    second = again(browser, view, "press-one", account=writer.id)
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.json() == first.json()
    assert [one.number for one in proposals.get(writer, proposal_id=view.id).submissions] == [1]
    assert again(browser, view, "press-two").status_code == 409


def test_a_press_is_never_taken_from_another_who_signed_in_since(browser, writer):
    view = a_draft(writer)
    answer = again(browser, view, "press-one", account=writer.id + 1)
    assert (answer.status_code, answer.json()["key"]) == (401, "errors.sign_in_required")
    assert not proposals.get(writer, proposal_id=view.id).submissions


@pytest.mark.parametrize("key", ["", "short", "a" * 65, "with space", 7])
def test_what_is_no_key_is_refused(browser, writer, key):
    assert again(browser, a_draft(writer), key).status_code == 422


def test_all_that_is_missing_is_told_each_at_its_field(browser, writer):
    view = a_draft(writer, title="Fupi")
    over = version(view.draft.problem)
    proposals.save_field(writer, record_id=view.id, name="problem", value="x" * 20_000, over=over)
    view = proposals.get(writer, proposal_id=view.id)
    answer = press(browser, view, **{"Accept-Language": "en"})
    assert answer.status_code == 422
    told = {problem["field"]: problem["detail"] for problem in answer.json()["problems"]}
    assert set(told) == {"title", "problem"}
    assert all(told.values())


def test_the_grace_of_a_call_counts_from_the_arrival_and_ends(browser, writer, clock, slow_until):
    view = a_draft(writer, a_call(closes_at=now() + timedelta(hours=1), grace_minutes=3))
    pressed = view.call.closes_at + timedelta(minutes=3) - timedelta(seconds=1)
    clock.set(pressed)
    slow_until(view.call.closes_at + timedelta(minutes=4))
    assert press(browser, view).status_code == 201
    receipt = proposals.receipt(writer, proposal_id=view.id)
    assert (receipt.submitted_at, receipt.grace_minutes) == (pressed, 3)
    later = proposals.get(writer, proposal_id=view.id)
    answer = press(browser, later)
    assert (answer.status_code, answer.json()["key"]) == (409, "errors.deadline_passed")
