"""Screening and ranking from two pages at once: changed, decided and taken away since it was seen."""

import pytest

from db.commands import proposals as commands
from db.models.proposals import Proposal, Submission
from db.models.results import Decision
from db.unit_of_work import unit_of_work
from innovation_hub.domain.canonical import canonical, sha256
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.services import ranking, screening
from tests.factories import judging as make
from tests.factories.calls import cancel
from tests.pages import kit
from tests.pages.decision_kit import REASON, TOLD, pair, press, two
from tests.pages.kit import open_page, sound, unfold
from tests.pages.test_decisions import button, plain

__all__ = ["pair", "two"]


# Screening: decided by another, or submitted again when the deadline was moved.


@pytest.fixture
def entry(two):
    return make.proposal(make.call(judges_per_proposal=1).id, state=ProposalState.SUBMITTED)


def submitted_again(entry):
    """As its leader can when the deadline was moved."""
    with unit_of_work() as uow:
        row = uow.session.get(Proposal, entry.id)
        first = uow.session.get(Submission, row.submission_id)
        content = first.content | {"blind": first.content["blind"] | {"title": "Another title"}}
        again = Submission(
            proposal_id=row.id,
            number=2,
            submitted_by=entry.owner.id,
            content=content,
            content_hash=sha256(canonical(content)),
        )
        uow.session.add(again)
        uow.session.flush()
        commands.put_last(row, again)
        row.version += 1
        uow.commit()


SCREENED = {
    "changed": (lambda other, entry: submitted_again(entry), "is now Another title", ProposalState.SUBMITTED),
    "decided": (
        lambda other, entry: screening.admit(other, proposal_id=entry.id, version=1),
        "Its state is now",
        ProposalState.ELIGIBLE,
    ),
}


@pytest.mark.parametrize("since", SCREENED)
def test_screening(two, entry, since):
    meanwhile, said, state = SCREENED[since]
    make.proposal(entry.call_id, state=ProposalState.SUBMITTED)  # so that the list goes on
    app = open_page("screening", two[0], call=entry.call_id)
    kit.follow(app, proposal=entry.id)
    unfold(app, "screening.ruling_out")
    app.text_area[-1].set_value(REASON)
    meanwhile(two[1], entry)
    press(app, "Rule out as not eligible")
    assert said in plain(app)
    assert make.fetch(Proposal, entry.id).state is state
    assert REASON in plain(app) or REASON in [area.value for area in app.text_area]


# Ranking: one proposal.


RANKED = {
    "changed": lambda two, entry: ranking.shortlist(two[1], proposal_id=entry.id, version=1),
    "decided": lambda two, entry: ranking.decline(
        two[1], proposal_id=entry.id, version=1, reason="Another reason for it."
    ),
    "taken away": lambda two, entry: screening.rule_out(
        two[1], proposal_id=entry.id, version=1, reason=REASON
    ),
    "its call cancelled": lambda two, entry: cancel(two[1], entry.call_id, 1, REASON),
}
GONE = {"taken away": "out of the judging while", "its call cancelled": "This call was cancelled while"}


@pytest.mark.parametrize("since", RANKED)
def test_ranking(two, since):
    call = make.call(judges_per_proposal=1)
    entry = make.proposal(call.id)
    app = open_page("ranking", two[0], call=call.id)
    kit.follow(app, proposal=entry.id)
    app.text_area[0].set_value("My own reason, and a good one.")
    RANKED[since](two, entry)
    before = make.fetch(Proposal, entry.id).state
    press(app, "Do not select")
    assert make.fetch(Proposal, entry.id).state is before
    assert GONE.get(since, "State: was") in plain(app)
    kept = [area.value for area in app.text_area]
    assert "My own reason, and a good one." in plain(app) or "My own reason, and a good one." in kept


AMOUNTS = {
    "changed": lambda two, entry: ranking.unshortlist(two[1], proposal_id=entry.id, version=2),
    "decided": lambda two, entry: ranking.decline(two[1], proposal_id=entry.id, version=2, reason=REASON),
    "its call cancelled": lambda two, entry: cancel(two[1], entry.call_id, 1, REASON),
}


@pytest.mark.parametrize("since", AMOUNTS)
def test_an_amount_that_can_no_longer_be_awarded_is_told_with_the_reason(two, since):
    call = make.call(judges_per_proposal=1)
    entry = make.proposal(call.id)
    ranking.shortlist(two[0], proposal_id=entry.id, version=1)
    app = open_page("ranking", two[0], call=call.id)
    kit.follow(app, proposal=entry.id)
    app.text_area[0].set_value("My own reason, and a good one.")
    app.text_input(key=f"ranking.{entry.id}.0.amount").set_value("7,500,000")
    AMOUNTS[since](two, entry)
    press(app, "Award")
    assert "What you typed for “Award amount (shillings)”: 7,500,000" in plain(app)
    kept = [area.value for area in app.text_area]
    assert "My own reason, and a good one." in plain(app) or "My own reason, and a good one." in kept
    assert not [row for row in make.rows(Decision) if row.awarded]


def test_a_reason_typed_before_the_shortlist_is_there_for_the_award(two):
    call = make.call(judges_per_proposal=1)
    entry = make.proposal(call.id)
    app = open_page("ranking", two[0], call=call.id)
    kit.follow(app, proposal=entry.id)
    app.text_area[0].set_value(REASON)
    press(app, "Put on the shortlist")
    app.text_input(key=f"ranking.{entry.id}.0.amount").set_value("7,500,000")
    press(app, "Award")
    assert [(row.amount, row.reason) for row in make.rows(Decision)] == [(7_500_000, REASON)]
    assert "7,500,000" in plain(app)
    press(app, "Reconsider")
    assert app.text_area[0].value == ""


def test_a_proposal_that_leaves_the_list_when_another_decides_stays_open_with_the_reason(two):
    call = make.call(judges_per_proposal=1)
    entry, _ = make.proposal(call.id), make.proposal(call.id)
    app = open_page("ranking", two[0], call=call.id)
    sound(app.segmented_control(key="pick.ranking.show").set_value("undecided").run())
    kit.follow(app, proposal=entry.id)
    app.text_area[0].set_value(REASON)
    ranking.decline(two[1], proposal_id=entry.id, version=1, reason="Another reason for it.")
    press(app, "Do not select")
    assert "State: was Eligible, is now Not selected" in plain(app)
    assert REASON in plain(app)
    press(app, "I have read it: decide on what it says now")
    assert "is now Not selected" not in plain(app)


def declining(two, pair):
    """One who is about to decline what is left."""
    call_id = pair[0].call_id
    app = unfold(open_page("ranking", two[0], call=call_id), "ranking.several")
    app.text_area(key=f"ranking.rest.{call_id}.0.reason").set_value(REASON)
    sound(next(each for each in app.checkbox if "checked the list" in each.label).check().run())
    return app


def test_what_is_left_is_declined_as_it_was_seen(two, pair):
    """As many are left as before, when one was decided and another came back; they are not the same ones."""
    first, second = pair
    ranking.decline(two[1], proposal_id=second.id, version=1, reason=REASON)
    app = declining(two, pair)
    ranking.decline(two[1], proposal_id=first.id, version=1, reason=REASON)
    ranking.reconsider(two[1], proposal_id=second.id, version=2)
    press(app, "Do not select this 1 proposal")
    assert TOLD in plain(app)
    assert make.fetch(Proposal, second.id).state is ProposalState.ELIGIBLE


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("decided", "have decided on every proposal that was left"),
        ("taken away", "This call was cancelled while"),
    ],
)
def test_declining_what_is_left_when_nothing_is(two, pair, since, said):
    app = declining(two, pair)
    if since == "decided":
        for entry in pair:
            ranking.decline(two[1], proposal_id=entry.id, version=1, reason="Another reason for it.")
    else:
        cancel(two[1], pair[0].call_id, 1, "The money was withdrawn.")
    press(app, "Do not select these 2 proposals")
    assert said in plain(app)
    assert REASON in plain(app)
    assert {row.reason for row in make.rows(Decision)} <= {"Another reason for it."}


def test_the_shortlist_too_is_another_list_by_the_readers_own_choice(two, pair):
    ranking.shortlist(two[1], proposal_id=pair[0].id, version=1)
    app = declining(two, pair)
    sound(next(each for each in app.checkbox if "shortlist" in each.label).check().run())
    assert TOLD not in plain(app)
    assert button(app, "Do not select these 2 proposals").disabled
