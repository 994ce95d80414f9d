"""Calls, reviews and proposals from two pages at once: changed, decided and taken away since they were seen."""

from datetime import timedelta

import pytest

from db.models.calls import Call
from db.models.proposals import Proposal
from db.unit_of_work import unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.services import calls, proposals, reviews
from innovation_hub.ui.calls.values import wall
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.factories.calls import cancel
from tests.pages.decision_kit import REASON, TOLD, pair, press, two
from tests.pages.kit import open_page, sound, unfold
from tests.pages.test_decisions import plain

__all__ = ["pair", "two"]


# Calls: amended, extended, the extension taken back, cancelled.


def amended(other, call):
    words = {"title_sw": "Kichwa kingine", "title_en": "Another title", "text_sw": "a", "text_en": "b"}
    calls.amend(other, call_id=call.id, version=call.version, **words)


def extended(other, call):
    later = call.closes_at + timedelta(days=2)
    calls.extend(other, call_id=call.id, version=call.version, closes_at=later)


def deciding(app, call, what):
    """The label of the button that decides on the call, once its page is made ready for it."""
    if what == "amend":
        unfold(app, f"amend.{call.id}.fold")
        return "Save"
    if what == "extend":
        unfold(app, f"extend.{call.id}.fold")
        at = call.closes_at.replace(second=0, microsecond=0) + timedelta(days=5)
        sound(app.datetime_input[0].set_value(wall(at)).run())
    elif what == "cancel":
        unfold(app, "call.cancelling")
        sound(app.text_area(key=f"call.cancel.{call.id}.0.reason").set_value(REASON).run())
    beginnings = {"extend": "Extend by", "extension": "Put the deadline back", "cancel": "Cancel the call"}
    (label,) = [each.label for each in app.button if each.label.startswith(beginnings[what])]
    return label


CALLS = {
    ("amend", "changed"): (amended, "is now Another title"),
    ("amend", "taken away"): ("cancel", "was cancelled while you were looking"),
    ("extend", "changed"): (amended, "is now Another title"),
    ("extend", "decided"): (extended, TOLD),
    ("extend", "taken away"): ("cancel", "was cancelled while you were looking"),
    ("extension", "changed"): (extended, "is now"),
    ("extension", "decided"): ("take back", "was taken back while you were looking"),
    ("extension", "taken away"): ("cancel", "was cancelled while you were looking"),
    ("cancel", "changed"): (extended, "is now"),
    ("cancel", "taken away"): (
        lambda other, call: make.proposal(call.id, state=ProposalState.DRAFT),
        "Drafts: was 0, is now 1",
    ),
    ("cancel", "decided"): ("cancel", "was cancelled while you were looking"),
}


@pytest.mark.parametrize(("what", "since"), CALLS)
def test_calls(two, what, since):
    meanwhile, said = CALLS[what, since]
    call = make.call(closed=False, published_at=now() - timedelta(days=1))
    if what == "extension":
        extended(two[1], call)
    app = open_page("call_editor", two[0], call=call.id)
    label = deciding(app, call, what)
    stands = make.fetch(Call, call.id)
    if meanwhile == "cancel":
        cancel(two[1], call.id, stands.version, REASON)
    elif meanwhile == "take back":
        calls.take_back_extension(two[1], call_id=call.id, version=stands.version)
    else:
        meanwhile(two[1], stands)
    before = make.fetch(Call, call.id)
    press(app, label)
    assert make.fetch(Call, call.id).version == before.version
    assert said in plain(app)
    if what == "cancel":
        assert REASON in plain(app) or REASON in [area.value for area in app.text_area]


# A review: taken back by its judge while the organiser decides, in two windows of the judge.


@pytest.mark.parametrize("since", ["changed", "taken away"])
def test_reviews(two, since):
    call = make.call(judges_per_proposal=1)
    judge = an_account(Role.JUDGE, name="Halima Juma")
    assignment = make.reviewed(judge, make.proposal(call.id), 4, 4)
    app = open_page("review", judge, assignment=assignment)
    if since == "changed":
        reviews.reopen(
            judge, assignment_id=assignment, version=reviews.sheet(judge, assignment_id=assignment).version
        )
    else:
        cancel(two[1], call.id, 1, REASON)
    press(app, "Change this review")
    assert "State: was Submitted, is now" in plain(app) or "call was cancelled" in plain(app)


def test_a_review_taken_back_while_its_judge_writes_why_keeps_the_reason(two):
    call = make.call(judges_per_proposal=1)
    judge = an_account(Role.JUDGE, name="Halima Juma")
    assignment = make.asked(judge, make.proposal(call.id))
    reviews.accept(judge, assignment_id=assignment)
    app = open_page("review", judge, assignment=assignment)
    unfold(app, f"review.{assignment}.giving_back")
    app.text_area(key=f"review.{assignment}.unable").set_value(REASON)
    make.released(two[1], assignment)
    press(app, "Return the proposal")
    assert "has taken this proposal back from you" in plain(app)
    assert REASON in plain(app)


# A proposal: withdrawn by its leader, in two windows of theirs.


@pytest.mark.parametrize("since", ["decided", "taken away"])
def test_a_proposal_taken_back(two, since):
    call = make.call(closed=False)
    leader = an_account(Role.STUDENT, name="Asha Leader")
    entry = make.proposal(call.id, state=ProposalState.SUBMITTED, owner=leader)
    app = open_page("proposal", leader, proposal=entry.id, step="submit")
    if since == "decided":
        proposals.withdraw(leader, proposal_id=entry.id, version=1)
    else:
        cancel(two[1], call.id, 1, REASON)
    before = make.fetch(Proposal, entry.id)
    press(app, "Withdraw the proposal")
    said = (
        "State: was Submitted, is now Withdrawn" if since == "decided" else "Call: was Open, is now Cancelled"
    )
    assert said in plain(app)
    assert make.fetch(Proposal, entry.id).version == before.version


def test_a_proposal_that_its_leader_submits_can_be_taken_back_at_once(two):
    """The form sheet submits past the page, which draws the receipt afterwards."""
    call = make.call(closed=False)
    leader = an_account(Role.STUDENT, name="Asha Leader")
    entry = make.proposal(call.id, state=ProposalState.DRAFT, owner=leader)
    app = open_page("proposal", leader, proposal=entry.id, step="submit")
    with unit_of_work() as uow:
        uow.session.get(Proposal, entry.id).state = ProposalState.SUBMITTED
        uow.commit()
    sound(app.run())
    assert TOLD not in plain(app)
    press(app, "Withdraw the proposal")
    assert make.fetch(Proposal, entry.id).state is ProposalState.WITHDRAWN
