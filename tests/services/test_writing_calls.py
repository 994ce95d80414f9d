"""A call is written field by field: each accepted or refused by itself, merged with others, until it is published."""

from dataclasses import replace
from datetime import datetime

import pytest

from innovation_hub.domain.calls import CRITERIA_MAX, Audience
from innovation_hub.domain.clock import DAR
from innovation_hub.domain.fields import LONGEST, version
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound, NotNow, SignInRequired
from innovation_hub.methods.terms.ranking import Direction
from innovation_hub.services import calls, journal
from tests.factories.accounts import a_student, an_organiser
from tests.factories.calls import a_call, cancel, stands, written

KEPT = [
    ("code", " egov-26 ", "EGOV-26"),
    ("title_sw", "  Kichwa \n kipya ", "Kichwa kipya"),
    ("text_en", " one\r\ntwo\x00 ", "one\ntwo"),
    ("audience", "students", Audience.STUDENTS),
    ("resolutions", [11, 4, 11], (4, 11)),
    ("opens_at", "2020-03-04T08:30", datetime(2020, 3, 4, 8, 30, tzinfo=DAR)),
    ("closes_at", "2099-03-04T17:00", datetime(2099, 3, 4, 17, 0, tzinfo=DAR)),
    ("prize_pool", "Tshs 1,200,000", 1_200_000),
    ("prize_pool", "", 0),
    ("grace_minutes", "5", 5),
    ("judges_per_proposal", "5", 5),
    ("score_min", "0", 0),
    ("score_best", "lowest", Direction.LOWEST),
]
REFUSED = [
    ("code", "bad code!", "calls.refused.code"),
    ("code", "", "calls.refused.code"),
    ("audience", None, "writing.refused.choice"),
    ("audience", "nobody", "writing.refused.choice"),
    ("resolutions", [3], "writing.refused.choice"),
    ("opens_at", "", "writing.refused.empty"),
    ("opens_at", "tomorrow", "writing.refused.date"),
    ("opens_at", "0001-01-01T00:00", "writing.refused.date"),
    ("closes_at", "9999-12-31T23:59", "writing.refused.date"),
    ("closes_at", "2001-01-01T00:00", "calls.refused.order"),
    ("opens_at", "2099-01-01T00:00", "calls.refused.order"),
    ("prize_pool", "milioni tano", "errors.money.unreadable"),
    ("prize_pool", "12,5", "errors.money.unreadable"),
    ("prize_pool", "-5", "errors.money.negative"),
    ("prize_pool", "1" + "0" * 20, "errors.money.too_large"),
    ("grace_minutes", "61", "writing.refused.range"),
    ("judges_per_proposal", "0", "writing.refused.range"),
    ("judges_per_proposal", "", "writing.refused.empty"),
    ("score_min", "5", "calls.refused.scores"),
    ("score_max", "1", "calls.refused.scores"),
    ("title_sw", 7, "errors.malformed"),
    ("text_sw", "x" * (LONGEST + 1), "writing.refused.long"),
]


@pytest.fixture
def organiser():
    return an_organiser()


@pytest.fixture
def view(organiser):
    return a_call(organiser, published=False)


def refusal(organiser, view, name, value, kind=Invalid):
    with pytest.raises(kind) as refused:
        written(organiser, view.card.id, name, value)
    return refused.value.key


def test_every_field_is_kept_and_sending_it_again_does_no_harm(organiser, view):
    for name, value, kept in KEPT:
        over = version(stands(calls.get(organiser, call_id=view.card.id), name))
        first, again = (
            calls.save_field(organiser, record_id=view.card.id, name=name, value=value, over=over)
            for _ in "12"
        )
        assert getattr(calls.get(organiser, call_id=view.card.id).draft, name) == kept
        assert (again.value, again.record_version) == (first.value, first.record_version)
    assert first.record_version == view.version + len(KEPT)


def test_what_a_field_cannot_hold_is_refused_and_nothing_else_with_it(organiser, view):
    for name, value, key in REFUSED:
        assert refusal(organiser, view, name, value) == key, (name, value)
    written(organiser, view.card.id, "text_en", "Saved all the same")
    after = calls.get(organiser, call_id=view.card.id)
    assert after.draft == replace(view.draft, text_en="Saved all the same")


def test_two_organisers_are_joined_and_where_both_wrote_the_second_sees_what_stands(organiser, view):
    other, call_id = an_organiser(), view.card.id
    seen = version(view.card.title_en)
    written(other, call_id, "title_sw", "Yao")
    written(other, call_id, "title_en", "Theirs")
    with pytest.raises(Conflict) as refused:
        calls.save_field(organiser, record_id=call_id, name="title_en", value="Mine", over=seen)
    assert refused.value.data["theirs"] == {"value": "Theirs", "version": version("Theirs")}
    calls.save_field(organiser, record_id=call_id, name="title_en", value=" Theirs ", over=seen)  # no quarrel
    calls.save_field(organiser, record_id=call_id, name="title_en", value="Mine", over=version("Theirs"))
    saved = calls.get(organiser, call_id=call_id)
    assert (saved.card.title_sw, saved.card.title_en) == ("Yao", "Mine")


def test_a_code_of_another_call_is_refused(organiser, view):
    a_call(organiser, code="HUB-X")
    assert refusal(organiser, view, "code", "hub-x") == "calls.refused.code_taken"
    written(organiser, view.card.id, "code", view.card.code.lower())  # its own


def test_longer_texts_are_kept_and_refused_when_the_call_is_published(organiser, view):
    first = view.criteria[0].id
    long = {
        "title_sw": (141, "title"),
        "text_en": (8_001, "text"),
        f"criterion_{first}_name_sw": (121, "name"),
        f"criterion_{first}_anchor_1_en": (401, "anchor"),
    }
    for name, (length, kind) in long.items():
        before = stands(view, name)
        kept = written(organiser, view.card.id, name, "x" * length)
        with pytest.raises(Invalid) as refused:
            calls.publish(organiser, call_id=view.card.id, version=kept.record_version)
        assert (refused.value.key, refused.value.data["length"]) == (f"calls.unready.long_{kind}", length)
        written(organiser, view.card.id, name, before)


def test_criteria_are_written_added_and_removed(organiser, view):
    call_id = view.card.id
    added = calls.add_criterion(organiser, call_id=call_id)
    written(organiser, call_id, f"criterion_{added}_weight", "25")
    written(organiser, call_id, f"criterion_{added}_name_sw", "Usalama")
    written(organiser, call_id, f"criterion_{added}_name_en", "Security")
    written(organiser, call_id, f"criterion_{added}_anchor_2_sw", "Dhaifu")
    last = calls.get(organiser, call_id=call_id).criteria[-1]
    assert (last.weight, last.name_sw, last.name_en, last.anchors) == (
        25,
        "Usalama",
        "Security",
        {2: ("Dhaifu", "")},
    )
    calls.remove_criterion(organiser, call_id=call_id, criterion_id=view.criteria[0].id)
    calls.remove_criterion(organiser, call_id=call_id, criterion_id=view.criteria[0].id)  # pressed twice
    assert [each.id for each in calls.get(organiser, call_id=call_id).criteria] == [
        *(each.id for each in view.criteria[1:]),
        added,
    ]


def test_text_for_a_criterion_that_another_removed_is_refused_by_itself(organiser, view):
    gone = view.criteria[0]
    calls.remove_criterion(an_organiser(), call_id=view.card.id, criterion_id=gone.id)
    for name in (f"criterion_{gone.id}_name_sw", f"criterion_{a_call(organiser).criteria[0].id}_weight"):
        with pytest.raises(Invalid) as refused:
            calls.save_field(organiser, record_id=view.card.id, name=name, value="7", over="")
        assert refused.value.key == "calls.refused.criterion_gone"


def test_a_weight_is_a_number_from_1_to_100(organiser, view):
    name = f"criterion_{view.criteria[0].id}_weight"
    for value, key in (("0", "range"), ("101", "range"), ("", "empty"), ("many", "number")):
        assert refusal(organiser, view, name, value) == f"writing.refused.{key}"


def test_there_are_at_most_so_many_criteria(organiser, view):
    for _ in range(CRITERIA_MAX - len(view.criteria)):
        calls.add_criterion(organiser, call_id=view.card.id)
    with pytest.raises(Invalid) as refused:
        calls.add_criterion(organiser, call_id=view.card.id)
    assert refused.value.key == "calls.refused.criteria"


def test_a_narrower_scale_hides_words_a_wider_one_shows_them_again_and_publishing_drops_them(organiser, view):
    call_id, words = view.card.id, view.criteria[0].anchors
    written(organiser, call_id, "score_max", "3")
    assert set(calls.get(organiser, call_id=call_id).criteria[0].anchors) == {1, 2, 3}
    written(organiser, call_id, "score_max", "5")
    assert calls.get(organiser, call_id=call_id).criteria[0].anchors == words
    kept = written(organiser, call_id, "score_max", "4")
    published = calls.publish(organiser, call_id=call_id, version=kept.record_version)
    assert set(published.criteria[0].anchors) == {1, 2, 3, 4}


@pytest.mark.parametrize(
    "act",
    [
        lambda who, call: calls.save_field(who, record_id=call, name="title_en", value="x", over=""),
        lambda who, call: calls.add_criterion(who, call_id=call),
        lambda who, call: calls.remove_criterion(who, call_id=call, criterion_id=1),
    ],
    ids=["save", "add", "remove"],
)
def test_only_organisers_write_and_only_while_the_call_is_being_written(organiser, view, act):
    for who, kind in ((VISITOR, SignInRequired), (a_student(), Forbidden)):
        with pytest.raises(kind):
            act(who, view.card.id)
    with pytest.raises(NotFound):
        act(organiser, 99_999)
    calls.publish(organiser, call_id=view.card.id, version=view.version)
    with pytest.raises(NotNow) as refused:
        act(organiser, view.card.id)
    assert refused.value.key == "calls.refused.published"
    cancelled = a_call(organiser, published=False)
    cancel(organiser, cancelled.card.id, cancelled.version, "Not needed")
    with pytest.raises(NotNow):
        act(organiser, cancelled.card.id)


def test_what_is_no_field_is_not_found(organiser, view):
    odd = (
        "criterion_0_weight",
        "criterion_1_position",
        "criterion_1_anchor_21_sw",
        "criterion_1_anchor_01_sw",
    )
    for name in ("state", "version", *odd):
        with pytest.raises(NotFound):
            calls.save_field(organiser, record_id=view.card.id, name=name, value="x", over="")


def test_writing_leaves_the_journal_to_decisions(organiser, view):
    written(organiser, view.card.id, "title_en", "Another")
    assert [entry.event for entry in journal.page(organiser, subject_type="call")] == ["call.created"]
