"""The history of one thing: whoever may open the thing learns what happened and when, not more than that."""

import pytest

from db.models.proposals import Proposal
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.budgets import MovementKind as K
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import SYSTEM, VISITOR, Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import Forbidden, NotFound, SignInRequired
from innovation_hub.services import budgets, calls, journal, received, screening
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.factories.budgets import a_line, a_movement, an_office
from tests.statements import watched

BEGINNING = ["movement.approved", "budget_line.created"]


def events(found: journal.History) -> list[str]:
    return [entry.event for entry in found.entries.items]


def test_the_history_of_a_line_holds_its_movements_and_none_of_another_line(clock):
    office = an_office()
    line = a_line(office)
    other = a_line(office, description="Another line", approved=False)
    movement = a_movement(office, line, K.RELEASE, "5", approved=False)
    found = budgets.history(office.officer, line_id=line)
    assert events(found) == ["movement.recorded", *BEGINNING]
    assert (found.entries.total, found.entries.items[0].subject_id) == (3, movement)
    assert events(budgets.history(office.officer, line_id=other)) == ["budget_line.created"]


def test_those_who_do_not_read_the_journal_learn_neither_who_nor_the_details(clock):
    office = an_office()
    line = a_line(office)
    found = budgets.history(office.approver, line_id=line)
    assert not found.full
    assert {(entry.actor, str(entry.data)) for entry in found.entries.items} == {(None, "{}")}
    auditor = an_account(Role.OFFICER, Role.ADMINISTRATOR, institution_id=office.institution_id)
    full = budgets.history(auditor, line_id=line)
    assert full.full
    assert [entry.actor for entry in full.entries.items] == ["Juma Khamis", "Neema Mushi"]
    assert full.entries.items[1].data["amount"] == 1_000_000


def test_a_line_of_another_institution_has_no_history(clock):
    line = a_line(an_office())
    with pytest.raises(NotFound):
        budgets.history(an_office().officer, line_id=line)
    with pytest.raises(NotFound):
        budgets.history(an_office().officer, line_id=line + 99)
    with pytest.raises(SignInRequired):
        budgets.history(VISITOR, line_id=line)
    for role in (Role.ORGANISER, Role.ADMINISTRATOR, Role.JUDGE, Role.STUDENT):
        with pytest.raises(Forbidden):
            budgets.history(an_account(role), line_id=line)


@pytest.mark.parametrize("movements", [1, 3])
def test_a_history_asks_as_many_questions_however_long_it_is(clock, movements):
    office = an_office()
    line = a_line(office)
    for _ in range(movements):
        a_movement(office, line, K.RELEASE, "5", approved=False)
    with watched() as seen:
        budgets.history(office.officer, line_id=line)
    assert len(seen) == 3


def test_a_history_is_cut_into_pages(clock):
    with unit_of_work() as uow:
        for number in range(journal.HISTORY + 2):
            journal.record(uow, SYSTEM, "call.amended", "call", 7, {"number": number})
            journal.record(uow, SYSTEM, "call.amended", "call", 8, {"number": number})
        uow.commit()
    reader = an_account(Role.ORGANISER)
    with read_only() as session:
        first = journal.history(session, reader, "call", 7)
        rest = journal.history(session, reader, "call", 7, offset=journal.HISTORY)
    assert (first.entries.total, len(first.entries.items)) == (journal.HISTORY + 2, journal.HISTORY)
    assert [entry.data["number"] for entry in rest.entries.items] == [1, 0]


def test_the_history_of_a_call_is_read_by_organisers_alone():
    call = make.call(closed=False)
    organiser = an_account(Role.ORGANISER, name="Asha PassageDecisions")
    calls.amend(
        organiser, call_id=call.id, version=call.version, title_sw="A", title_en="B", text_sw="C", text_en="D"
    )
    found = calls.history(organiser, call_id=call.id)
    assert [(entry.event, entry.actor) for entry in found.entries.items] == [
        ("call.amended", "Asha PassageDecisions")
    ]
    with pytest.raises(NotFound):
        calls.history(organiser, call_id=call.id + 99)
    for read in (calls.history, calls.dates):
        with pytest.raises(SignInRequired):
            read(VISITOR, call_id=call.id)
        for role in (Role.ADMINISTRATOR, Role.APPROVER, Role.JUDGE, Role.OFFICER, Role.STUDENT):
            with pytest.raises(Forbidden):
                read(an_account(role), call_id=call.id)


def test_the_day_on_which_a_call_was_cancelled_is_known_from_the_journal(clock):
    call = make.call(closed=False)
    organiser = an_account(Role.ORGANISER)
    assert calls.dates(organiser, call_id=call.id) == calls.CallDates(None, None)
    calls.cancel(
        organiser,
        call_id=call.id,
        version=call.version,
        seen=calls.touched(organiser, call_id=call.id),
        reason="There is no money for it this year.",
    )
    assert calls.dates(organiser, call_id=call.id) == calls.CallDates(None, now())


def test_an_organiser_reads_what_happened_to_a_received_proposal(clock):
    organiser = an_account(Role.ORGANISER, name="Asha PassageDecisions")
    proposal = make.proposal(make.call().id, state=ProposalState.SUBMITTED)
    screening.admit(organiser, proposal_id=proposal.id, version=make.fetch(Proposal, proposal.id).version)
    found = received.received(organiser, proposal_id=proposal.id)
    assert found.entry.state is ProposalState.ELIGIBLE
    assert found.moved_at == {"proposal.admit": now()}
    entries = received.history(organiser, proposal_id=proposal.id).entries.items
    assert [(entry.event, entry.actor) for entry in entries] == [("proposal.admit", "Asha PassageDecisions")]


@pytest.mark.parametrize("read", [received.received, received.history])
def test_nobody_but_an_organiser_reads_it_and_drafts_are_not_found(read):
    call = make.call()
    organiser = an_account(Role.ORGANISER)
    draft = make.proposal(call.id, state=ProposalState.DRAFT)
    sent = make.proposal(call.id, state=ProposalState.SUBMITTED)
    for number in (draft.id, sent.id + 99):
        with pytest.raises(NotFound):
            read(organiser, proposal_id=number)
    with pytest.raises(SignInRequired):
        read(VISITOR, proposal_id=sent.id)
    for role in (Role.ADMINISTRATOR, Role.APPROVER, Role.JUDGE, Role.OFFICER, Role.STUDENT):
        with pytest.raises(Forbidden):
            read(an_account(role), proposal_id=sent.id)


@pytest.mark.parametrize("times", [1, 3])
def test_reading_a_proposal_asks_as_many_questions_however_much_happened(times):
    organiser = an_account(Role.ORGANISER)
    proposal = make.proposal(make.call().id, state=ProposalState.SUBMITTED)
    for _ in range(times):
        version = make.fetch(Proposal, proposal.id).version
        screening.admit(organiser, proposal_id=proposal.id, version=version)
        screening.undo(organiser, proposal_id=proposal.id, version=version + 1)
    with watched() as whole:
        received.received(organiser, proposal_id=proposal.id)
    with watched() as history:
        received.history(organiser, proposal_id=proposal.id)
    assert (len(whole), len(history)) == (4, 5)
