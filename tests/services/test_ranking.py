"""Ranks, shortlists and decisions: what the organiser sees, may do, and must give a reason for."""

import threading

import pytest

from db.models.calls import Call
from db.models.journal import JournalEntry
from db.models.messages import OutboxMessage
from db.models.proposals import Proposal
from db.models.results import Decision
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import Conflict, Forbidden, HubError, Invalid, NotFound, NotNow
from innovation_hub.methods.terms.ranking import Direction, Model
from innovation_hub.services import judging, ranking
from tests.factories import judging as make


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call()


def state_of(entry):
    return make.fetch(Proposal, entry.id).state


def shortlisted(organiser, call):
    entry = make.proposal(call.id)
    ranking.shortlist(organiser, proposal_id=entry.id, version=1)
    return entry


def test_the_ranking_tells_mean_number_spread_and_what_is_missing(organiser, call):
    good, fair, unread = (make.proposal(call.id) for _ in range(3))
    one, two = make.person(), make.person()
    make.reviewed(one, good, 5, 5)
    make.reviewed(two, good, 4, 4)
    make.reviewed(one, fair, 3, None)
    make.asked(two, fair)
    rows = ranking.ranking(organiser, call_id=call.id).items
    assert [(row.code, row.standing.rank, row.missing, row.waited_for) for row in rows] == [
        (good.code, 1, 0, 0),
        (fair.code, 2, 1, 1),
        (unread.code, None, 2, 0),
    ]
    assert (rows[0].standing.mean, rows[0].standing.n) == (4.5, 2)
    assert rows[0].standing.sd == pytest.approx(0.70710678)
    assert (rows[0].standing.lowest, rows[0].standing.highest) == (4, 5)
    assert (rows[1].standing.mean, rows[1].standing.sd) == (3.0, None)
    assert rows[2].standing.mean is None


def test_where_the_lowest_score_is_the_best_the_lowest_comes_first(organiser):
    call = make.call(score_best=Direction.LOWEST)
    worse, better = make.proposal(call.id), make.proposal(call.id)
    judge = make.person()
    make.reviewed(judge, worse, 4, 4)
    make.reviewed(judge, better, 1, 2)
    assert [row.code for row in ranking.ranking(organiser, call_id=call.id).items] == [
        better.code,
        worse.code,
    ]
    assert make.shortlisted_top(organiser, call, top=1) == 1
    assert (state_of(better), state_of(worse)) == (ProposalState.SHORTLISTED, ProposalState.ELIGIBLE)
    fair = ranking.adjusted(organiser, call_id=call.id, model=Model.MEAN)
    assert [place.code for place in fair.places] == [better.code, worse.code]


def test_a_review_that_was_taken_back_does_not_count(organiser, call):
    from innovation_hub.services import reviews

    judge, entry = make.person(), make.proposal(call.id)
    assignment = make.reviewed(judge, entry, 5, 5)
    version = reviews.sheet(judge, assignment_id=assignment).version
    reviews.reopen(judge, assignment_id=assignment, version=version)
    (row,) = ranking.ranking(organiser, call_id=call.id).items
    assert (row.standing.n, row.standing.mean, row.waited_for) == (0, None, 1)


def test_the_organiser_reads_the_reviews_behind_a_place(organiser, call):
    judge, entry = make.person(name="Jaji Halima"), make.proposal(call.id)
    make.reviewed(judge, entry, 5, None)
    (review,) = ranking.reviews(organiser, proposal_id=entry.id)
    first, second = make.criteria(call.id)
    assert (review.judge, review.total, review.scores) == ("Jaji Halima", 5.0, {first: 5, second: None})
    assert review.comment == make.COMMENT


def test_the_top_with_those_that_share_its_last_rank_is_shortlisted(organiser, call):
    judge = make.person()
    entries = [make.proposal(call.id) for _ in range(5)]
    for entry, score in zip(entries, (5, 4, 4, 2), strict=False):
        make.reviewed(judge, entry, score, score)
    assert make.shortlisted_top(organiser, call, top=2) == 3
    assert [state_of(entry).value for entry in entries] == [*["shortlisted"] * 3, *["eligible"] * 2]
    assert make.fetch(Proposal, entries[0].id).was_shortlisted
    assert make.shortlisted_top(organiser, call, top=2) == 0
    with pytest.raises(Invalid):
        make.shortlisted_top(organiser, call, top=0)


def test_an_award_needs_the_shortlist_an_amount_and_a_reason(organiser, call):
    entry = make.proposal(call.id)
    award = {"proposal_id": entry.id, "amount": 5_000_000, "reason": "The best of the call."}
    with pytest.raises(NotNow):
        ranking.award(organiser, version=1, **award)
    ranking.shortlist(organiser, proposal_id=entry.id, version=1)
    for wrong in ({"amount": -5}, {"amount": 10**20}, {"reason": "  good  "}):
        with pytest.raises(Invalid):
            ranking.award(organiser, version=2, **{**award, **wrong})
    assert state_of(entry) is ProposalState.SHORTLISTED
    ranking.award(organiser, version=2, **award)
    (decision,) = make.rows(Decision)
    assert (decision.awarded, decision.amount, decision.decided_by) == (True, 5_000_000, organiser.id)
    assert make.rows(JournalEntry)[-1].data == {"from": "shortlisted", "to": "awarded", "amount": 5_000_000}
    (row,) = ranking.ranking(organiser, call_id=call.id).items
    assert (row.amount, row.reason) == (5_000_000, "The best of the call.")


def test_a_decision_can_be_reconsidered_and_stays_on_record(organiser, call):
    entry = shortlisted(organiser, call)
    ranking.award(organiser, proposal_id=entry.id, version=2, amount=0, reason="Without money, with honour.")
    ranking.reconsider(organiser, proposal_id=entry.id, version=3)
    assert state_of(entry) is ProposalState.ELIGIBLE
    ranking.decline(organiser, proposal_id=entry.id, version=4, reason=make.REASON)
    first, second = make.rows(Decision)
    assert first.superseded_at is not None
    assert (second.superseded_at, second.awarded) == (None, False)


def test_the_rest_is_declined_with_one_reason(organiser, call):
    kept = shortlisted(organiser, call)
    ranking.award(organiser, proposal_id=kept.id, version=2, amount=1, reason="The best of the call.")
    rest = [make.proposal(call.id), shortlisted(organiser, call)]
    out = make.proposal(call.id, state=ProposalState.INELIGIBLE)
    assert make.declined_rest(organiser, call, shortlist=True) == 2
    assert [state_of(e).value for e in [kept, *rest, out]] == [
        "awarded",
        "declined",
        "declined",
        "ineligible",
    ]


@pytest.mark.parametrize(
    "act",
    [
        lambda o, e: ranking.shortlist(o, proposal_id=e.id, version=1),
        lambda o, e: ranking.unshortlist(o, proposal_id=e.id, version=1),
        lambda o, e: ranking.award(o, proposal_id=e.id, version=1, amount=1, reason=make.REASON),
        lambda o, e: ranking.decline(o, proposal_id=e.id, version=1, reason=make.REASON),
        lambda o, e: ranking.reconsider(o, proposal_id=e.id, version=1),
    ],
)
def test_a_stale_page_changes_nothing(organiser, call, act):
    entry = shortlisted(organiser, call)
    with pytest.raises(Conflict):
        act(organiser, entry)
    assert state_of(entry) is ProposalState.SHORTLISTED
    with pytest.raises(NotFound):
        act(organiser, make.Entered(entry.id + 100, "", call.id, organiser))


def test_of_two_organisers_at_the_same_moment_one_is_told(call):
    organisers = [make.person(Role.ORGANISER) for _ in range(2)]
    entry = make.proposal(call.id)
    outcomes, barrier = [], threading.Barrier(2)

    def decide(organiser):
        barrier.wait()
        try:
            ranking.decline(organiser, proposal_id=entry.id, version=1, reason=make.REASON)
            outcomes.append("done")
        except HubError as refusal:
            outcomes.append(type(refusal).__name__)

    threads = [threading.Thread(target=decide, args=(organiser,)) for organiser in organisers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["Conflict", "done"]
    assert len(make.rows(Decision)) == 1


def test_results_are_published_once_everything_is_decided(organiser, call):
    entry, waiting = shortlisted(organiser, call), make.proposal(call.id, state=ProposalState.SUBMITTED)
    out = make.proposal(call.id, state=ProposalState.INELIGIBLE)
    make.proposal(call.id, state=ProposalState.DRAFT)
    with pytest.raises(NotNow) as refusal:
        ranking.conclude(organiser, call_id=call.id, version=1, seen="")
    assert (refusal.value.key, refusal.value.data) == ("ranking.errors.undecided", {"n": 2})
    from innovation_hub.services import screening

    screening.rule_out(organiser, proposal_id=waiting.id, version=1, reason=make.REASON)
    ranking.award(organiser, proposal_id=entry.id, version=2, amount=7, reason="The best of the call.")
    with pytest.raises(Conflict):
        ranking.conclude(organiser, call_id=call.id, version=2, seen="")
    make.concluded(organiser, call)
    concluded = make.fetch(Call, call.id)
    assert concluded.state is CallState.CONCLUDED
    assert concluded.concluded_at is not None
    assert sorted(m.params["code"] for m in make.rows(OutboxMessage)) == sorted(
        [entry.code, waiting.code, out.code]
    )
    with pytest.raises(NotNow):
        ranking.reconsider(organiser, proposal_id=entry.id, version=3)
    with pytest.raises(NotNow):
        ranking.conclude(organiser, call_id=call.id, version=2, seen="")


def test_nothing_is_decided_while_the_call_is_open(organiser):
    entry = make.proposal(make.call(closed=False).id)
    with pytest.raises(NotNow):
        ranking.shortlist(organiser, proposal_id=entry.id, version=1)
    with pytest.raises(NotNow):
        ranking.conclude(organiser, call_id=entry.call_id, version=1, seen="")


def test_the_list_of_calls_counts_by_state(organiser, call):
    make.proposal(call.id, state=ProposalState.SUBMITTED)
    make.proposal(call.id)
    make.proposal(call.id, state=ProposalState.DECLINED)
    make.proposal(call.id, state=ProposalState.WITHDRAWN)
    make.call(state=CallState.DRAFT)
    (found,) = judging.calls(organiser)
    assert (found.id, found.received, found.waiting, found.in_judging, found.decided) == (call.id, 3, 1, 2, 1)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORGANISER])
def test_only_organisers_rank_and_decide(role):
    actor, entry = make.person(role), make.proposal(make.call().id)
    for use in (
        lambda: ranking.ranking(actor, call_id=entry.call_id),
        lambda: ranking.reviews(actor, proposal_id=entry.id),
        lambda: ranking.shortlist(actor, proposal_id=entry.id, version=1),
        lambda: ranking.shortlist_top(actor, call_id=entry.call_id, top=1, seen=""),
        lambda: ranking.decline_remaining(actor, call_id=entry.call_id, seen="", reason=make.REASON),
        lambda: ranking.conclude(actor, call_id=entry.call_id, version=1, seen=""),
        lambda: judging.calls(actor),
    ):
        with pytest.raises(Forbidden):
            use()


def test_a_move_of_the_jury_is_not_to_be_seen_in_the_instant_that_writers_read():
    organiser, entry = make.person(Role.ORGANISER), make.proposal(make.call().id)
    before = make.fetch(Proposal, entry.id).updated_at
    ranking.shortlist(organiser, proposal_id=entry.id, version=1)
    ranking.award(organiser, proposal_id=entry.id, version=2, amount=5, reason=make.REASON)
    after = make.fetch(Proposal, entry.id)
    assert (after.state, after.updated_at) == (ProposalState.AWARDED, before)


def test_nobody_decides_on_their_own_proposal():
    organiser, call = make.person(Role.ORGANISER), make.call()
    own = make.proposal(call.id, owner=organiser)
    for use in (
        lambda: ranking.shortlist(organiser, proposal_id=own.id, version=1),
        lambda: ranking.decline(organiser, proposal_id=own.id, version=1, reason=make.REASON),
        lambda: make.declined_rest(organiser, call),
    ):
        with pytest.raises(Forbidden) as refusal:
            use()
        assert refusal.value.key == "judging.errors.own_proposal"
    ranking.shortlist(make.person(Role.ORGANISER), proposal_id=own.id, version=1)
