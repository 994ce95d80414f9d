"""A field over HTTP: kept, or refused as problem+json in the reader's language."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from db import engine
from db.unit_of_work import unit_of_work
from innovation_hub.domain.fields import version
from innovation_hub.i18n import translator
from innovation_hub.services import accounts, calls, proposals
from innovation_hub.web.account_forms import foreign
from innovation_hub.web.fields import LONGEST_BODY, field_routes
from innovation_hub.web.identity import COOKIE, Identity
from innovation_hub.web.same_origin import SameOrigin
from tests.factories.accounts import a_student, an_organiser
from tests.factories.calls import a_call
from tests.factories.calls import written as another
from tests.factories.proposals import a_draft, typed
from tests.web.conftest import TestClient

pytestmark = pytest.mark.usefixtures("database_url")


@pytest.fixture
def browser():
    """A browser without a script engine, in front of the route and what stands before it."""
    middleware = [Middleware(SameOrigin, refusal=foreign), Middleware(Identity)]
    with TestClient(Starlette(routes=field_routes(), middleware=middleware)) as client:
        yield client


@pytest.fixture
def writer():
    return a_student()


@pytest.fixture
def view(writer):
    return a_draft(writer)


@pytest.fixture
def signed_in(browser, writer):
    """The id of the writer's session in the browser."""
    with unit_of_work() as uow:
        session_id, secret = accounts.open_session(uow, writer.id)
        uow.commit()
    browser.cookies.set(COOKIE, secret)
    return session_id


def address(view, name="title"):
    return f"/api/proposals/{view.id}/fields/{name}"


def written(writer, value, over):
    """What the form sheet sends."""
    return {"value": value, "over": version(over), "account": writer.id}


def refused(answer, status, key, lang="sw", **values):
    """Expect a problem with the sentence of this key."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json()["key"] == key
    assert answer.json()["detail"] == translator(lang)(key, **values)
    return answer.json()


def test_a_field_is_kept_and_what_stands_comes_back(browser, signed_in, writer, view):
    answer = browser.put(address(view), json=written(writer, "Jina  jipya", view.draft.title))
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    said = answer.json()
    assert (said["value"], said["version"]) == ("Jina jipya", version("Jina jipya"))
    assert said["record_version"] == view.version + 1 == proposals.get(writer, proposal_id=view.id).version
    assert len(said["saved_at"]) == len("23:59:59")


def test_what_another_wrote_is_shown_with_its_version(browser, signed_in, writer, view):
    typed(writer, view.id, "title", "Jina la mwingine")
    asked = browser.put(address(view), json=written(writer, "Jina langu", view.draft.title))
    theirs = refused(asked, 409, "writing.refused.changed")["theirs"]
    assert theirs == {"value": "Jina la mwingine", "version": version("Jina la mwingine")}


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_an_unreadable_amount_is_refused_in_the_readers_language(browser, signed_in, writer, view, lang):
    body = written(writer, "milioni tano", "4,500,000")
    asked = browser.put(address(view, "requested"), json=body, headers={"Accept-Language": lang})
    refused(asked, 422, "errors.money.unreadable", lang, text="milioni tano")


def test_nobody_writes_who_is_not_signed_in(browser, writer, view):
    refused(browser.put(address(view), json=written(writer, "x", "y")), 401, "errors.sign_in_required")


def test_the_text_of_one_person_is_not_taken_from_the_next_on_the_same_phone(
    browser, signed_in, writer, view
):
    body = written(writer, "Maneno ya mwingine", view.draft.title) | {"account": writer.id + 1}
    refused(browser.put(address(view), json=body), 401, "errors.sign_in_required")
    assert proposals.get(writer, proposal_id=view.id).draft.title == view.draft.title


def test_a_database_that_is_away_is_said_and_nobody_is_asked_to_sign_in(
    browser, signed_in, writer, view, tmp_path
):
    engine.use(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    asked = browser.put(address(view), json=written(writer, "x", view.draft.title))
    refused(asked, 503, "errors.database.not_migrated")


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}]
)
def test_another_site_cannot_write(browser, signed_in, writer, view, headers):
    body = written(writer, "x", view.draft.title)
    assert browser.put(address(view), json=body, headers=headers).status_code == 403


@pytest.mark.parametrize("body", [b"", b"not json", b"[3]", b'{"value": 1}', b'{"over": "x"}', b"\xff"])
def test_what_is_no_field_is_refused(browser, signed_in, view, body):
    refused(browser.put(address(view), content=body), 422, "errors.malformed")


def test_a_body_that_no_form_sends_is_refused_unread(browser, signed_in, view):
    asked = browser.put(address(view), content=b" " * (LONGEST_BODY + 1))
    refused(asked, 413, "accounts.refused.form_too_large")


@pytest.mark.parametrize(
    "place", ["proposals/0/fields/title", "proposals/99999999999/fields/title", "x/1/fields/title"]
)
def test_what_is_not_there_is_not_found(browser, signed_in, writer, place):
    refused(browser.put(f"/api/{place}", json=written(writer, "x", "y")), 404, "errors.not_found")


class TestCalls:
    """A call being written: its organisers alone, and only until it is published."""

    @pytest.fixture
    def writer(self):
        return an_organiser()

    @pytest.fixture
    def view(self, writer):
        return a_call(writer, published=False)

    def place(self, view, name="title_en"):
        return f"/api/calls/{view.card.id}/fields/{name}"

    def test_a_field_is_kept_and_one_that_cannot_be_read_is_refused_by_itself(
        self, browser, signed_in, writer, view
    ):
        bad = browser.put(self.place(view, "prize_pool"), json=written(writer, "milioni tano", "9,000,000"))
        refused(bad, 422, "errors.money.unreadable", text="milioni tano")
        good = browser.put(self.place(view), json=written(writer, "Queues", view.card.title_en))
        assert (good.status_code, good.json()["value"]) == (200, "Queues")
        assert calls.get(writer, call_id=view.card.id).card.title_en == "Queues"

    def test_what_another_wrote_is_shown(self, browser, signed_in, writer, view):
        another(an_organiser(), view.card.id, "title_en", "Theirs")
        asked = browser.put(self.place(view), json=written(writer, "Mine", view.card.title_en))
        theirs = refused(asked, 409, "writing.refused.changed")["theirs"]
        assert theirs == {"value": "Theirs", "version": version("Theirs")}

    def test_a_published_call_takes_nothing_more(self, browser, signed_in, writer, view):
        calls.publish(writer, call_id=view.card.id, version=view.version)
        asked = browser.put(self.place(view), json=written(writer, "x", view.card.title_en))
        assert "theirs" not in refused(asked, 409, "calls.refused.published")

    @pytest.mark.parametrize("name", ["state", "criterion_0_weight", "criterion_1_position"])
    def test_what_is_no_field_is_not_found(self, browser, signed_in, writer, view, name):
        refused(browser.put(self.place(view, name), json=written(writer, "x", "y")), 404, "errors.not_found")

    def test_who_is_no_organiser_may_not_write(self, browser, view, writer):
        student = a_student()
        with unit_of_work() as uow:
            _, secret = accounts.open_session(uow, student.id)
            uow.commit()
        browser.cookies.set(COOKIE, secret)
        asked = browser.put(self.place(view), json=written(student, "x", view.card.title_en))
        refused(asked, 403, "errors.forbidden")
        assert calls.get(writer, call_id=view.card.id).card.title_en == view.card.title_en
