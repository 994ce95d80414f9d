"""Several proposals admitted in one transaction: what changed, what is one's own and what cannot be is left out."""

import pytest

from db.engine import engine
from db.models.proposals import Proposal, ScreeningNote
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.errors import Forbidden, NotFound, NotNow
from innovation_hub.services import screening
from innovation_hub.services.screening import LeftOut, LeftOutBecause
from tests.factories import judging as make
from tests.factories.journal import deeds


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


def waiting(call, number, **values):
    return [make.proposal(call.id, state=S.SUBMITTED, **values) for _ in range(number)]


def state_of(entry):
    return make.fetch(Proposal, entry.id).state


@pytest.mark.parametrize(("number", "statements"), [(1, 14), (3, 30)])
def test_each_is_admitted_noted_and_journalled_and_can_be_undone(organiser, number, statements):
    call = make.call()
    entries = waiting(call, number)
    seen = [(entry.id, 1) for entry in entries]
    with make.counted() as counted:
        done = screening.admit_several(organiser, call_id=call.id, seen=seen)
    assert (done.admitted, done.left_out) == (number, ())
    locks = engine().dialect.name == "postgresql"  # the journal's lock is a statement there
    assert counted.n == statements + locks
    assert [(line.event, line.subject_id) for line in deeds()] == [("proposal.admit", one) for one, _ in seen]
    assert [(note.proposal_id, note.eligible, note.by) for note in make.rows(ScreeningNote)] == [
        (one, True, organiser.id) for one, _ in seen
    ]
    screening.undo(organiser, proposal_id=entries[0].id, version=2)
    assert [state_of(entry) for entry in entries] == [S.SUBMITTED, *[S.ELIGIBLE] * (number - 1)]


def test_what_cannot_be_admitted_is_named_and_the_others_go_on(organiser):
    call = make.call()
    good, changed = waiting(call, 2)
    (own,) = waiting(call, 1, owner=organiser)
    judged = make.proposal(call.id, state=S.SHORTLISTED)
    screening.rule_out(make.person(Role.ORGANISER), proposal_id=changed.id, version=1, reason=make.REASON)
    seen = [(entry.id, 1) for entry in (judged, own, changed, good)]
    done = screening.admit_several(organiser, call_id=call.id, seen=seen)
    assert done.admitted == 1
    assert done.left_out == (
        LeftOut(changed.code, LeftOutBecause.CHANGED),
        LeftOut(own.code, LeftOutBecause.OWN),
        LeftOut(judged.code, LeftOutBecause.STATE),
    )
    states = [state_of(entry) for entry in (good, changed, own, judged)]
    assert states == [S.ELIGIBLE, S.INELIGIBLE, S.SUBMITTED, S.SHORTLISTED]


def test_a_proposal_of_another_call_stops_everything(organiser):
    call, other = make.call(), make.call()
    (here,), (there,) = waiting(call, 1), waiting(other, 1)
    with pytest.raises(NotFound):
        screening.admit_several(organiser, call_id=call.id, seen=[(here.id, 1), (there.id, 1)])
    assert state_of(here) is state_of(there) is S.SUBMITTED


def test_nothing_is_admitted_while_the_call_is_open(organiser):
    call = make.call(closed=False)
    (entry,) = waiting(call, 1)
    with pytest.raises(NotNow):
        screening.admit_several(organiser, call_id=call.id, seen=[(entry.id, 1)])


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORGANISER])
def test_only_organisers_admit(role):
    call = make.call()
    (entry,) = waiting(call, 1)
    with pytest.raises(Forbidden):
        screening.admit_several(make.person(role), call_id=call.id, seen=[(entry.id, 1)])
    assert state_of(entry) is S.SUBMITTED
