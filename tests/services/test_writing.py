"""One field saved over what its writer saw: accepted or refused by itself, merged with others, never written over."""

from dataclasses import replace

import pytest

from innovation_hub.domain.fields import LONGEST
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposal_fields import DIFFERENCE_MAX, SECTIONS, TITLE_MAX
from innovation_hub.domain.proposals import Track
from innovation_hub.errors import Conflict, DeadlinePassed, Forbidden, Invalid, NotFound, NotNow
from innovation_hub.services import proposals
from tests.factories.accounts import a_student, an_organiser
from tests.factories.proposals import TEXT, a_draft, a_submitted_proposal, typed
from tests.factories.teams import a_member


@pytest.fixture
def writer() -> Actor:
    return a_student()


@pytest.fixture
def view(writer):
    return a_draft(writer)


def draft(writer, view):
    return proposals.get(writer, proposal_id=view.id).draft


def friend_of(writer, view) -> Actor:
    """Another member of the team."""
    friend = a_student(email="rafiki@example.test")
    a_member(writer, friend, view.id)
    return friend


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("title", "  Jina \n jipya ", "Jina jipya"),
        ("summary", " mstari\r\nwa pili ", "mstari\nwa pili"),
        ("track", "device", Track.DEVICE),
        ("resolutions", [11, 4, 11], (4, 11)),
        ("requested", "TSh 1,200,000/=", 1_200_000),
        ("requested", "", 0),
        ("trl", 4, 4),
        ("consent_to_name", True, True),
        ("difference", "Tofauti", "Tofauti"),
    ],
)
def test_every_kind_of_field_is_kept_and_what_stands_comes_back(writer, view, name, value, kept):
    stands = typed(writer, view.id, name, value)
    assert getattr(draft(writer, view), name) == kept
    assert stands.record_version == view.version + 1
    again = typed(writer, view.id, name, value)  # sent again, for nobody knew whether it arrived
    assert (again.value, again.record_version) == (stands.value, stands.record_version)


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("requested", "milioni tano", "errors.money.unreadable"),
        ("requested", "-5", "errors.money.negative"),
        ("requested", 5, "errors.malformed"),
        ("track", "spaceship", "writing.refused.choice"),
        ("track", None, "writing.refused.choice"),
        ("resolutions", [10, 12], "writing.refused.choice"),
        ("resolutions", [[10]], "writing.refused.choice"),
        ("resolutions", "10", "writing.refused.choice"),
        ("trl", True, "writing.refused.choice"),
        ("trl", 10, "writing.refused.choice"),
        ("consent_to_name", "yes", "errors.malformed"),
        ("title", ["x"], "errors.malformed"),
        ("problem", "x" * (LONGEST + 1), "writing.refused.long"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_by_itself_and_the_others_go_on(writer, view, name, value, key):
    with pytest.raises(Invalid) as refusal:
        typed(writer, view.id, name, value)
    assert (refusal.value.key, refusal.value.field) == (key, name)
    typed(writer, view.id, "users", "Wengine wanaendelea. " + TEXT)
    assert draft(writer, view) == replace(view.draft, users="Wengine wanaendelea. " + TEXT)


@pytest.mark.parametrize(
    ("name", "most"),
    [("title", TITLE_MAX), ("difference", DIFFERENCE_MAX), *((s.name, s.maximum) for s in SECTIONS)],
)
def test_a_text_longer_than_allowed_is_a_draft_and_refused_only_when_submitted(writer, view, name, most):
    typed(writer, view.id, name, "m" * (most + 103))
    assert len(getattr(draft(writer, view), name)) == most + 103
    version = proposals.get(writer, proposal_id=view.id).version
    with pytest.raises(Invalid) as refusal:
        proposals.submit(writer, proposal_id=view.id, version=version)
    assert (refusal.value.key, refusal.value.field) == (f"proposals.long.{name}", name)
    assert refusal.value.data == {"over": 103, "most": most}


def test_two_people_on_different_fields_are_joined(writer, view):
    friend = friend_of(writer, view)
    typed(friend, view.id, "problem", "Tatizo la rafiki", over=view.draft.problem)
    typed(writer, view.id, "solution", "Suluhisho langu", over=view.draft.solution)
    assert (draft(writer, view).problem, draft(writer, view).solution) == (
        "Tatizo la rafiki",
        "Suluhisho langu",
    )


def test_two_people_on_one_field_are_asked_and_nothing_is_written_over(writer, view):
    friend = friend_of(writer, view)
    typed(friend, view.id, "problem", "Tatizo la rafiki", over=view.draft.problem)
    with pytest.raises(Conflict) as conflict:
        typed(writer, view.id, "problem", "Tatizo langu", over=view.draft.problem)
    theirs = conflict.value.data["theirs"]
    assert theirs["value"] == draft(writer, view).problem == "Tatizo la rafiki"
    typed(
        writer, view.id, "problem", "Tatizo langu", over=theirs["value"]
    )  # mine stays, decided in sight of theirs
    assert draft(writer, view).problem == "Tatizo langu"


def test_two_people_who_wrote_the_same_do_not_quarrel(writer, view):
    friend = friend_of(writer, view)
    typed(friend, view.id, "problem", "Sawa", over=view.draft.problem)
    assert typed(writer, view.id, "problem", "Sawa ", over=view.draft.problem).value == "Sawa"


def test_a_readiness_level_outlives_a_slip_of_the_kind_but_is_not_submitted(writer):
    view = a_draft(writer, track=Track.DEVICE, trl=5)
    typed(writer, view.id, "track", "service")
    typed(writer, view.id, "track", "device")
    assert draft(writer, view).trl == 5
    typed(writer, view.id, "track", "service")
    version = proposals.get(writer, proposal_id=view.id).version
    proposals.submit(writer, proposal_id=view.id, version=version)
    assert draft(writer, view).trl is None


def test_from_the_closing_instant_on_nothing_is_taken(writer, view, clock):
    clock.set(view.call.closes_at)
    with pytest.raises(DeadlinePassed):
        typed(writer, view.id, "title", "Kuchelewa")


def test_what_was_withdrawn_takes_nothing(writer):
    view = a_submitted_proposal(writer)
    proposals.withdraw(writer, proposal_id=view.id, version=view.version)
    with pytest.raises(NotNow):
        typed(writer, view.id, "title", "Baadaye")


@pytest.mark.parametrize("name", ["owner_id", "state", "code", "id", "__class__", ""])
def test_only_fields_of_the_form_can_be_written(writer, view, name):
    with pytest.raises(NotFound):
        proposals.save_field(writer, record_id=view.id, name=name, value="1", over="x")


def test_nobody_writes_in_anothers_proposal(view):
    change = {"record_id": view.id, "name": "title", "value": "Yangu", "over": "x"}
    with pytest.raises(NotFound):
        proposals.save_field(a_student(), **change)
    with pytest.raises(Forbidden):
        proposals.save_field(an_organiser(), **change)
