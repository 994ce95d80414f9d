"""Panels: judges invited, conflicts found, panels filled by hand and by the hub, and what cannot be done said."""

import pytest

from db.models.accounts import Account, AccountRole
from db.models.judging import Assignment
from db.models.messages import OutboxMessage
from db.models.proposals import TeamMember
from db.unit_of_work import unit_of_work
from innovation_hub.domain.judging import AssignmentState, ConflictKind
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState, Track
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound, NotNow
from innovation_hub.methods.terms.assignment import Why
from innovation_hub.services import panels, ranking, reviews
from tests.factories import judging as make


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


def pairs(call_id):
    return {(row.proposal_id, row.account_id) for row in make.rows(Assignment, call_id=call_id)}


def email_of(actor):
    return make.fetch(Account, actor.id).email


def joins(entry, **values):
    """One more member in the team of a proposal."""
    return make.keep(TeamMember(proposal_id=entry.id, position=3, name="Amani Juma", **values))


def test_active_judges_can_be_invited_and_nobody_else(organiser):
    call, judge, student = make.call(), make.person(), make.person(Role.STUDENT)
    assert [c.id for c in panels.candidates(organiser, call_id=call.id)] == [judge.id]
    panels.invite(organiser, call_id=call.id, account_ids=[judge.id], capacity=7)
    assert panels.candidates(organiser, call_id=call.id) == []
    (invited,) = panels.judges(organiser, call_id=call.id)
    assert (invited.id, invited.capacity, invited.load, invited.signed) == (judge.id, 7, 0, False)
    for wrong in ([student.id], [judge.id], [10**6]):
        with pytest.raises(Invalid) as refusal:
            panels.invite(organiser, call_id=call.id, account_ids=wrong)
        assert refusal.value.key == "panels.errors.not_a_judge"
    with pytest.raises(Invalid):
        panels.invite(organiser, call_id=call.id, account_ids=[])


@pytest.mark.parametrize("capacity", [0, -1, 501])
def test_a_capacity_has_bounds(organiser, capacity):
    with pytest.raises(Invalid) as refusal:
        panels.invite(organiser, call_id=make.call().id, account_ids=[make.person().id], capacity=capacity)
    assert refusal.value.key == "panels.errors.capacity"


def test_who_entered_the_call_does_not_judge_it(organiser):
    call, judge, member = make.call(), make.person(), make.person()
    make.proposal(call.id, owner=judge)
    joins(make.proposal(call.id), email=email_of(member))
    assert panels.candidates(organiser, call_id=call.id) == []
    assert {c.id for c in panels.candidates(organiser, call_id=make.call().id)} == {judge.id, member.id}


def test_the_hub_finds_conflicts_by_institution_and_by_e_mail(organiser):
    call, place = make.call(), make.institution()
    colleague, member, outsider = make.person(institution_id=place), make.person(), make.person()
    for judge in (colleague, member, outsider):
        make.invited(call.id, judge)
    of_the_owner = make.proposal(call.id, owner=make.person(Role.STUDENT, institution_id=place))
    of_the_team = make.proposal(call.id)
    joins(of_the_team, email="x@team.example", institution_id=place)
    shared = make.proposal(call.id)
    joins(shared, email=email_of(member))
    found = {(c.judge, c.code, c.kind) for c in panels.conflicts(organiser, call_id=call.id).items}
    assert found == {
        (colleague.name, of_the_owner.code, ConflictKind.SAME_INSTITUTION),
        (colleague.name, of_the_team.code, ConflictKind.SAME_INSTITUTION),
        (member.name, shared.code, ConflictKind.TEAM_MEMBER),
    }
    with pytest.raises(Invalid) as refusal:
        make.assigned(organiser, of_the_owner.id, colleague.id)
    assert refusal.value.key == "panels.errors.conflict_of_interest"
    make.assigned(organiser, of_the_owner.id, outsider.id)


def test_automatic_panels_keep_conflicts_loads_and_what_exists(organiser):
    call, place = make.call(judges_per_proposal=2), make.institution()
    judges = [make.invited(call.id, make.person(institution_id=place))]
    judges += [make.invited(call.id) for _ in range(3)]
    entries = [make.proposal(call.id) for _ in range(5)]
    entries.append(make.proposal(call.id, owner=make.person(Role.STUDENT, institution_id=place)))
    make.assigned(organiser, entries[0].id, judges[3].id)
    outcome = panels.assign_automatically(organiser, call_id=call.id)
    assert (outcome.asked, outcome.judges, outcome.gaps) == (11, 4, ())
    chosen = pairs(call.id)
    assert (entries[0].id, judges[3].id) in chosen
    assert (entries[5].id, judges[0].id) not in chosen
    assert {j.load for j in panels.judges(organiser, call_id=call.id)} == {3}
    assert panels.assign_automatically(organiser, call_id=call.id).asked == 0


def test_what_cannot_be_filled_is_said(organiser):
    call = make.call(judges_per_proposal=2)
    make.invited(call.id, capacity=1)
    make.invited(call.id, capacity=5)
    entries = [make.proposal(call.id) for _ in range(2)]
    outcome = panels.assign_automatically(organiser, call_id=call.id)
    assert outcome.asked == 3
    assert [(gap.missing, gap.free, gap.why) for gap in outcome.gaps] == [(1, 2, Why.CAPACITY)]
    assert outcome.gaps[0].code in {entry.code for entry in entries}


def test_each_judge_gets_one_message_a_run_with_the_number(organiser):
    call = make.call(judges_per_proposal=1)
    judge = make.invited(call.id)
    for _ in range(3):
        make.proposal(call.id)
    panels.assign_automatically(organiser, call_id=call.id)
    (message,) = make.rows(OutboxMessage)
    assert message.to_address == email_of(judge)
    assert message.params == {"count": 3, "call": call.title_sw, "link": f"/reviews?call={call.id}"}


def test_who_declined_or_was_released_is_not_asked_again_by_the_hub(organiser):
    call = make.call(judges_per_proposal=1)
    judges = [make.person() for _ in range(3)]
    entry = make.proposal(call.id)
    recused, released = make.asked(judges[0], entry), make.asked(judges[1], entry)
    make.invited(call.id, judges[2])
    reviews.recuse(judges[0], assignment_id=recused, kind=ConflictKind.FAMILY)
    make.released(organiser, released)
    assert panels.assign_automatically(organiser, call_id=call.id).asked == 1
    active = [row.account_id for row in make.rows(Assignment, state=AssignmentState.ASSIGNED)]
    assert active == [judges[2].id]
    with pytest.raises(Invalid):  # a declared conflict binds the organiser too
        make.assigned(organiser, entry.id, judges[0].id)
    make.assigned(organiser, entry.id, judges[1].id)


def test_by_hand_capacity_and_doubles_are_refused(organiser):
    call = make.call()
    judge, entry, other = make.invited(call.id, capacity=1), make.proposal(call.id), make.proposal(call.id)
    assert [free[0] for free in panels.free_judges(organiser, proposal_id=entry.id)] == [judge.id]
    make.assigned(organiser, entry.id, judge.id)
    assert panels.free_judges(organiser, proposal_id=entry.id) == []
    with pytest.raises(Invalid) as refusal:
        make.assigned(organiser, other.id, judge.id)
    assert refusal.value.key == "panels.errors.full"
    make.on_terms(organiser, call.id, judge.id, capacity=2)
    with pytest.raises(Conflict):
        make.assigned(organiser, entry.id, judge.id)
    with pytest.raises(NotFound):
        make.assigned(organiser, entry.id, make.person().id)


def test_a_judge_with_work_keeps_it_until_released(organiser):
    call, judge = make.call(), make.person()
    assignment = make.asked(judge, make.proposal(call.id))
    with pytest.raises(NotNow):
        make.dismissed(organiser, call.id, judge.id)
    make.asked(judge, make.proposal(call.id))
    with pytest.raises(Invalid):
        make.on_terms(organiser, call.id, judge.id, capacity=1)
    for row in make.rows(Assignment, account_id=judge.id):
        make.released(organiser, row.id)
    with pytest.raises(NotNow):
        make.released(organiser, assignment)
    make.dismissed(organiser, call.id, judge.id)
    assert panels.judges(organiser, call_id=call.id) == []


def test_a_review_that_was_submitted_is_not_released(organiser):
    judge, entry = make.person(), make.proposal(make.call().id)
    assignment = make.reviewed(judge, entry, 4, 4)
    with pytest.raises(NotNow):
        make.released(organiser, assignment)


def test_after_the_first_decision_nobody_is_asked(organiser):
    call = make.call()
    judge, decided, waiting = make.invited(call.id), make.proposal(call.id), make.proposal(call.id)
    ranking.decline(organiser, proposal_id=decided.id, version=1, reason=make.REASON)
    for use in (
        lambda: panels.assign_automatically(organiser, call_id=call.id),
        lambda: make.assigned(organiser, waiting.id, judge.id),
    ):
        with pytest.raises(NotNow) as refusal:
            use()
        assert refusal.value.key == "judging.errors.deciding"


def test_only_admitted_proposals_of_closed_calls_are_judged(organiser):
    open_call, call = make.call(closed=False), make.call()
    entry = make.proposal(call.id, state=ProposalState.SUBMITTED)
    judge = make.invited(call.id)
    with pytest.raises(NotNow):
        panels.assign_automatically(organiser, call_id=open_call.id)
    with pytest.raises(NotNow):
        make.assigned(organiser, entry.id, judge.id)
    assert panels.assign_automatically(organiser, call_id=call.id).asked == 0


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORGANISER])
def test_only_organisers_build_panels(role):
    actor, call = make.person(role), make.call()
    for use in (
        lambda: panels.judges(actor, call_id=call.id),
        lambda: panels.candidates(actor, call_id=call.id),
        lambda: panels.panels(actor, call_id=call.id, per_proposal=3),
        lambda: panels.near_panel(actor, call_id=call.id, per_proposal=3, proposal_id=1),
        lambda: panels.panel_of(actor, call_id=call.id, proposal_id=1),
        lambda: panels.conflicts(actor, call_id=call.id),
        lambda: panels.assign_automatically(actor, call_id=call.id),
        lambda: panels.release(actor, assignment_id=1, seen=()),
    ):
        with pytest.raises(Forbidden):
            use()


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_take_the_same_statements_however_long_they_are(organiser, number):
    call = make.call()
    for _ in range(number):
        make.asked(make.person(), make.proposal(call.id))
    with make.counted() as statements:
        page = panels.panels(organiser, call_id=call.id, per_proposal=2, show=panels.PanelShow.OPEN)
    assert (page.total, [len(panel.seats) for panel in page.items]) == (number, [1] * number)
    assert statements.n == 3, "the newest entry of the journal, the panels, and their judges"
    with make.counted() as statements:
        assert len(panels.judges(organiser, call_id=call.id)) == number
    assert statements.n == 2, "the newest entry of the journal, and the judges"
    with make.counted() as statements:
        panels.judges(organiser, call_id=call.id)
    assert statements.n == 1, "the newest entry: nothing has changed since"


def test_panels_are_narrowed_by_what_they_lack_by_kind_and_by_language(organiser):
    call = make.call()
    full, lacking, decided = (
        make.proposal(call.id, track=track, language=language, state=state)
        for track, language, state in (
            (Track.DEVICE, "sw", ProposalState.ELIGIBLE),
            (Track.SOFTWARE, "en", ProposalState.SHORTLISTED),
            (Track.SOFTWARE, "sw", ProposalState.DECLINED),
        )
    )
    make.asked(make.person(), full)

    def codes(**wanted):
        found = panels.panels(organiser, call_id=call.id, per_proposal=1, size=1, **wanted)
        rest = panels.panels(organiser, call_id=call.id, per_proposal=1, size=2, offset=1, **wanted)
        listed = [panel.code for panel in (*found.items, *rest.items)]
        assert found.total == len(listed)
        return listed

    assert codes() == [full.code, lacking.code, decided.code]
    assert codes(show=panels.PanelShow.OPEN) == [lacking.code]
    assert codes(show=panels.PanelShow.COMPLETE) == [full.code, decided.code]
    assert codes(track=Track.DEVICE) == [full.code]
    assert codes(language="sw", show=panels.PanelShow.ALL) == [full.code, decided.code]
    assert codes(text=lacking.code, language="en") == [lacking.code]


def test_the_neighbours_of_a_panel_are_those_of_the_list_over_the_edges_of_pages(organiser):
    call, judge = make.call(), make.person()
    entries = [make.proposal(call.id, track=Track.DEVICE) for _ in range(5)]
    make.proposal(call.id, track=Track.SOFTWARE)
    full = make.proposal(call.id, track=Track.DEVICE)
    make.invited(call.id, judge)
    make.assigned(organiser, full.id, judge.id)
    wanted = {"call_id": call.id, "per_proposal": 1, "show": panels.PanelShow.OPEN, "track": Track.DEVICE}
    ids = [one.proposal_id for one in panels.panels(organiser, **wanted).items]
    assert sorted(ids) == [entry.id for entry in entries]
    for position, number in enumerate(ids):
        asked = {**wanted, "proposal_id": number, "size": 2}
        near = panels.near_panel(organiser, **asked, offset=position // 2 * 2)
        first = max(0, position - 1)
        assert (near.ids, near.first, near.total) == (tuple(ids[first : position + 2]), first, 5)
    assert panels.near_panel(organiser, **wanted, proposal_id=full.id) is None
    assert panels.near_panel(organiser, **asked, text="no such title", offset=4) is None
    assert panels.near_panel(organiser, **asked, text=entries[-1].code, offset=0).total == 1


@pytest.mark.parametrize("number", [9, 30])
def test_neighbours_take_two_statements_however_many_panels_there_are(organiser, number):
    call = make.call()
    ids = [make.proposal(call.id).id for _ in range(number)]
    wanted = {"call_id": call.id, "per_proposal": 1, "proposal_id": ids[3], "size": 2}
    with make.counted() as statements:
        near = panels.near_panel(organiser, **wanted, offset=2)
    assert (near.ids, near.first, near.total) == (tuple(ids[2:5]), 2, number)
    assert statements.n == 3, "the newest entry of the journal, the ids, and the length"
    assert panels.near_panel(organiser, **wanted, offset=6) is None


def test_the_panel_of_one_proposal_is_that_of_the_list_and_none_of_another_call(organiser):
    call, other = make.call(), make.call()
    entry, draft = make.proposal(call.id), make.proposal(call.id, state=ProposalState.DRAFT)
    make.asked(make.person(), entry)
    with make.counted() as statements:
        found = panels.panel_of(organiser, call_id=call.id, proposal_id=entry.id)
    assert statements.n == 2
    (listed,) = panels.panels(organiser, call_id=call.id, per_proposal=1).items
    assert found == listed
    assert panels.panel_of(organiser, call_id=other.id, proposal_id=entry.id) is None
    assert panels.panel_of(organiser, call_id=call.id, proposal_id=draft.id) is None


def test_two_organisers_at_once_never_double_a_panel(organiser):
    call = make.call(judges_per_proposal=1)
    make.invited(call.id)
    entry = make.proposal(call.id)
    panels.assign_automatically(organiser, call_id=call.id)
    with unit_of_work() as uow:  # the database itself refuses a second row
        uow.session.add(
            Assignment(call_id=call.id, proposal_id=entry.id, account_id=next(iter(pairs(call.id)))[1])
        )
        with pytest.raises(Exception, match=r"(?i)unique"):
            uow.commit()


def test_a_judge_who_entered_after_being_invited_judges_no_rival(organiser):
    call = make.call(judges_per_proposal=1)
    owner, member = make.invited(call.id), make.invited(call.id)
    joins(make.proposal(call.id, owner=owner), email=email_of(member))
    rival = make.proposal(call.id)
    assert panels.free_judges(organiser, proposal_id=rival.id) == []
    assert panels.assign_automatically(organiser, call_id=call.id).asked == 0
    for judge in (owner, member):
        with pytest.raises(Invalid) as refusal:
            make.assigned(organiser, rival.id, judge.id)
        assert refusal.value.key == "panels.errors.conflict_of_interest"
        with pytest.raises(NotNow):  # asked before the other proposal was admitted
            reviews.accept(judge, assignment_id=make.asked(judge, rival))


def test_a_proposal_that_was_ruled_out_keeps_nobody_from_judging(organiser):
    call, judge = make.call(judges_per_proposal=1), make.person()
    make.invited(call.id, judge)
    joins(make.proposal(call.id, state=ProposalState.INELIGIBLE), email=email_of(judge))
    make.proposal(call.id)
    assert panels.assign_automatically(organiser, call_id=call.id).asked == 1


def test_organisers_do_not_judge_for_they_read_whose_proposals_they_are(organiser):
    call = make.call()
    make.keep(AccountRole(account_id=organiser.id, role=Role.JUDGE))
    assert panels.candidates(organiser, call_id=call.id) == []
    with pytest.raises(Invalid):
        panels.invite(organiser, call_id=call.id, account_ids=[organiser.id])
