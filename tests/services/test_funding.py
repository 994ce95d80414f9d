"""Funding plans: computed from what was judged, kept, compared, and carried out with a reason or not at all."""

from dataclasses import replace

import pytest

from db.models.funding import FundingChoice, FundingPlan
from db.models.institutions import Institution
from db.models.journal import JournalEntry
from db.models.proposals import Proposal, TeamMember
from db.models.results import Decision
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import Sex
from innovation_hub.domain.funding import EVERY, Dimension, FundingUnit, How, PlanDraft, RuleDraft, Share
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState, Track
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound, NotNow, Several
from innovation_hub.services import funding, ranking
from innovation_hub.services.funding import Blocked, FundingObstacle
from tests.factories import judging as make

MILLION = 1_000_000
REASON = "As the committee agreed on Monday."


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call()


@pytest.fixture
def judged(call):
    """Four proposals by falling score; the first asks for most of any budget."""
    asked = (8, 4, 4, 1)
    tracks = (Track.SOFTWARE, Track.DEVICE, Track.SOFTWARE, Track.SOFTWARE)
    made = [
        make.proposal(call.id, requested=each * MILLION, track=track, resolutions=[10])
        for each, track in zip(asked, tracks, strict=True)
    ]
    for judge, scores in ((make.person(), (5, 4, 4, 2)), (make.person(), (5, 5, 4, 3))):
        for entry, score in zip(made, scores, strict=True):
            make.reviewed(judge, entry, score, score)
    return made


def draft(budget=9, **values):
    return PlanDraft(budget=budget * MILLION, model="mean", **values)


def planned(organiser, call, plan, name="A"):
    return funding.plan(organiser, call_id=call.id, name=name, draft=plan)


def amounts(organiser, plan_id):
    return {c.proposal_id: c.amount for c in funding.choices(organiser, plan_id=plan_id)}


def refused_fields(organiser, call, plan):
    with pytest.raises(Several) as refusal:
        planned(organiser, call, plan)
    return [problem.field for problem in refusal.value.problems]


def test_a_plan_is_worth_more_than_the_walk_down_the_ranking(organiser, call, judged):
    plan_id = planned(organiser, call, draft())
    (plan,) = funding.plans(organiser, call_id=call.id)
    first, second, third, last = (entry.id for entry in judged)
    assert amounts(organiser, plan_id) == {first: 0, second: 4 * MILLION, third: 4 * MILLION, last: MILLION}
    assert (plan.cost, plan.funded, plan.value) == (9 * MILLION, 3, pytest.approx(3.5 + 3 + 1.5))
    assert (plan.walk_cost, plan.walk_funded, plan.walk_value) == (9 * MILLION, 2, pytest.approx(5.5))
    assert plan.gap < 1e-9
    assert not plan.changed
    assert all(0 <= choice.chance <= 1 for choice in funding.choices(organiser, plan_id=plan_id))
    assert make.rows(JournalEntry, event="funding.plan")[0].data["hash"]
    assert {make.fetch(Proposal, entry.id).state for entry in judged} == {ProposalState.ELIGIBLE}


def test_rules_for_a_track_and_for_every_institution_are_kept(organiser, call, judged):
    at_most = RuleDraft(Dimension.TRACK, "software", FundingUnit.SHILLINGS, at_most=5 * MILLION)
    one_each = RuleDraft(Dimension.INSTITUTION, EVERY, FundingUnit.PROPOSALS, at_most=0)
    plan_id = planned(organiser, call, draft(20, rules=(at_most,)))
    given = amounts(organiser, plan_id)
    assert [given[entry.id] for entry in judged] == [0, 4 * MILLION, 4 * MILLION, MILLION]
    plan_id = planned(organiser, call, draft(20, rules=(one_each,)))
    assert set(amounts(organiser, plan_id).values()) == {0}


def test_a_floor_for_teams_led_by_women_is_kept_and_tells_of_nobody(organiser, call, judged):
    with unit_of_work() as uow:
        leader = next(m for m in make.rows(TeamMember, proposal_id=judged[3].id) if m.position == 0)
        uow.session.get(TeamMember, leader.id).sex = Sex.FEMALE
        uow.commit()
    plan_id = planned(organiser, call, draft(8, women=50, women_in=Share.PERCENT))
    (plan,) = funding.plans(organiser, call_id=call.id)
    given = amounts(organiser, plan_id)
    assert [bool(given[entry.id]) for entry in judged] == [False, True, False, True]
    assert plan.women_led is None, "of so few teams it would tell who leads them"
    assert "woman" not in " ".join(funding.as_csv(organiser, plan_id=plan_id).splitlines()[0].lower().split())


def test_rules_that_cannot_hold_together_are_named_with_the_budget_that_would_do(organiser, call, judged):
    plan = draft(5, must=(judged[0].id,))
    found = planned(organiser, call, plan)
    assert found == Blocked(
        (FundingObstacle("budget"), FundingObstacle("must", code=judged[0].code)), 8 * MILLION
    )
    three = RuleDraft(Dimension.TRACK, "device", FundingUnit.PROPOSALS, at_least=2)
    found = planned(organiser, call, draft(20, rules=(three,)))
    assert found == Blocked((FundingObstacle("rule", three, "device"),), None)
    assert not funding.plans(organiser, call_id=call.id)


def test_what_cannot_be_accepted_is_told_together(organiser, call, judged):
    upside_down = RuleDraft(Dimension.TRACK, "device", FundingUnit.PROPOSALS, 3, 1)
    empty = RuleDraft(Dimension.TRACK, "device", FundingUnit.PROPOSALS)
    wrong = PlanDraft(-5, rules=(upside_down, empty), women=101, must=(1,), must_not=(1,))
    assert refused_fields(organiser, call, wrong) == ["budget", "women", "rule.1", "rule.2", "must"]
    assert refused_fields(organiser, call, PlanDraft(10**20)) == ["budget"]
    assert refused_fields(organiser, call, PlanDraft(5, levels=(75,), worth=(75,))) == ["levels"]
    for name in ("  ", "x" * 61):
        with pytest.raises(Invalid):
            planned(organiser, call, draft(), name=name)


def test_nothing_can_be_planned_from_nothing(organiser, call):
    assert not funding.reviewed(organiser, call_id=call.id)
    with pytest.raises(NotNow):
        planned(organiser, call, draft())
    make.proposal(call.id, requested=MILLION)
    with pytest.raises(NotNow):
        planned(organiser, call, draft())
    with pytest.raises(NotFound):
        funding.plan(organiser, call_id=10**6, name="A", draft=draft())


def test_only_who_decides_sees_or_makes_plans(call, judged):
    for role in set(Role) - {Role.ORGANISER}:
        reader = make.person(role)
        for use in (
            lambda who: planned(who, call, draft()),
            lambda who: funding.plans(who, call_id=call.id),
            lambda who: funding.ground(who, call_id=call.id),
            lambda who: funding.reviewed(who, call_id=call.id),
            lambda who: funding.choices(who, plan_id=1),
            lambda who: funding.compare(who, plan_id=1),
            lambda who: funding.needed(who, plan_id=1, proposal_ids=[1]),
            lambda who: funding.decide(who, plan_id=1, version=1, how=How.AWARD, reason=REASON),
            lambda who: funding.forget(who, plan_id=1, version=1),
        ):
            with pytest.raises(Forbidden):
                use(reader)


def test_carrying_a_plan_out_awards_what_is_planned_with_its_reason(organiser, call, judged):
    plan_id = planned(organiser, call, draft())
    assert funding.decide(organiser, plan_id=plan_id, version=1, how=How.SHORTLIST, reason=REASON) == 3
    states = [make.fetch(Proposal, entry.id).state.value for entry in judged]
    assert states == ["eligible", "shortlisted", "shortlisted", "shortlisted"]
    assert funding.decide(organiser, plan_id=plan_id, version=2, how=How.AWARD, reason=REASON) == 3
    assert {(d.awarded, d.amount, d.reason) for d in make.rows(Decision)} == {
        (True, 4 * MILLION, REASON),
        (True, MILLION, REASON),
    }
    (plan,) = funding.plans(organiser, call_id=call.id)
    assert (plan.decided_how, plan.reason, plan.version) == ("award", REASON, 3)
    assert make.rows(JournalEntry)[-1].data == {"kind": "award", "count": 3, "amount": 9 * MILLION}
    with pytest.raises(Conflict):
        funding.decide(organiser, plan_id=plan_id, version=3, how=How.AWARD, reason=REASON)
    with pytest.raises(NotNow):
        funding.forget(organiser, plan_id=plan_id, version=3)
    with pytest.raises(Invalid):
        planned(organiser, call, draft())


def test_nothing_is_decided_when_anything_changed_since_or_the_reason_is_missing(organiser, call, judged):
    plan_id = planned(organiser, call, draft())
    decide = {"plan_id": plan_id, "how": How.AWARD}
    with pytest.raises(Invalid):
        funding.decide(organiser, version=1, reason=" ok ", **decide)
    with pytest.raises(Conflict):
        funding.decide(organiser, version=7, reason=REASON, **decide)
    make.reviewed(make.person(), judged[3], 5, 5)
    with pytest.raises(Conflict):
        funding.decide(organiser, version=1, reason=REASON, **decide)
    assert not make.rows(Decision)
    assert {make.fetch(Proposal, entry.id).state for entry in judged} == {ProposalState.ELIGIBLE}


def test_it_is_all_or_nothing(organiser, call, judged):
    own = make.proposal(call.id, owner=organiser, requested=0)
    make.reviewed(make.person(), own, 5, 5)
    plan_id = planned(organiser, call, draft())
    with pytest.raises(Forbidden):
        funding.decide(organiser, plan_id=plan_id, version=1, how=How.AWARD, reason=REASON)
    assert not make.rows(Decision)
    assert {make.fetch(Proposal, entry.id).state for entry in judged} == {ProposalState.ELIGIBLE}


def test_decisions_that_stand_bind_every_plan(organiser, call, judged):
    first, second, *_ = judged
    ranking.shortlist(organiser, proposal_id=first.id, version=1)
    ranking.award(organiser, proposal_id=first.id, version=2, amount=6 * MILLION, reason=REASON)
    ranking.decline(organiser, proposal_id=second.id, version=1, reason=REASON)
    plan_id = planned(organiser, call, draft(10, levels=(100, 50), worth=(100, 60)))
    given = amounts(organiser, plan_id)
    assert (given[first.id], given[second.id]) == (6 * MILLION, 0)
    with pytest.raises(Invalid):
        planned(organiser, call, draft(10, must=(second.id,)))


def test_a_plan_computed_again_comes_out_the_same_until_something_changes(organiser, call, judged):
    plan_id = planned(organiser, call, replace(draft(), model="linear"))
    found = funding.compare(organiser, plan_id=plan_id)
    assert (found.same_input, found.same_result) == (True, True)
    with unit_of_work() as uow:
        uow.session.get(FundingChoice, (plan_id, judged[0].id)).amount = 1
        uow.commit()
    assert not funding.compare(organiser, plan_id=plan_id).same_result
    make.reviewed(make.person(), judged[3], 5, 5)
    assert not funding.compare(organiser, plan_id=plan_id).same_input
    assert funding.plans(organiser, call_id=call.id)[0].changed


def test_a_plan_of_the_same_name_takes_its_place(organiser, call, judged):
    first = planned(organiser, call, draft(), name="  Plan   A ")
    second = planned(organiser, call, draft(4), name="Plan\x00 A")
    (row,) = make.rows(FundingPlan)
    assert (first, second, row.version, row.budget) == (row.id, row.id, 2, 4 * MILLION)
    funding.forget(organiser, plan_id=second, version=2)
    assert not make.rows(FundingPlan)
    assert not make.rows(FundingChoice)


def test_for_who_is_left_out_the_smallest_change_is_told(organiser, call, judged):
    plan_id = planned(organiser, call, draft())
    told = []
    ids = [judged[0].id, judged[1].id]
    found, funded = funding.needed(organiser, plan_id=plan_id, proposal_ids=ids, progress=told.append)
    assert (told, funded, found.tied) == ([0.5, 1.0], None, False)
    assert found.score is None, "it would have to lie 2.5 above the best score of the scale"
    assert found.budget == 4 * MILLION, "with 13 million: 8 + 4 + 1 are worth 9, 8 + 4 only 7.5 and not 8"
    assert found.request == 4 * MILLION
    with pytest.raises(NotFound):
        funding.needed(organiser, plan_id=plan_id, proposal_ids=[judged[0].id, 0])
    smaller = planned(organiser, call, draft(4), name="B")
    (third,) = funding.needed(organiser, plan_id=smaller, proposal_ids=[judged[2].id])
    assert third.score == pytest.approx(3.5 - 3)


def test_of_two_plans_of_the_same_worth_the_other_is_told(organiser, call):
    alike = [make.proposal(call.id, requested=2 * MILLION) for _ in range(2)]
    judge = make.person()
    for entry in alike:
        make.reviewed(judge, entry, 4, 4)
    plan_id = planned(organiser, call, draft(2))
    (out,) = [id for id, amount in amounts(organiser, plan_id).items() if not amount]
    assert funding.needed(organiser, plan_id=plan_id, proposal_ids=[out])[0].tied
    barred = planned(organiser, call, draft(2, must_not=(out,)), name="B")
    assert funding.needed(organiser, plan_id=barred, proposal_ids=[out]) == [None]


def test_what_rules_can_be_made_of(organiser, call, judged):
    found = funding.ground(organiser, call_id=call.id)
    assert [c.id for c in found.candidates] == [entry.id for entry in judged]
    assert (found.tracks, found.resolutions) == (("device", "software"), ("10",))
    assert len(found.institutions) == len(make.rows(Institution))


def test_as_csv(organiser, call, judged):
    plan_id = planned(organiser, call, draft())
    lines = funding.as_csv(organiser, plan_id=plan_id).splitlines()
    assert len(lines) == 5
    assert lines[1].startswith(f"{judged[1].code},A tool for clinics,device,2,")
