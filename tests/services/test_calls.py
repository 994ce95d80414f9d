"""Calls from draft to published, extended, cancelled; what is refused, and in which words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.judging import DEFAULT_RUBRIC
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.errors import (
    Forbidden,
    Invalid,
    NotFound,
    NotNow,
    SignInRequired,
)
from innovation_hub.services import calls, journal
from tests.factories.accounts import a_student, an_organiser
from tests.factories.calls import a_call, a_call_draft, cancel
from tests.statements import watched

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture
def organiser():
    return an_organiser()


def amended(actor, view, **changes):
    card = view.card
    values = {
        "title_sw": card.title_sw,
        "title_en": card.title_en,
        "text_sw": view.text_sw,
        "text_en": view.text_en,
    }
    return calls.amend(actor, call_id=card.id, version=view.version, **(values | changes))


def test_a_new_call_starts_with_the_default_rubric_in_both_languages(organiser):
    view = calls.create(organiser)
    assert [c.weight for c in view.criteria] == [weight for _, weight in DEFAULT_RUBRIC]
    assert view.draft.weight_total == 100
    assert all(c.name_sw and c.name_en and c.name_sw != c.name_en for c in view.criteria)
    assert all(set(c.anchors) == {1, 2, 3, 4, 5} for c in view.criteria)
    assert view.card.code == "HUB-2026"
    assert calls.create(organiser).card.code == "HUB-2026-2"


def test_what_a_call_begins_with_is_read_back(organiser):
    criteria = calls.create(organiser).draft.criteria[:2]
    draft = a_call_draft(code="egov-26", score_min=0, score_max=10, criteria=criteria)
    created = calls.create(organiser, draft=draft)
    assert created.draft == replace(draft, code="EGOV-26")
    assert calls.get(organiser, call_id=created.card.id) == created


def test_a_draft_is_hidden_from_all_but_organisers(organiser):
    view = a_call(organiser, published=False)
    for reader in (VISITOR, a_student()):
        with pytest.raises(NotFound):
            calls.get(reader, call_id=view.card.id)
        assert calls.announced(reader).total == 0
    cancelled = cancel(organiser, view.card.id, view.version, "Not needed")
    with pytest.raises(NotFound):
        calls.get(VISITOR, call_id=cancelled.card.id)


def test_only_organisers_write_calls(organiser):
    view = a_call(organiser)
    reference = {"call_id": view.card.id, "version": view.version}
    nothing = calls.touched(organiser, call_id=view.card.id)
    for reader, refusal in ((VISITOR, SignInRequired), (a_student(), Forbidden)):
        for act in (
            lambda who: calls.create(who),
            lambda who: calls.publish(who, **reference),
            lambda who: calls.touched(who, call_id=view.card.id),
            lambda who: calls.cancel(who, **reference, seen=nothing, reason="x"),
            lambda who: amended(who, view),
            lambda who: calls.managed(who),
        ):
            with pytest.raises(refusal):
                act(reader)


@pytest.mark.parametrize("call_id", [0, 99_999])
def test_a_call_that_is_not_there_is_not_found(organiser, call_id):
    for act in (
        lambda: calls.get(VISITOR, call_id=call_id),
        lambda: calls.publish(organiser, call_id=call_id, version=1),
        lambda: cancel(organiser, call_id, 1, "x"),
    ):
        with pytest.raises(NotFound):
            act()


def test_weights_must_sum_to_a_hundred_and_the_sum_is_told(organiser):
    light = tuple(replace(c, weight=c.weight - 1) for c in a_call_draft().criteria[:-1])
    view = a_call(organiser, published=False, criteria=light)
    with pytest.raises(Invalid) as refusal:
        calls.publish(organiser, call_id=view.card.id, version=view.version)
    assert refusal.value.key == "calls.unready.weights"
    assert refusal.value.data == {"total": 79, "wanted": 100}


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"title_en": " "}, "calls.unready.texts"),
        ({"resolutions": ()}, "calls.unready.resolutions"),
        ({"criteria": ()}, "calls.unready.criteria"),
    ],
)
def test_an_incomplete_draft_is_kept_but_not_published(organiser, fields, key):
    view = a_call(organiser, published=False, **fields)
    with pytest.raises(Invalid) as refusal:
        calls.publish(organiser, call_id=view.card.id, version=view.version)
    assert refusal.value.key == key


def test_a_call_whose_deadline_has_passed_is_not_published(organiser, clock):
    view = a_call(organiser, published=False)
    clock.set(view.card.closes_at)
    with pytest.raises(Invalid) as refusal:
        calls.publish(organiser, call_id=view.card.id, version=view.version)
    assert refusal.value.key == "calls.unready.closed"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"code": "bad code!"}, "calls.refused.code"),
        ({"title_sw": "x" * 141}, "calls.refused.long"),
        ({"prize_pool": -5}, "errors.money.too_large"),
        ({"prize_pool": 10**20}, "errors.money.too_large"),
        ({"judges_per_proposal": 0}, "calls.refused.judges"),
        ({"score_min": 5, "score_max": 5}, "calls.refused.scores"),
        ({"resolutions": (3,)}, "calls.refused.resolutions"),
    ],
)
def test_what_no_draft_may_hold_is_refused(organiser, fields, key):
    with pytest.raises(Invalid) as refusal:
        calls.create(organiser, draft=a_call_draft(**fields))
    assert refusal.value.key == key


def test_order_of_instants_and_weights_and_anchors_are_checked(organiser):
    draft = a_call_draft()
    first = draft.criteria[0]
    for bad, key in (
        (replace(draft, closes_at=draft.opens_at), "calls.refused.order"),
        (replace(draft, criteria=(replace(first, weight=0),)), "calls.refused.weight"),
        (replace(draft, criteria=(replace(first, anchors={9: ("a", "b")}),)), "calls.refused.anchor"),
    ):
        with pytest.raises(Invalid) as refusal:
            calls.create(organiser, draft=bad)
        assert refusal.value.key == key


def test_texts_are_kept_without_signs_that_no_database_takes(organiser):
    view = a_call(organiser, text_en="Words\x00 \ud800 and\r\nmore", title_sw=" Kichwa\n cha  habari ")
    assert (view.text_en, view.card.title_sw) == ("Words  and\nmore", "Kichwa cha habari")
    assert amended(organiser, view, text_en="Other\x00 words").text_en == "Other words"


def test_a_code_is_given_once(organiser):
    a_call(organiser, code="HUB-X")
    with pytest.raises(Invalid) as refusal:
        calls.create(organiser, draft=a_call_draft(code="hub-x"))
    assert refusal.value.key == "calls.refused.code_taken"


def test_the_words_of_a_published_call_are_amended_and_its_deadline_stands(organiser):
    view = a_call(organiser)
    again = amended(organiser, view, title_en="Call, mended")
    assert (again.card.title_en, again.card.closes_at) == ("Call, mended", view.card.closes_at)
    assert journal.page(organiser, subject_type="call")[0].event == "call.amended"


def test_cancelling_asks_for_a_reason_and_ends_the_call(organiser):
    view = a_call(organiser)
    with pytest.raises(Invalid):
        cancel(organiser, view.card.id, view.version, "  ")
    over = cancel(organiser, view.card.id, view.version, "No funds")
    assert over.card.phase is CallPhase.CANCELLED
    assert calls.get(VISITOR, call_id=view.card.id).card.phase is CallPhase.CANCELLED
    with pytest.raises(NotNow):
        cancel(organiser, view.card.id, over.version, "again")


def test_readers_see_open_calls_first_the_nearest_deadline_on_top(organiser, clock):
    at, day = clock.instant, timedelta(days=1)
    judged = a_call(organiser, closes_at=at + day)
    clock.forward(days=2)
    at = clock.instant
    upcoming = a_call(organiser, opens_at=at + day, closes_at=at + 30 * day)
    late = a_call(organiser, closes_at=at + 20 * day)
    soon = a_call(organiser, closes_at=at + 3 * day)
    shown = [card.id for card in calls.announced(VISITOR).items]
    assert shown == [view.card.id for view in (soon, late, upcoming, judged)]
    assert [c.id for c in calls.announced(VISITOR, only=CallPhase.OPEN).items] == shown[:2]
    assert [c.id for c in calls.announced(VISITOR, offset=1, size=2).items] == shown[1:3]


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_same_few_questions_however_long(organiser, number):
    for _ in range(number):
        a_call(organiser)
    with watched() as seen:
        assert len(calls.announced(VISITOR).items) == number
    assert len(seen) == 1, "a page that is not full tells how many there are"
    with watched() as seen:
        assert len(calls.managed(organiser).items) == number
    assert len(seen) == 1, "a page that is not full tells how many there are"
