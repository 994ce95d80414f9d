"""An institution taken out of use: what waits in it is shown, rejected with a reason, or still decided."""

import pytest

from db.models.budgets import Movement
from db.models.journal import JournalEntry
from innovation_hub.domain.budgets import MovementKind, MovementState
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Conflict, Forbidden, Invalid
from innovation_hub.services import budgets, institutions, journal
from tests.factories import judging as make
from tests.factories.budgets import a_line, a_movement, an_office
from tests.factories.registration import a_person

REASON = "The institution was closed by the notice of June."


@pytest.fixture
def admin():
    return a_person(Role.ADMINISTRATOR)


@pytest.fixture
def office():
    return an_office()


@pytest.fixture
def waiting(office):
    return a_movement(office, a_line(office), MovementKind.RELEASE, "60,000", approved=False)


def closed(admin, office, **how):
    seen = institutions.holdings(admin, institution_id=office.institution_id)
    institutions.set_active(admin, institution_id=office.institution_id, active=False, seen=seen, **how)
    return seen


def test_what_waits_is_counted_and_rejected_with_a_reason(admin, office, waiting):
    seen = closed(admin, office, reason=REASON)
    assert (seen.people, seen.lines, seen.movements, seen.waiting) == (2, 1, 2, ((waiting, 1),))
    row = make.fetch(Movement, waiting)
    assert (row.state, row.decided_by, row.decision_note) == (MovementState.REJECTED, admin.id, REASON)
    told = {entry.event: entry.data for entry in make.rows(JournalEntry)}
    assert told["movement.rejected"]["amount"] == 60_000
    assert told["institution.deactivated"] == {"rejected": 1}
    assert journal.verify().broken_at is None


@pytest.mark.parametrize("decide", ["approve", "reject", "withdraw"])
def test_what_was_left_waiting_can_still_be_decided(admin, office, waiting, decide):
    closed(admin, office)
    if decide == "approve":
        budgets.approve(office.approver, movement_id=waiting, version=1)
    elif decide == "reject":
        budgets.reject(office.approver, movement_id=waiting, version=1, reason=REASON)
    else:
        budgets.withdraw(office.officer, movement_id=waiting, version=1)
    assert not institutions.holdings(admin, institution_id=office.institution_id).waiting
    with pytest.raises(Forbidden):
        a_line(office, description="Another study")


def test_an_administrator_rejects_what_waits_later(admin, office, waiting):
    closed(admin, office)
    seen = institutions.holdings(admin, institution_id=office.institution_id)
    with pytest.raises(Invalid, match="reason"):
        institutions.reject_waiting(admin, institution_id=office.institution_id, seen=seen, reason="no")
    assert (
        institutions.reject_waiting(admin, institution_id=office.institution_id, seen=seen, reason=REASON)
        == 1
    )
    assert make.fetch(Movement, waiting).state is MovementState.REJECTED


def test_what_was_not_seen_is_not_rejected(admin, office, waiting):
    seen = institutions.holdings(admin, institution_id=office.institution_id)
    line_id = a_line(office, description="Another study")
    a_movement(office, line_id, MovementKind.RELEASE, "5", approved=False)
    with pytest.raises(Conflict, match="waiting"):
        institutions.set_active(
            admin, institution_id=office.institution_id, active=False, seen=seen, reason=REASON
        )
    assert make.fetch(Movement, waiting).state is MovementState.PENDING
    assert institutions.institution(admin, institution_id=office.institution_id).active
    closed(admin, office)
    with pytest.raises(Conflict, match="inactive"):
        institutions.set_active(admin, institution_id=office.institution_id, active=False)
