"""Proposals while they are written: who may, what a draft may hold, and two people at once."""

from datetime import timedelta

import pytest

from innovation_hub.domain.accounts import Sex
from innovation_hub.domain.calls import Audience
from innovation_hub.domain.money import MAX_AMOUNT
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.domain.proposals import MemberDraft, SeenState, Track
from innovation_hub.errors import (
    Conflict,
    DeadlinePassed,
    Forbidden,
    Invalid,
    NotFound,
    NotNow,
    SignInRequired,
)
from innovation_hub.services import proposals
from tests.factories.accounts import a_student, an_officer, an_organiser
from tests.factories.calls import a_call, cancel
from tests.factories.proposals import a_draft, a_full_draft, a_submitted_proposal, every_change
from tests.factories.teams import invited
from tests.statements import watched

pytestmark = pytest.mark.usefixtures("clock")


def every_reading(reader, proposal_id):
    """Each function that reads one proposal."""
    return [
        lambda: proposals.get(reader, proposal_id=proposal_id),
        lambda: proposals.receipt(reader, proposal_id=proposal_id),
        lambda: proposals.download(reader, proposal_id=proposal_id, attachment_id=1),
    ]


def test_a_draft_is_begun_once_and_survives():
    writer, call = a_student(name="Neema"), a_call()
    first = proposals.begin(writer, call_id=call.card.id)
    assert proposals.begin(writer, call_id=call.card.id) == first
    view = proposals.get(writer, proposal_id=first)
    assert view.state is SeenState.DRAFT
    assert view.draft.resolutions == (10,)
    assert [(m.name, m.leads, m.student) for m in view.members] == [("Neema", True, True)]
    saved = proposals.save(writer, proposal_id=first, version=view.version, draft=a_full_draft())
    again = proposals.get(writer, proposal_id=first)
    assert (again.draft, again.version) == (a_full_draft(), saved.version)


@pytest.mark.parametrize(
    ("audience", "students", "officers"),
    [(Audience.STUDENTS, True, False), (Audience.INSTITUTIONS, False, True), (Audience.EVERYONE, True, True)],
)
def test_a_call_is_for_its_audience(audience, students, officers):
    call = a_call(audience=audience)
    for writer, admitted in ((a_student(), students), (an_officer(), officers)):
        if admitted:
            assert proposals.begin(writer, call_id=call.card.id)
        else:
            with pytest.raises(Forbidden) as refusal:
                proposals.begin(writer, call_id=call.card.id)
            assert refusal.value.key == "proposals.refused.audience"


def test_nobody_begins_before_after_or_without_a_call(clock):
    writer, organiser = a_student(), an_organiser()
    coming = a_call(opens_at=clock.instant + timedelta(seconds=1))
    with pytest.raises(NotNow) as refusal:
        proposals.begin(writer, call_id=coming.card.id)
    assert refusal.value.key == "proposals.refused.not_yet"
    call = a_call(organiser)
    cancel(organiser, call.card.id, call.version, "No funds")
    with pytest.raises(NotNow):
        proposals.begin(writer, call_id=call.card.id)
    hidden = a_call(organiser, published=False)
    for missing in (hidden.card.id, 0, 99_999):
        with pytest.raises(NotFound):
            proposals.begin(writer, call_id=missing)
    clock.set(coming.card.opens_at)
    assert proposals.begin(a_student(), call_id=coming.card.id)
    clock.set(coming.card.closes_at)
    with pytest.raises(DeadlinePassed):
        proposals.begin(writer, call_id=coming.card.id)


def test_visitors_and_other_roles_write_nothing():
    view = a_draft()
    for reader, refusal in ((VISITOR, SignInRequired), (an_organiser(), Forbidden)):
        acts = [*every_change(reader, view.id, view.version), *every_reading(reader, view.id)]
        for act in [*acts, lambda r=reader: proposals.mine(r)]:
            with pytest.raises(refusal):
                act()


def test_a_foreign_proposal_is_not_found_by_any_function():
    view, stranger = a_submitted_proposal(), a_student()
    for proposal_id in (view.id, 0, 99_999):
        acts = [*every_change(stranger, proposal_id, view.version), *every_reading(stranger, proposal_id)]
        for act in acts:
            with pytest.raises(NotFound):
                act()
    assert proposals.mine(stranger).total == 0


def test_two_people_edit_one_draft_and_the_second_is_told(clock):
    leader, friend = a_student(), a_student(email="rafiki@example.test")
    view = a_draft(leader)
    assert proposals.mine(friend).total == 0
    secret = invited(leader, view.id, MemberDraft("Rafiki", "RAFIKI@example.test"))
    assert proposals.mine(friend).total == 0
    proposals.accept(friend, secret, sex=Sex.UNSAID)
    version = proposals.get(leader, proposal_id=view.id).version
    theirs = proposals.get(friend, proposal_id=view.id)
    assert not theirs.leads
    clock.forward(seconds=5)
    proposals.save(
        friend, proposal_id=view.id, version=version, draft=a_full_draft(title="Kichwa cha rafiki")
    )
    with pytest.raises(Conflict):
        proposals.save(
            leader, proposal_id=view.id, version=version, draft=a_full_draft(title="Kichwa changu")
        )
    assert proposals.get(leader, proposal_id=view.id).draft.title == "Kichwa cha rafiki"
    current = proposals.get(friend, proposal_id=view.id).version
    with pytest.raises(Forbidden) as refusal:
        proposals.submit(friend, proposal_id=view.id, version=current)
    assert refusal.value.key == "proposals.refused.leader_only"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"title": "x" * 141}, "proposals.refused.long"),
        ({"summary": "x" * 1_001}, "proposals.refused.long"),
        ({"resolutions": (1,)}, "proposals.refused.resolutions"),
        ({"requested": -5}, "errors.money.negative"),
        ({"requested": MAX_AMOUNT + 1}, "errors.money.too_large"),
        ({"track": Track.DEVICE, "trl": 10}, "proposals.missing.trl"),
    ],
)
def test_what_no_draft_may_hold_is_refused(fields, key):
    writer = a_student()
    view = a_draft(writer)
    with pytest.raises(Invalid) as refusal:
        proposals.save(writer, proposal_id=view.id, version=view.version, draft=a_full_draft(**fields))
    assert refusal.value.key == key


def test_text_is_kept_as_typed_apart_from_control_signs():
    text = "<b>kali</b> =1+1 :red[x] $y$\r\nmstari\x00 mpya \ud800 \U0001f600 " + "a" * 80
    view = a_draft(summary=text)
    assert view.draft.summary == "<b>kali</b> =1+1 :red[x] $y$\nmstari mpya  \U0001f600 " + "a" * 80


@pytest.mark.parametrize("number", [1, 3])
def test_reading_asks_the_same_few_questions_however_much_there_is(number):
    writer = a_student()
    views = [a_submitted_proposal(writer) for _ in range(number)]
    version = views[0].version
    for n in range(number - 1):
        member = MemberDraft(f"M{n}", f"m{n}@example.test")
        version = proposals.save_member(
            writer, proposal_id=views[0].id, version=version, member=member
        ).version
    with watched() as seen:
        assert proposals.mine(writer).total == number
    assert len(seen) == 2
    with watched() as seen:
        proposals.get(writer, proposal_id=views[0].id)
    assert len(seen) <= 6
