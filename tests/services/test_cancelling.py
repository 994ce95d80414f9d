"""A call is cancelled on all that was seen of it, its reason is published, and everybody in it is told once."""

from dataclasses import replace
from functools import partial

import pytest

from db.digests import digests
from db.models.calls import Call
from db.models.messages import OutboxMessage
from db.models.proposals import Proposal
from db.records import BY_NAME
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.calls import CallPhase, CallState
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.domain.proposals import ProposalState, SeenState
from innovation_hub.errors import Conflict, HubError, Invalid, NotNow
from innovation_hub.services import calls, journal, panels, proposals, reviews
from innovation_hub.services.mail import render
from tests.factories import judging as make
from tests.factories.accounts import a_student, an_account, an_organiser
from tests.factories.calls import a_call, cancel
from tests.factories.proposals import a_draft, a_submitted_proposal, typed
from tests.factories.races import at_once
from tests.factories.teams import a_member
from tests.services.test_records import forged

REASON = "The money was withdrawn."


@pytest.fixture
def organiser(clock):
    return an_organiser()


def of(call):
    return {"call_id": call.card.id, "version": call.version}


def test_what_cancelling_ends_is_counted(organiser):
    call, other = make.call(judges_per_proposal=1), make.call()
    entries = [make.proposal(call.id), make.proposal(call.id, state=ProposalState.SUBMITTED)]
    make.proposal(call.id, state=ProposalState.DRAFT)
    make.proposal(call.id, state=ProposalState.WITHDRAWN)
    make.proposal(other.id)
    judge = make.person()
    make.reviewed(judge, entries[0], 4, 4)
    make.asked(judge, entries[1])  # not begun
    make.invited(call.id)
    found = calls.touched(organiser, call_id=call.id)
    assert (found.submitted, found.drafts, found.reviews, found.judges) == (2, 1, 1, 2)


@pytest.mark.parametrize("since", ["a draft", "another draft", "a submission", "a review", "a judge"])
def test_only_what_was_seen_is_cancelled(organiser, since):
    call = make.call(judges_per_proposal=1)
    entry = make.proposal(call.id)
    draft = make.proposal(call.id, state=ProposalState.DRAFT)
    judge = make.person()
    assignment = make.asked(judge, entry)
    seen = calls.touched(organiser, call_id=call.id)
    if since == "a judge":
        make.invited(call.id)
    elif since == "a review":
        reviews.accept(judge, assignment_id=assignment)
    elif since == "another draft":  # as many as before
        with unit_of_work() as uow:
            uow.session.get_one(Proposal, draft.id).state = ProposalState.WITHDRAWN
            uow.commit()
        make.proposal(call.id, state=ProposalState.DRAFT)
    else:
        make.proposal(call.id, state=ProposalState.DRAFT if since == "a draft" else ProposalState.SUBMITTED)
    with pytest.raises(Conflict):
        calls.cancel(organiser, call_id=call.id, version=1, seen=seen, reason=REASON)
    assert make.fetch(Call, call.id).state is CallState.PUBLISHED
    assert not make.rows(OutboxMessage, kind="call_cancelled")
    assert cancel(organiser, call.id, 1, REASON).card.phase is CallPhase.CANCELLED


def test_the_reason_is_published_and_journalled_and_vouched_for(organiser):
    call = a_call(organiser)
    a_draft(a_student(), call)
    seen = calls.touched(organiser, call_id=call.card.id)
    with pytest.raises(Invalid) as refusal:
        calls.cancel(organiser, **of(call), seen=seen, reason="x" * 501)
    assert refusal.value.field == "reason"
    cancel(organiser, call.card.id, call.version, f"  {REASON} ")
    card = calls.get(VISITOR, call_id=call.card.id).card
    assert card.cancel_reason == REASON
    assert calls.announced(VISITOR).items[0].cancel_reason == REASON
    (entry,) = [one for one in journal.page(organiser, subject_type="call") if one.event == "call.cancelled"]
    assert entry.data == {
        "code": card.code,
        "reason": REASON,
        "proposals": 0,
        "drafts": 1,
        "reviews": 0,
        "judges": 0,
    }
    assert not journal.verify().faults
    forged(f"UPDATE call SET cancel_reason = 'Another' WHERE id = {card.id}")
    assert [(one.kind, one.id) for one in journal.verify().faults] == [("call", card.id)]


def test_a_reason_given_before_reasons_were_published_stays_in_the_journal(organiser):
    """As the migration leaves it: nothing is shown, and the hash of such a call is the one it always had."""
    call = make.call(state=CallState.CANCELLED, published_at=now())
    assert calls.get(VISITOR, call_id=call.id).card.cancel_reason == ""
    kind = BY_NAME["call"]
    before = replace(kind, columns=kind.columns.replace(" cancel_reason", ""))
    assert before != kind
    with read_only() as session:
        assert digests(session, before, [call.id]) == digests(session, kind, [call.id]) != {}


def test_everybody_with_a_proposal_or_draft_and_every_judge_is_told_once_in_their_language(organiser):
    call = a_call(organiser)
    leader, member = a_student(email="leader@hub.example", language="sw"), "member@hub.example"
    own = a_draft(leader, call)
    a_member(leader, an_account(email=member, language="en"), own.id)
    a_submitted_proposal(a_student(language="en"), call)
    a_draft(a_student(email="elsewhere@hub.example"), a_call(organiser))
    judges = [an_account(Role.JUDGE, language=lang) for lang in ("sw", "en")]
    panels.invite(organiser, call_id=call.card.id, account_ids=[judge.id for judge in judges])
    cancel(organiser, call.card.id, call.version, REASON)
    told = {row.to_address: row for row in make.rows(OutboxMessage, kind="call_cancelled")}
    assert len(make.rows(OutboxMessage, kind="call_cancelled")) == len(told) == 3
    assert (told["leader@hub.example"].language, told[member].language) == ("sw", "en")
    judged = make.rows(OutboxMessage, kind="reviews_cancelled")
    assert sorted(row.language for row in judged) == ["en", "sw"]
    for row in (*told.values(), *judged):
        said = render(row).get_content()
        title = call.card.title_sw if row.language == "sw" else call.card.title_en
        assert title in said
        assert REASON in said
        assert "{" not in said


def test_their_proposals_and_receipts_say_so(organiser):
    call, writer, other = a_call(organiser), a_student(), a_student()
    sent, draft = a_submitted_proposal(writer, call), a_draft(other, call)
    cancel(organiser, call.card.id, call.version, REASON)
    for who, own in ((writer, sent), (other, draft)):
        view = proposals.get(who, proposal_id=own.id)
        assert (view.state, view.editable) == (SeenState.CALL_CANCELLED, False)
        assert view.call.cancel_reason == REASON
        with pytest.raises(NotNow) as refusal:
            typed(who, own.id, "title", "Kichwa kingine cha andiko")
        assert refusal.value.key == "proposals.refused.call_cancelled"
    receipt = proposals.receipt(writer, proposal_id=sent.id)
    assert (receipt.cancelled, receipt.cancel_reason) == (True, REASON)


@pytest.mark.parametrize("state", [ProposalState.SHORTLISTED, ProposalState.AWARDED, ProposalState.DECLINED])
def test_nothing_is_told_of_a_decision_that_was_never_published(organiser, state):
    call, writer = make.call(published_at=now()), a_student()
    own = make.proposal(call.id, state=state, owner=writer)
    cancel(organiser, call.id, 1, REASON)
    assert proposals.get(writer, proposal_id=own.id).state is SeenState.CALL_CANCELLED


def test_its_judges_see_it_with_the_reason_and_write_no_more(organiser):
    call, judge = make.call(judges_per_proposal=1), make.person()
    begun, done = (
        make.asked(judge, make.proposal(call.id)),
        make.reviewed(judge, make.proposal(call.id), 4, 4),
    )
    reviews.accept(judge, assignment_id=begun)
    version = reviews.sheet(judge, assignment_id=done).version
    criterion = make.criteria(call.id)[0]
    cancel(organiser, call.id, 1, REASON)
    (found,) = reviews.calls(judge)
    assert (found.card.phase, found.card.cancel_reason) == (CallPhase.CANCELLED, REASON)
    for act in (
        lambda: reviews.sheet(judge, assignment_id=begun),
        lambda: reviews.score(judge, assignment_id=begun, criterion_id=criterion, answer=3),
        lambda: reviews.save_field(judge, record_id=begun, name="comment", value="Late.", over=""),
        lambda: reviews.submit(judge, assignment_id=begun, version=1),
        lambda: reviews.unable(judge, assignment_id=begun, reason="I cannot judge this one."),
        lambda: reviews.reopen(judge, assignment_id=done, version=version),
    ):
        with pytest.raises(NotNow) as refusal:
            act()
        assert refusal.value.key == "reviews.errors.cancelled"


@pytest.mark.parametrize("_again", range(3))
def test_a_draft_begun_at_the_moment_of_cancelling_is_told_of_or_never_begun(organiser, _again):
    call, writer = a_call(organiser), a_student(email="quick@hub.example")
    seen = calls.touched(organiser, call_id=call.card.id)
    cancelling = partial(calls.cancel, organiser, **of(call), seen=seen, reason=REASON)
    begun, ended = at_once(partial(proposals.begin, writer, call_id=call.card.id), cancelling)
    assert isinstance(begun, HubError) != isinstance(ended, HubError), (begun, ended)
