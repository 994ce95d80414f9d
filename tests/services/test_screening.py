"""Screening: after the call has closed, with a reason, journalled, and open to second thoughts."""

import pytest

from db.commands import proposals as commands
from db.models.accounts import Account
from db.models.proposals import Proposal, ScreeningNote, Submission, TeamMember
from db.unit_of_work import unit_of_work
from innovation_hub.domain.judging import ConflictKind
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound, NotNow
from innovation_hub.services import covering, panels, screening
from innovation_hub.services.screening import Show
from tests.factories import judging as make
from tests.factories.journal import deeds

WAITING = {"state": ProposalState.SUBMITTED}


def test_an_admitted_proposal_can_be_judged_and_the_journal_says_who_did_it():
    organiser, entry = make.person(Role.ORGANISER), make.proposal(make.call().id, **WAITING)
    screening.admit(organiser, proposal_id=entry.id, version=1)
    assert make.fetch(Proposal, entry.id).state is ProposalState.ELIGIBLE
    (line,) = deeds()
    assert (line.actor_id, line.event, line.subject_id) == (organiser.id, "proposal.admit", entry.id)
    assert line.data == {"from": "submitted", "to": "eligible"}


def test_ruling_out_needs_a_reason_and_can_be_undone():
    organiser, entry = make.person(Role.ORGANISER), make.proposal(make.call().id, **WAITING)
    with pytest.raises(Invalid) as refusal:
        screening.rule_out(organiser, proposal_id=entry.id, version=1, reason="  no  ")
    assert refusal.value.key == "judging.errors.short.reason"
    screening.rule_out(organiser, proposal_id=entry.id, version=1, reason=make.REASON)
    assert make.fetch(Proposal, entry.id).state is ProposalState.INELIGIBLE
    screening.undo(organiser, proposal_id=entry.id, version=2)
    assert make.fetch(Proposal, entry.id).state is ProposalState.SUBMITTED
    assert [note.reason for note in make.rows(ScreeningNote)] == [make.REASON, ""]


def test_nothing_is_screened_while_the_call_is_open():
    organiser, entry = make.person(Role.ORGANISER), make.proposal(make.call(closed=False).id, **WAITING)
    with pytest.raises(NotNow) as refusal:
        screening.admit(organiser, proposal_id=entry.id, version=1)
    assert refusal.value.key == "judging.errors.phase.open"


def test_the_second_of_two_organisers_is_told():
    call = make.call()
    one, other, entry = (
        make.person(Role.ORGANISER),
        make.person(Role.ORGANISER),
        make.proposal(call.id, **WAITING),
    )
    screening.admit(one, proposal_id=entry.id, version=1)
    with pytest.raises(Conflict):
        screening.rule_out(other, proposal_id=entry.id, version=1, reason=make.REASON)
    assert make.fetch(Proposal, entry.id).state is ProposalState.ELIGIBLE


def test_a_proposal_at_work_with_judges_is_not_pulled_away_from_them():
    organiser, entry = make.person(Role.ORGANISER), make.proposal(make.call().id)
    make.asked(make.person(), entry)
    with pytest.raises(NotNow):
        screening.rule_out(organiser, proposal_id=entry.id, version=1, reason=make.REASON)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORGANISER])
def test_only_organisers_screen(role):
    actor, entry = make.person(role), make.proposal(make.call().id, **WAITING)
    for use in (
        lambda: screening.entries(actor, call_id=entry.call_id),
        lambda: covering.read(actor, proposal_id=entry.id),
        lambda: screening.admit(actor, proposal_id=entry.id, version=1),
        lambda: screening.rule_out(actor, proposal_id=entry.id, version=1, reason=""),
    ):
        with pytest.raises(Forbidden):
            use()


def test_the_list_can_be_narrowed_by_state_and_by_text():
    organiser, call = make.person(Role.ORGANISER), make.call()
    water = make.proposal(call.id, title="Water 100%", **WAITING)
    make.proposal(call.id, title="Roads_and bridges", **WAITING)
    make.proposal(call.id, state=ProposalState.INELIGIBLE)
    make.proposal(call.id, state=ProposalState.DRAFT)
    make.proposal(make.call().id, **WAITING)

    def codes(**wanted):
        return [e.title for e in screening.entries(organiser, call_id=call.id, **wanted).items]

    assert screening.entries(organiser, call_id=call.id).total == 2
    assert codes(show=Show.ALL, text="water") == ["Water 100%"]
    assert codes(text="%") == ["Water 100%"]
    assert codes(text="_") == ["Roads_and bridges"]
    assert codes(text=water.code.lower()) == ["Water 100%"]
    assert codes(show=Show.RULED_OUT) == ["A tool for clinics"]
    assert codes(offset=1, size=1) == ["Roads_and bridges"]


def test_the_organiser_reads_what_was_submitted():
    organiser, entry = make.person(Role.ORGANISER), make.proposal(make.call().id, **WAITING)
    texts = covering.read(organiser, proposal_id=entry.id).sections
    assert list(texts) == ["summary", "problem", "solution", "users", "sustainability", "hosting"]
    assert "problem" in texts["problem"][0].text
    with pytest.raises(NotFound):
        covering.read(organiser, proposal_id=entry.id + 100)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_two_statements_and_then_one_however_long_it_is(number):
    organiser, call = make.person(Role.ORGANISER), make.call()
    for _ in range(number):
        make.proposal(call.id, **WAITING)
    with make.counted() as statements:
        assert screening.entries(organiser, call_id=call.id).total == number
    assert statements.n == 2, "the newest entry of the journal, and the list"
    with make.counted() as statements:
        screening.entries(organiser, call_id=call.id)
    assert statements.n == 1, "the newest entry: nothing has changed since"


def test_who_left_the_team_after_it_was_submitted_still_belongs_to_it():
    organiser, call = make.person(Role.ORGANISER), make.call()
    judge, entry = make.invited(call.id), make.proposal(call.id, **WAITING)
    email = make.fetch(Account, judge.id).email
    with unit_of_work() as uow:  # submitted with the judge, who was taken out before the call closed
        body = uow.session.get_one(Submission, uow.session.get_one(Proposal, entry.id).submission_id).content
        told = {"name": "Jaji", "email": email, "institution": None, "student": True, "study_level": "master"}
        team = [*body["identity"]["team"][:1], told]
        again = Submission(
            proposal_id=entry.id,
            number=2,
            submitted_by=entry.owner.id,
            content={**body, "identity": {**body["identity"], "team": team}},
            content_hash="1" * 64,
        )
        uow.session.add(again)
        uow.session.flush()
        commands.put_last(uow.session.get_one(Proposal, entry.id), again)
        uow.commit()
    screening.admit(organiser, proposal_id=entry.id, version=1)
    members = sorted(make.rows(TeamMember, proposal_id=entry.id), key=lambda row: row.position)
    assert [(m.email, m.study_level.value) for m in members][1:] == [(email, "master")]
    assert [c.kind for c in panels.conflicts(organiser, call_id=call.id).items] == [ConflictKind.TEAM_MEMBER]
