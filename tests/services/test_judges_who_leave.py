"""Judges who are disabled, close the account or lose the role while a call is judged."""

from dataclasses import replace

import pytest
from sqlalchemy import delete

from db.models.accounts import Account, AccountRole
from db.models.calls import CallJudge
from db.models.judging import Assignment
from db.models.messages import OutboxMessage
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import AccountState
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.panels import Drop, RoundState
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Conflict, Invalid, NotFound
from innovation_hub.services import panels
from tests.factories import judging as make


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


def disabled(judge):
    with unit_of_work() as uow:
        uow.session.get(Account, judge.id).state = AccountState.DISABLED
        uow.commit()


def without_the_role(judge):
    with unit_of_work() as uow:
        uow.session.connection().execute(delete(AccountRole).where(AccountRole.account_id == judge.id))
        uow.commit()


leaving = pytest.mark.parametrize("leave", [disabled, without_the_role])


def frozen(organiser, call):
    draft = make.drafted(organiser, call)
    return panels.freeze(organiser, call_id=call.id, seen=draft.mark)


@leaving
def test_one_who_is_gone_is_asked_for_nothing_and_gets_no_email(organiser, leave):
    call = make.call(judges_per_proposal=1)
    gone, stays = make.invited(call.id), make.invited(call.id)
    entries = [make.proposal(call.id) for _ in range(4)]
    leave(gone)
    assert frozen(organiser, call).asked == 4
    assert {row.account_id for row in make.rows(Assignment)} == {stays.id}
    assert len(make.rows(OutboxMessage)) == 1
    assert gone.id not in {one[0] for one in panels.free_judges(organiser, proposal_id=entries[0].id)}
    with pytest.raises(Invalid) as refusal:
        make.assigned(organiser, entries[0].id, gone.id)
    assert refusal.value.key == "panels.drop.no_judge"


@leaving
def test_one_who_leaves_while_a_draft_is_open_is_left_out_and_named(organiser, leave):
    call = make.call(judges_per_proposal=2)
    gone, _ = make.invited(call.id), make.invited(call.id)
    make.proposal(call.id)
    make.drafted(organiser, call)
    leave(gone)
    draft = panels.last_round(organiser, call_id=call.id)
    done = panels.freeze(organiser, call_id=call.id, seen=draft.mark)
    assert (done.asked, [(one.judge, one.why) for one in done.dropped]) == (1, [(gone.name, Drop.NO_JUDGE)])


@leaving
def test_open_reviews_of_one_who_is_gone_are_gaps_and_marked(organiser, leave):
    call = make.call(judges_per_proposal=1)
    gone = make.invited(call.id)
    entry, done = make.proposal(call.id), make.proposal(call.id)
    make.asked(gone, entry)
    make.reviewed(gone, done, 4, 4)
    leave(gone)
    listed = panels.panels(organiser, call_id=call.id, per_proposal=1, show=panels.PanelShow.OPEN)
    assert [(panel.proposal_id, panel.active) for panel in listed.items] == [(entry.id, 0)]
    assert [seat.gone for seat in listed.items[0].seats] == [True]
    assert [(judge.gone, judge.load) for judge in panels.judges(organiser, call_id=call.id)] == [(True, 2)]
    findings = make.drafted(organiser, call).findings
    assert [(gap.code, gap.missing) for gap in findings.gaps] == [(entry.code, 1)]


@pytest.mark.parametrize(("leave", "held"), [(disabled, 3), (without_the_role, 3), (lambda judge: None, 30)])
def test_taking_off_releases_thirty_reviews_and_drafts_them_anew(organiser, leave, held):
    call = make.call(judges_per_proposal=1)
    gone = make.invited(call.id)
    owner = make.person(Role.STUDENT)
    entries = [make.proposal(call.id, owner=owner) for _ in range(held)]
    assert frozen(organiser, call).asked == held
    leave(gone)
    stays = make.invited(call.id)
    seen = panels.removal_effects(organiser, call_id=call.id, account_id=gone.id)
    assert (seen.open, seen.submitted) == (tuple(sorted(entry.code for entry in entries)), 0)
    swapped = replace(seen, open=("ANOTHER-CODE", *seen.open[1:]))  # as many, but not the same
    with pytest.raises(Conflict):
        panels.take_off(organiser, call_id=call.id, account_id=gone.id, seen=swapped)
    assert panels.take_off(organiser, call_id=call.id, account_id=gone.id, seen=seen) == held
    assert {row.state for row in make.rows(Assignment)} == {AssignmentState.RELEASED}
    assert [row.account_id for row in make.rows(CallJudge, call_id=call.id)] == [stays.id]
    draft = panels.last_round(organiser, call_id=call.id)
    assert (draft.state, draft.reviews) == (RoundState.DRAFT, held)
    assert panels.freeze(organiser, call_id=call.id, seen=draft.mark).asked == len(entries)
    with pytest.raises(NotFound):
        panels.take_off(organiser, call_id=call.id, account_id=gone.id, seen=seen)


def test_taking_off_empties_the_open_draft_of_the_judge_and_keeps_what_was_submitted(organiser):
    call = make.call(judges_per_proposal=1)
    gone = make.invited(call.id)
    done, entry = make.proposal(call.id), make.proposal(call.id)
    make.reviewed(gone, done, 4, 4)
    make.drafted(organiser, call)
    stays = make.invited(call.id)
    seen = panels.removal_effects(organiser, call_id=call.id, account_id=gone.id)
    assert panels.take_off(organiser, call_id=call.id, account_id=gone.id, seen=seen) == 0
    proposed = panels.proposed(organiser, call_id=call.id)
    assert [(seat.proposal_id, seat.judge) for seat in proposed.items] == [(entry.id, stays.name)]
    assert [row.state for row in make.rows(Assignment)] == [AssignmentState.SUBMITTED]
    assert {row.account_id: row.capacity for row in make.rows(CallJudge)} == {gone.id: 1, stays.id: 30}
