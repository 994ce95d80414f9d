"""Several movements approved in one transaction: what is not as it was seen is named and left out."""

from dataclasses import replace
from datetime import date

import pytest

from db.models.budgets import Movement
from innovation_hub.domain.budgets import LedgerAccount, MovementKind
from innovation_hub.domain.budgets import MovementState as S
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Forbidden, NotFound
from innovation_hub.services import budgets, journal
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.factories.budgets import Office, a_line, a_movement, an_office
from tests.factories.journal import deeds

K, A = MovementKind, LedgerAccount
REASON = "The letter of the Treasury is missing."


@pytest.fixture
def office(clock) -> Office:
    return an_office()


@pytest.fixture
def line_id(office):
    return a_line(office, amount="1,000")


def releases(office, line_id, *amounts):
    return [a_movement(office, line_id, K.RELEASE, amount, approved=False) for amount in amounts]


def as_seen(ids):
    return [(one, 1) for one in ids]


def states(ids):
    return [make.fetch(Movement, one).state for one in ids]


def balances(office, line_id):
    return budgets.line(office.officer, line_id=line_id).balances


def reasons(done):
    return {one.movement.id: one.why.key for one in done.left_out}


def test_each_is_posted_and_journalled_as_if_approved_alone(office, line_id):
    ids = releases(office, line_id, "100", "200", "300")
    done = budgets.approve_several(office.approver, seen=as_seen(ids))
    assert (done.approved, done.left_out) == (3, ())
    assert states(ids) == [S.APPROVED] * 3
    assert {make.fetch(Movement, one).decided_by for one in ids} == {office.approver.id}
    assert (balances(office, line_id)[A.AVAILABLE], balances(office, line_id)[A.UNRELEASED]) == (600, 400)
    approved = [
        (deed.subject_id, deed.data["amount"]) for deed in deeds() if deed.event == "movement.approved"
    ]
    assert approved[1:] == list(zip(ids, (100, 200, 300), strict=True))
    assert budgets.verify_ledger() == 4
    assert journal.verify().broken_at is None


def test_what_is_not_as_it_was_seen_is_named_and_the_others_are_approved(office, line_id):
    edited, approved, rejected, withdrawn, good = releases(office, line_id, "10", "20", "30", "40", "50")
    other = an_account(Role.APPROVER, institution_id=office.institution_id, name="Asha Omari")
    budgets.edit(office.officer, movement_id=edited, version=1, amount="900", happened_on=date(2025, 9, 1))
    budgets.approve(other, movement_id=approved, version=1)
    budgets.reject(other, movement_id=rejected, version=1, reason=REASON)
    budgets.withdraw(office.officer, movement_id=withdrawn, version=1)
    ids = (edited, approved, rejected, withdrawn, good)
    done = budgets.approve_several(office.approver, seen=as_seen(ids))
    assert done.approved == 1
    assert reasons(done) == {
        edited: "budgets.error.edited_since",
        approved: "budgets.error.decided",
        rejected: "budgets.error.decided",
        withdrawn: "budgets.error.decided",
    }
    assert [one.movement.decider for one in done.left_out] == [None, "Asha Omari", "Asha Omari", None]
    assert states(ids) == [S.PENDING, S.APPROVED, S.REJECTED, S.WITHDRAWN, S.APPROVED]
    assert balances(office, line_id)[A.AVAILABLE] == 70
    assert budgets.verify_ledger() == 3


def test_nobody_approves_their_own_among_others(office, line_id):
    both = an_account(Role.OFFICER, Role.APPROVER, institution_id=office.institution_id)
    own = releases(replace(office, officer=both), line_id, "10")
    others = releases(office, line_id, "20")
    done = budgets.approve_several(both, seen=as_seen(own + others))
    assert reasons(done) == {own[0]: "budgets.error.own_movement"}
    assert states(own + others) == [S.PENDING, S.APPROVED]
    seen = budgets.review_several(both, seen=as_seen(own))
    assert (seen.movements, seen.short) == ((), ())


def test_what_is_left_is_given_in_the_order_of_recording_whatever_was_ticked_first(office, line_id):
    first, second, third = releases(office, line_id, "700", "600", "300")
    seen = as_seen([second, third, first])
    expected = budgets.review_several(office.approver, seen=seen)
    done = budgets.approve_several(office.approver, seen=seen)
    assert reasons(done) == {second: "budgets.short.unreleased"}
    assert done.left_out[0].why.data["left"] == "300"
    assert states([first, second, third]) == [S.APPROVED, S.PENDING, S.APPROVED]
    assert balances(office, line_id)[A.AVAILABLE] == 1000
    assert budgets.verify_ledger() == 3
    assert [one.id for one in expected.movements] == [first, third], "the review says so before"
    assert [(one.movement.id, one.why.key) for one in expected.short] == [
        (second, "budgets.short.unreleased")
    ]


def test_the_review_adds_up_the_accounts_of_all_lines_that_change(office, line_id):
    other = a_line(office, amount="5,000", description="Training of officers")
    a_line(office, amount="9,000", description="Another line")
    ids = releases(office, line_id, "100") + releases(office, other, "200")
    edited = releases(office, other, "400")
    budgets.edit(office.officer, movement_id=edited[0], version=1, amount="1", happened_on=date(2025, 9, 1))
    seen = budgets.review_several(office.approver, seen=as_seen(ids + edited))
    assert [one.id for one in seen.movements] == ids
    assert (seen.lines, seen.before[A.UNRELEASED], seen.before[A.AVAILABLE]) == (2, 6000, 0)
    assert (seen.after[A.UNRELEASED], seen.after[A.AVAILABLE]) == (5700, 300)
    assert states(ids) == [S.PENDING] * 2


def test_first_allocations_and_their_reversal_among_several(office):
    new = a_line(office, approved=False, description="Innovation week")
    old = a_line(office, amount="50", description="Devices for tests")
    (allocation,) = [row.id for row in budgets.pending(office.approver).items]
    (undone,) = [row.id for row in budgets.line(office.officer, line_id=old).movements.items]
    back = budgets.reverse(office.officer, movement_id=undone, happened_on=date(2025, 9, 1), note=REASON)
    done = budgets.approve_several(office.approver, seen=as_seen([allocation, back.movement_id]))
    assert done.approved == 2
    assert [budgets.line(office.officer, line_id=one).reported for one in (new, old)] == [True, False]
    assert budgets.verify_ledger() == 3


def test_a_movement_of_another_institution_stops_everything(office, line_id):
    abroad = an_office()
    (there,) = releases(abroad, a_line(abroad), "10")
    (here,) = releases(office, line_id, "10")
    with pytest.raises(NotFound):
        budgets.approve_several(office.approver, seen=as_seen([here, there]))
    assert states([here, there]) == [S.PENDING, S.PENDING]
    assert budgets.review_several(office.approver, seen=as_seen([there])).movements == ()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.APPROVER])
def test_only_approvers_approve(office, line_id, role):
    ids = releases(office, line_id, "10")
    person = an_account(role, institution_id=office.institution_id)
    with pytest.raises(Forbidden):
        budgets.approve_several(person, seen=as_seen(ids))
    with pytest.raises(Forbidden):
        budgets.review_several(person, seen=as_seen(ids))
    assert states(ids) == [S.PENDING]


@pytest.mark.parametrize("number", [1, 5])
def test_the_review_asks_as_many_questions_however_much_is_ticked(office, line_id, number):
    ids = releases(office, line_id, *["10"] * number)
    with make.counted() as counted:
        budgets.review_several(office.approver, seen=as_seen(ids))
    assert counted.n == 2
