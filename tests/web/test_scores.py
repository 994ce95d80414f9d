"""A judge's answers over HTTP: kept, or refused as problem+json in the reader's language."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from db import engine
from db.unit_of_work import unit_of_work
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.scoring import CANNOT
from innovation_hub.i18n import translator
from innovation_hub.services import accounts, reviews
from innovation_hub.web.account_forms import foreign
from innovation_hub.web.identity import COOKIE, Identity
from innovation_hub.web.same_origin import SameOrigin
from innovation_hub.web.scores import LONGEST_BODY, score_routes
from tests.factories import judging as make
from tests.web.conftest import TestClient

pytestmark = pytest.mark.usefixtures("database_url")


@pytest.fixture
def browser():
    """A browser without a script engine, in front of the route and what stands before it."""
    middleware = [Middleware(SameOrigin, refusal=foreign), Middleware(Identity)]
    with TestClient(Starlette(routes=score_routes(), middleware=middleware)) as client:
        yield client


@pytest.fixture
def call():
    return make.call()


@pytest.fixture
def judge():
    return make.person()


@pytest.fixture
def opened(judge, call):
    """The id of an assignment whose text is open before the judge."""
    assignment = make.asked(judge, make.proposal(call.id))
    reviews.accept(judge, assignment_id=assignment)
    return assignment


@pytest.fixture
def address(opened, call):
    """Where the answer on the first criterion is sent."""
    return f"/api/reviews/{opened}/scores/{make.criteria(call.id)[0]}"


@pytest.fixture
def signed_in(browser, judge):
    """The id of the judge's session in the browser."""
    with unit_of_work() as uow:
        session_id, secret = accounts.open_session(uow, judge.id)
        uow.commit()
    browser.cookies.set(COOKIE, secret)
    return session_id


def refused(answer, status, key, lang="sw", **values):
    """Expect a problem with the sentence of this key."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert (problem["status"], problem["key"]) == (status, key)
    assert problem["detail"] == translator(lang)(key, **values)
    return problem


def test_an_answer_is_kept_and_what_stands_comes_back(browser, signed_in, judge, opened, address):
    first = browser.put(address, json={"answer": 4, "was": None})
    assert (first.status_code, first.headers["cache-control"]) == (200, "no-store")
    criterion = int(address.rpartition("/")[2])
    assert first.json()["version"] == 2
    second = browser.put(address, json={"answer": CANNOT, "was": 4, "since": None}).json()
    assert (second["version"], second["answers"]) == (3, {str(criterion): CANNOT})
    assert len(second["saved_at"]) == len("23:59:59")
    assert reviews.sheet(judge, assignment_id=opened).scores == {criterion: None}


def test_another_windows_answer_is_named(browser, signed_in, judge, opened, address):
    make.scored(judge, opened, int(address.rpartition("/")[2]), 5)
    problem = refused(browser.put(address, json={"answer": 3}), 409, "reviews.errors.conflict")
    assert problem["theirs"] == 5


def test_an_answer_sent_again_says_since_when(browser, signed_in, judge, opened, address):
    criterion = int(address.rpartition("/")[2])
    for stood in (2, 4, 2):
        make.scored(judge, opened, criterion, stood)
    again = {"answer": 4, "was": 2, "since": 2}
    assert refused(browser.put(address, json=again), 409, "reviews.errors.conflict")["theirs"] == 2
    assert browser.put(address, json=again | {"since": None}).status_code == 200


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_a_closed_review_is_said_in_the_readers_language(browser, signed_in, call, opened, address, lang):
    with unit_of_work() as uow:
        uow.session.get(type(call), call.id).state = CallState.CONCLUDED
        uow.commit()
    asked = browser.put(address, json={"answer": 3}, headers={"Accept-Language": lang})
    refused(asked, 409, "reviews.errors.closed", lang)


def test_nobody_scores_who_is_not_signed_in(browser, judge, opened, address):
    refused(browser.put(address, json={"answer": 3}), 401, "errors.sign_in_required")
    assert reviews.sheet(judge, assignment_id=opened).scores == {}


def test_a_session_that_was_ended_elsewhere_counts_no_more(browser, signed_in, address):
    assert browser.put(address, json={"answer": 3}).status_code == 200
    accounts.sign_out(signed_in)
    refused(browser.put(address, json={"answer": 4, "was": 3}), 401, "errors.sign_in_required")


def test_a_database_that_is_away_is_said_and_nobody_is_asked_to_sign_in(
    browser, signed_in, address, tmp_path
):
    engine.use(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    refused(browser.put(address, json={"answer": 3}), 503, "errors.database.not_migrated")


@pytest.mark.parametrize(
    ("role", "status", "key"),
    [(Role.JUDGE, 404, "errors.not_found"), (Role.ORGANISER, 403, "errors.forbidden")],
)
def test_nobody_scores_for_another(browser, opened, address, role, status, key):
    somebody = make.person(role)
    with unit_of_work() as uow:
        browser.cookies.set(COOKIE, accounts.open_session(uow, somebody.id)[1])
        uow.commit()
    refused(browser.put(address, json={"answer": 3}), status, key)


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_another_site_cannot_score(browser, signed_in, judge, opened, address, headers):
    assert browser.put(address, json={"answer": 3}, headers=headers).status_code == 403
    assert reviews.sheet(judge, assignment_id=opened).scores == {}


@pytest.mark.parametrize("body", [b"", b"not json", b"[3]", b'"3"', b'{"answer": 3, "since": "x"}', b"\xff"])
def test_what_is_no_answer_is_refused(browser, signed_in, address, body):
    refused(browser.put(address, content=body), 422, "errors.malformed")


@pytest.mark.parametrize("answer", [0, 6, 3.5, True, "4", None, [3], {}])
def test_what_is_no_score_of_the_call_is_refused(browser, signed_in, judge, opened, address, answer):
    asked = browser.put(address, json={"answer": answer})
    refused(asked, 422, "reviews.errors.range", lowest=1, highest=5)
    assert reviews.sheet(judge, assignment_id=opened).scores == {}


def test_a_body_that_no_sheet_sends_is_refused_unread(browser, signed_in, address):
    asked = browser.put(address, content=b" " * (LONGEST_BODY + 1))
    refused(asked, 413, "accounts.refused.form_too_large")


@pytest.mark.parametrize(
    "place", ["{}/scores/0", "{}/scores/99999999999999999999", "99999999999999999999/scores/1"]
)
def test_what_is_not_there_is_not_found(browser, signed_in, opened, place):
    address = f"/api/reviews/{place.format(opened)}"
    refused(browser.put(address, json={"answer": 3}), 404, "errors.not_found")
