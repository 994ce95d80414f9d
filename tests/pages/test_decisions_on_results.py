"""Publication and funding from two pages at once: what is settled is what was seen."""

import pytest

from db.models.calls import Call
from db.models.funding import FundingPlan
from db.models.results import Decision
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.funding import How, PlanDraft
from innovation_hub.services import funding, ranking
from tests.factories import judging as make
from tests.factories.calls import cancel
from tests.pages import kit
from tests.pages.decision_kit import REASON, TOLD, pair, press, two
from tests.pages.kit import listed_between, open_page, sound
from tests.pages.test_decisions import plain, sure

__all__ = ["pair", "two"]


# Publication: other decisions, a decision taken back, published or cancelled by another.


@pytest.fixture
def decided(two, pair):
    """Two proposals with decisions: one awarded, one declined."""
    for entry in pair:
        ranking.shortlist(two[0], proposal_id=entry.id, version=1)
    ranking.award(two[0], proposal_id=pair[0].id, version=2, amount=6_000_000, reason=REASON)
    ranking.decline(two[0], proposal_id=pair[1].id, version=2, reason=REASON)
    return pair


def award_more(two, entry):
    ranking.reconsider(two[1], proposal_id=entry.id, version=3)
    ranking.shortlist(two[1], proposal_id=entry.id, version=4)
    ranking.award(two[1], proposal_id=entry.id, version=5, amount=50_000_000, reason=REASON)


PUBLISHED = {
    "changed": (award_more, ": was Awarded, TSh 6,000,000, is now Awarded, TSh 50,000,000"),
    "taken back": (
        lambda two, entry: ranking.reconsider(two[1], proposal_id=entry.id, version=3),
        "1 proposal waits for one again",
    ),
    "decided": (
        lambda two, entry: make.concluded(two[1], make.fetch(Call, entry.call_id)),
        "has published the results of this call",
    ),
    "taken away": (
        lambda two, entry: cancel(two[1], entry.call_id, 1, REASON),
        "This call was cancelled while",
    ),
}


@pytest.mark.parametrize("since", PUBLISHED)
def test_publication(two, decided, since):
    meanwhile, said = PUBLISHED[since]
    call_id = decided[0].call_id
    app = open_page("ranking", two[0], call=call_id)
    app.text_area(key=f"conclude.{call_id}.0.reason").set_value("The jury fell ill as a whole.")
    sound(sure(app).check().run())
    meanwhile(two, decided[0])
    before = make.fetch(Call, call_id)
    press(app, "Publish the results")
    assert said in plain(app)
    after = make.fetch(Call, call_id)
    assert (after.state, after.version) == (before.state, before.version)
    assert since != "changed" or listed_between(app, "decision.go_on.conclude", "ranking.publish") == 0
    kept = [area.value for area in app.text_area]
    assert "The jury fell ill as a whole." in plain(app) or "The jury fell ill as a whole." in kept


def test_the_box_that_all_decisions_were_checked_is_of_these_decisions_alone(two, decided):
    call_id = decided[0].call_id
    app = open_page("ranking", two[0], call=call_id)
    sound(sure(app).check().run())
    award_more(two, decided[0])
    sound(app.run())
    assert (sure(app).value, sure(app).disabled) == (False, True)
    press(app, "I have read it: decide on what it says now")
    assert (sure(app).value, sure(app).disabled) == (False, False)


def test_ones_own_publication_is_nothing_to_be_told_of(two, decided):
    call_id = decided[0].call_id
    app = open_page("ranking", two[0], call=call_id)
    kit.follow(app, proposal=decided[0].id)
    app.text_area(key=f"conclude.{call_id}.0.reason").set_value("The jury fell ill as a whole.")
    sound(sure(app).check().run())
    press(app, "Publish the results")
    assert make.fetch(Call, call_id).state is CallState.CONCLUDED
    assert "while you were looking" not in plain(app)


# Funding: a plan carried out.


@pytest.fixture
def plan(two):
    call = make.call(judges_per_proposal=1)
    for score in (5, 4):
        entry = make.proposal(call.id, requested=4_000_000, resolutions=[10])
        make.reviewed(make.person(), entry, score, score)
    draft = PlanDraft(budget=9_000_000, model="mean")
    funding.plan(two[0], call_id=call.id, name="Plan A", draft=draft)
    return make.rows(FundingPlan)[0]


def computed_anew(two, plan):
    """Under the same name, with less money."""
    draft = PlanDraft(budget=5_000_000, model="mean")
    funding.plan(two[1], call_id=plan.call_id, name=plan.name, draft=draft)


def carry_out(how):
    return lambda two, plan: funding.decide(
        two[1], plan_id=plan.id, version=plan.version, how=how, reason="As the other one wished."
    )


CARRIED_OUT = {
    "changed": (computed_anew, "was Award 2 proposals, TSh 8,000,000 in all, is now Award 1 proposal"),
    "shortlisted": (carry_out(How.SHORTLIST), "is now The proposals of this plan were put on the shortlist"),
    "decided": (carry_out(How.AWARD), "has carried out Plan A while"),
    "taken away": (
        lambda two, plan: funding.forget(two[1], plan_id=plan.id, version=plan.version),
        "has deleted this plan while",
    ),
    "its call cancelled": (
        lambda two, plan: cancel(two[1], plan.call_id, 1, "No money is left."),
        "This call was cancelled while",
    ),
}


@pytest.mark.parametrize("since", CARRIED_OUT)
def test_a_funding_plan(two, plan, since):
    meanwhile, said = CARRIED_OUT[since]
    app = open_page("funding", two[0], call=plan.call_id)
    sound(app.selectbox(key=f"funding.plan.{plan.call_id}").set_value(plan.id).run())
    next(radio for radio in app.radio if radio.key.endswith(".how")).set_value(How.AWARD)
    next(area for area in app.text_area if area.key.endswith(".reason")).set_value(REASON)
    sound(next(box for box in app.checkbox if box.key.endswith(".sure")).check().run())
    meanwhile(two, plan)
    before = make.rows(Decision)
    press(app, "Decide as planned")
    assert len(make.rows(Decision)) == len(before)
    assert said in plain(app)
    assert REASON in plain(app) or REASON in [area.value for area in app.text_area]


def test_the_box_of_a_second_look_is_of_this_plan_alone(two, plan):
    def second_look():
        return next(box for box in app.checkbox if box.key.endswith(".sure"))

    app = open_page("funding", two[0], call=plan.call_id)
    sound(app.selectbox(key=f"funding.plan.{plan.call_id}").set_value(plan.id).run())
    sound(second_look().check().run())
    computed_anew(two, plan)
    sound(app.run())
    assert not second_look().value


def test_a_plan_that_one_computes_again_oneself_is_nothing_to_be_told_of(two, plan):
    app = open_page("funding", two[0], call=plan.call_id)
    sound(app.selectbox(key=f"funding.plan.{plan.call_id}").set_value(plan.id).run())
    next(field for field in app.text_input if field.key.endswith(".budget")).set_value("5,000,000")
    sound(app.button(key="funding.compute").click().run())
    assert make.rows(FundingPlan)[0].version == 2
    assert TOLD not in plain(app)
