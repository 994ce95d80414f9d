"""Published results: by code, names only with consent, and nothing at all before publication."""

import pytest

from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import SignInRequired
from innovation_hub.services import ranking, results
from tests.factories import judging as make

GOOD = "The best of the call, by far."


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call()


def awarded(organiser, call, amount=3_000_000, **values):
    entry = make.proposal(call.id, **values)
    ranking.shortlist(organiser, proposal_id=entry.id, version=1)
    ranking.award(organiser, proposal_id=entry.id, version=2, amount=amount, reason=GOOD)
    return entry


def declined(organiser, call, **values):
    entry = make.proposal(call.id, **values)
    ranking.decline(organiser, proposal_id=entry.id, version=1, reason=make.REASON)
    return entry


def test_nothing_is_told_before_publication(organiser, call):
    entry = awarded(organiser, call)
    assert results.concluded_calls(VISITOR) == []
    assert results.listed(VISITOR, call_id=call.id).total == 0
    assert results.own_feedback(entry.owner, call_id=call.id) == []


def test_everyone_reads_awards_by_code_with_amounts_and_counts(organiser, call):
    small, large = awarded(organiser, call, 1_000_000), awarded(organiser, call, 9_000_000)
    lost = declined(organiser, call, title="A secret idea")
    make.concluded(organiser, call)
    (counts,) = results.concluded_calls(VISITOR)
    assert (counts.received, counts.shortlisted, counts.awarded, counts.amount) == (3, 2, 2, 10_000_000)
    page = results.listed(VISITOR, call_id=call.id)
    assert [(r.code, r.amount) for r in page.items] == [(large.code, 9_000_000), (small.code, 1_000_000)]
    everything = results.listed(VISITOR, call_id=call.id, only_awarded=False)
    assert [(r.code, r.awarded, r.title, r.track) for r in everything.items][2] == (
        lost.code,
        False,
        None,
        None,
    )


def test_an_unfunded_idea_is_neither_shown_nor_found(organiser, call):
    lost = declined(organiser, call, title="A secret idea", consent_to_name=True, for_institution=True)
    make.concluded(organiser, call)

    def found(text):
        return results.listed(VISITOR, call_id=call.id, only_awarded=False, text=text).items

    assert found("secret") == []
    (result,) = found(lost.code)
    assert (result.people, result.institution_en, result.amount) == ((), None, 0)


def test_names_stand_there_only_with_consent_and_institutions_for_their_own(organiser, call):
    place = make.institution("University of Songea")
    owner = make.person(Role.OFFICER, name="Asha Mrisho", institution_id=place)
    silent = awarded(organiser, call, 1, owner=owner)
    named = awarded(organiser, call, 2, owner=owner, consent_to_name=True)
    official = awarded(organiser, call, 3, owner=owner, for_institution=True)
    make.concluded(organiser, call)
    by_code = {r.code: r for r in results.listed(VISITOR, call_id=call.id).items}
    assert (by_code[silent.code].people, by_code[silent.code].institution_en) == ((), None)
    assert by_code[named.code].people[0] == "Asha Mrisho"
    assert (by_code[official.code].people, by_code[official.code].institution_en) == (
        (),
        "University of Songea",
    )


def test_an_earlier_decision_does_not_count_twice(organiser, call):
    entry = awarded(organiser, call, 5)
    ranking.reconsider(organiser, proposal_id=entry.id, version=3)
    ranking.shortlist(organiser, proposal_id=entry.id, version=4)
    ranking.award(organiser, proposal_id=entry.id, version=5, amount=8, reason=GOOD)
    make.concluded(organiser, call)
    assert results.concluded_calls(VISITOR)[0].amount == 8
    assert [r.amount for r in results.listed(VISITOR, call_id=call.id).items] == [8]


def test_proposers_read_the_reason_and_the_comments_without_the_judges(organiser, call):
    judge = make.person(name="Jaji Halima")
    entry, other = make.proposal(call.id), make.proposal(call.id)
    make.reviewed(judge, entry, 2, 2)
    for each in (entry, other):
        ranking.decline(organiser, proposal_id=each.id, version=1, reason=make.REASON)
    make.concluded(organiser, call)
    (feedback,) = results.own_feedback(entry.owner, call_id=call.id)
    assert (feedback.code, feedback.state) == (entry.code, ProposalState.DECLINED)
    assert (feedback.reason, feedback.comments) == (make.REASON, (make.COMMENT,))
    assert "Halima" not in repr(feedback)
    assert results.own_feedback(make.person(Role.STUDENT), call_id=call.id) == []
    with pytest.raises(SignInRequired):
        results.own_feedback(VISITOR, call_id=call.id)


@pytest.mark.parametrize("number", [1, 3])
def test_results_take_the_same_statements_however_long_they_are(organiser, call, number):
    for _ in range(number):
        awarded(organiser, call)
    make.concluded(organiser, call)
    with make.counted() as statements:
        assert results.listed(VISITOR, call_id=call.id).total == number
    assert statements.n == 1
    with make.counted() as statements:
        results.concluded_calls(VISITOR)
    assert statements.n == 1
