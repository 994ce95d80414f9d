"""More time for a call: asked when it is much, told to everybody in it, and taken back while nobody has used it."""

from datetime import timedelta
from functools import partial

import pytest

from db.models.messages import OutboxMessage
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.errors import (
    Conflict,
    DeadlinePassed,
    Forbidden,
    HubError,
    Invalid,
    NotNow,
    SignInRequired,
)
from innovation_hub.services import calls, journal, proposals
from innovation_hub.services.calls import Undoing
from innovation_hub.services.mail import render
from tests.factories.accounts import a_student, an_account, an_organiser
from tests.factories.calls import a_call
from tests.factories.judging import rows
from tests.factories.proposals import a_draft, a_submitted_proposal, typed
from tests.factories.races import at_once
from tests.factories.teams import a_member

SLIP = timedelta(days=4 * 365)


@pytest.fixture
def organiser(clock):
    return an_organiser()


def extended(organiser, view, by=timedelta(days=7), **more):
    later = view.card.closes_at + by
    return calls.extend(organiser, call_id=view.card.id, version=view.version, closes_at=later, **more)


def taken_back(organiser, view):
    return calls.take_back_extension(organiser, call_id=view.card.id, version=view.version)


def undoing(organiser, view):
    found = calls.extension(organiser, call_id=view.card.id)
    return found and found.undoing


def test_a_published_call_gets_more_time_but_not_less(organiser):
    view = a_call(organiser)
    with pytest.raises(Invalid) as refusal:
        extended(organiser, view, timedelta(seconds=-1))
    assert refusal.value.key == "calls.refused.shortened"
    assert extended(organiser, view).card.closes_at == view.card.closes_at + timedelta(days=7)
    (entry,) = [one for one in journal.page(organiser, subject_type="call") if one.event == "call.extended"]
    assert entry.data["from"] == view.card.closes_at.isoformat()


def test_a_closed_call_a_draft_and_a_stranger_get_no_more_time(organiser, clock):
    view, draft = a_call(organiser), a_call(organiser, published=False)
    with pytest.raises(NotNow):
        extended(organiser, draft)
    for reader, refusal in ((VISITOR, SignInRequired), (a_student(), Forbidden)):
        for act in (extended, taken_back, undoing):
            with pytest.raises(refusal):
                act(reader, view)
    clock.set(view.card.closes_at)
    with pytest.raises(DeadlinePassed):
        extended(organiser, view)


def test_more_than_a_year_is_asked_about(organiser):
    view = a_call(organiser)
    with pytest.raises(Invalid) as refusal:
        extended(organiser, view, SLIP)
    assert (refusal.value.key, refusal.value.field) == ("calls.refused.long_extension", "long_meant")
    assert extended(organiser, view, SLIP, long_meant=True).card.closes_at == view.card.closes_at + SLIP
    assert extended(organiser, a_call(organiser), timedelta(days=365)), "a year is not more than a year"


def test_a_slip_is_taken_back_within_the_hour_and_journalled(organiser, clock):
    view = a_call(organiser)
    assert undoing(organiser, view) is None
    slip = extended(organiser, view, SLIP, long_meant=True)
    found = calls.extension(organiser, call_id=view.card.id)
    assert (found.before, found.until) == (view.card.closes_at, clock.instant + timedelta(hours=1))
    clock.forward(minutes=59, seconds=59)
    assert taken_back(organiser, slip).card.closes_at == view.card.closes_at
    assert undoing(organiser, view) is None
    events = [entry.event for entry in journal.page(organiser, subject_type="call")]
    assert events[:2] == ["call.extension_taken_back", "call.extended"]
    assert journal.verify().broken_at is None
    assert not journal.verify().faults


def test_after_an_hour_it_stands(organiser, clock):
    view = extended(organiser, a_call(organiser))
    clock.forward(hours=1)
    assert undoing(organiser, view) is Undoing.LATE
    with pytest.raises(NotNow) as refusal:
        taken_back(organiser, view)
    assert refusal.value.key == "calls.refused.extension_late"


@pytest.mark.parametrize("use", ["text", "submission", "new draft", "withdrawal"])
def test_once_somebody_has_used_the_added_time_it_stands(organiser, clock, use):
    call = a_call(organiser, closes_at=clock.instant + timedelta(minutes=10))
    writer = a_student()
    own = a_submitted_proposal(writer, call) if use == "withdrawal" else a_draft(writer, call)
    view = extended(organiser, call)
    clock.forward(minutes=10)
    assert undoing(organiser, view) is Undoing.OPEN, (
        "what was written before the old deadline is no use of it"
    )
    if use == "text":
        typed(writer, own.id, "title", "Kichwa kingine cha andiko")
    elif use == "submission":
        proposals.submit(writer, proposal_id=own.id, version=own.version)
    elif use == "new draft":
        a_draft(a_student(), call)
    else:
        proposals.withdraw(writer, proposal_id=own.id, version=own.version)
    assert undoing(organiser, view) is Undoing.USED
    with pytest.raises(NotNow) as refusal:
        taken_back(organiser, view)
    assert refusal.value.key == "calls.refused.extension_used"
    assert calls.get(organiser, call_id=call.card.id).card.closes_at == view.card.closes_at


def test_taken_back_after_the_old_deadline_it_closes_the_call_at_once(organiser, clock):
    call = a_call(organiser, closes_at=clock.instant + timedelta(minutes=10))
    writer = a_student()
    own = a_draft(writer, call)
    view = extended(organiser, call)
    clock.forward(minutes=20)
    taken_back(organiser, view)
    with pytest.raises(DeadlinePassed):
        proposals.submit(writer, proposal_id=own.id, version=own.version)


def test_only_what_was_seen_is_taken_back(organiser):
    first = extended(organiser, a_call(organiser))
    second = extended(organiser, first)
    with pytest.raises(Conflict):
        taken_back(organiser, first)
    back = taken_back(organiser, second)
    assert back.card.closes_at == first.card.closes_at
    with pytest.raises(NotNow) as refusal:
        taken_back(organiser, back)
    assert refusal.value.key == "calls.refused.not_extended"


def test_everybody_in_the_call_is_told_once_in_their_language_of_both(organiser):
    call, other = a_call(organiser), a_call(organiser)
    leader, member = a_student(email="leader@hub.example", language="sw"), "member@hub.example"
    own = a_draft(leader, call)
    a_member(leader, an_account(email=member, language="en"), own.id)
    a_draft(a_student(email="elsewhere@hub.example"), other)
    view = extended(organiser, call)
    taken_back(organiser, view)
    for kind in ("call_extended", "extension_taken_back"):
        told = {row.to_address: row for row in rows(OutboxMessage, kind=kind)}
        assert len(rows(OutboxMessage, kind=kind)) == len(told) == 2
        assert {address: row.language for address, row in told.items()} == {
            "leader@hub.example": "sw",
            member: "en",
        }
        said = render(told[member]).get_content()
        assert call.card.title_en in said
        assert "2026" in said
        assert "{" not in said


@pytest.mark.parametrize("_again", range(3))
def test_a_submission_and_the_taking_back_at_one_moment_do_not_both_count(organiser, clock, _again):
    """Either the submission is in and the extension stands, or it is measured by the earlier deadline."""
    call, writer = a_call(organiser, closes_at=clock.instant + timedelta(minutes=10)), a_student()
    own = a_draft(writer, call)
    view = extended(organiser, call)
    clock.forward(minutes=20)
    submitting = partial(proposals.submit, writer, proposal_id=own.id, version=own.version)
    came = at_once(submitting, partial(taken_back, organiser, view))
    assert sorted(isinstance(one, HubError) for one in came) == [False, True], came
