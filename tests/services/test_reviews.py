"""A judge's work: signed first, conflicts before texts, names hidden, a blank is never a zero."""

import dataclasses
import json

import pytest

from db.models.accounts import Account
from db.models.institutions import Institution
from db.models.judging import Assignment, ConflictOfInterest, Declaration, Review, Score
from db.models.proposals import TeamMember
from db.unit_of_work import unit_of_work
from innovation_hub.domain.judging import AssignmentState, ConflictKind
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.scoring import CANNOT
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound, NotNow
from innovation_hub.services import ranking, reviews
from tests.factories import judging as make


@pytest.fixture
def judge():
    return make.person(name="Jaji Mkuu Halima")


@pytest.fixture
def entry():
    return make.proposal(make.call().id)


@pytest.fixture
def opened(judge, entry):
    """The id of an assignment whose text is open before the judge."""
    assignment = make.asked(judge, entry)
    reviews.accept(judge, assignment_id=assignment)
    return assignment


@pytest.fixture
def rubric(entry):
    return make.criteria(entry.call_id)


def written(value):
    """Everything in a service's answer, as one text."""
    return json.dumps(
        value, default=lambda o: dataclasses.asdict(o) if dataclasses.is_dataclass(o) else str(o)
    )


def test_nothing_of_a_call_is_seen_before_the_declaration_is_signed(judge, entry):
    assignment = make.asked(judge, entry, signed=False)
    for use in (
        lambda: reviews.queue(judge, call_id=entry.call_id),
        lambda: reviews.sheet(judge, assignment_id=assignment),
        lambda: reviews.accept(judge, assignment_id=assignment),
    ):
        with pytest.raises(Forbidden) as refusal:
            use()
        assert refusal.value.key == "reviews.errors.unsigned"
    (call,) = reviews.calls(judge)
    assert (call.asked, call.done, call.signed) == (1, 0, False)
    assert entry.code not in written(call)


def test_the_declaration_is_signed_once_with_a_name(judge, entry):
    make.invited(entry.call_id, judge)
    with pytest.raises(Invalid):
        reviews.sign(judge, call_id=entry.call_id, name=" x ")
    for _ in range(2):
        reviews.sign(judge, call_id=entry.call_id, name="  Halima\x00   Juma ")
    (row,) = make.rows(Declaration)
    assert (row.signed_name, row.text_version) == ("Halima Juma", "2026-2")
    with pytest.raises(NotFound):
        reviews.sign(judge, call_id=make.call().id, name="Halima Juma")


def test_the_text_opens_only_after_the_question_of_conflict(judge, entry):
    assignment = make.asked(judge, entry)
    sheet = reviews.sheet(judge, assignment_id=assignment)
    assert (sheet.code, sheet.title, sheet.text, sheet.criteria) == (
        entry.code,
        "A tool for clinics",
        None,
        (),
    )
    assert "at some length" not in written(sheet)
    reviews.accept(judge, assignment_id=assignment)
    sheet = reviews.sheet(judge, assignment_id=assignment)
    assert "What we say of problem" in sheet.text.sections["problem"]
    assert len(sheet.criteria) == 2


def test_a_declared_conflict_never_opens_the_text(judge, entry):
    assignment = make.asked(judge, entry)
    reviews.recuse(judge, assignment_id=assignment, kind=ConflictKind.SUPERVISION, note="My student")
    assert reviews.sheet(judge, assignment_id=assignment).text is None
    (row,) = make.rows(ConflictOfInterest)
    assert (row.account_id, row.proposal_id, row.kind) == (judge.id, entry.id, ConflictKind.SUPERVISION)
    with pytest.raises(NotNow):
        reviews.accept(judge, assignment_id=assignment)
    assert reviews.calls(judge)[0].asked == 0


def test_a_conflict_that_the_hub_knows_of_keeps_the_text_closed(judge, entry):
    assignment = make.asked(judge, entry)
    with unit_of_work() as uow:  # the judge moved to the proposer's institution meanwhile
        uow.session.get(Account, judge.id).institution_id = entry.owner.institution_id
        uow.commit()
    with pytest.raises(NotNow) as refusal:
        reviews.accept(judge, assignment_id=assignment)
    assert refusal.value.key == "reviews.errors.known_conflict"


def test_judges_see_no_name_address_or_institution():
    judge, place = make.person(), make.institution("Mkwawa University")
    owner = make.person(Role.STUDENT, name="Asha Mrisho", institution_id=place)
    code = make.fetch(Institution, place).code
    entry = make.proposal(make.call().id, owner=owner, title=f"Asha Mrisho's tool ({code})")
    secret = make.rows(TeamMember, proposal_id=entry.id)[1]
    assignment = make.asked(judge, entry)
    seen = [reviews.queue(judge, call_id=entry.call_id), reviews.sheet(judge, assignment_id=assignment)]
    reviews.accept(judge, assignment_id=assignment)
    seen += [reviews.sheet(judge, assignment_id=assignment), reviews.calls(judge)]
    text = written(seen).lower()
    for hidden in (owner.name, secret.name, secret.email, "mkwawa", f"({code.lower()})", "@"):
        assert hidden.lower() not in text, hidden


def test_a_judge_reaches_only_their_own_reviews(judge, entry, opened):
    other = make.person()
    make.asked(other, entry)
    mine = make.criteria(entry.call_id)[0]
    for use in (
        lambda: reviews.sheet(other, assignment_id=opened),
        lambda: reviews.accept(other, assignment_id=opened),
        lambda: reviews.recuse(other, assignment_id=opened, kind=ConflictKind.OTHER),
        lambda: reviews.score(other, assignment_id=opened, criterion_id=mine, answer=3),
        lambda: reviews.save(other, assignment_id=opened, comment="", note="", version=1),
        lambda: reviews.submit(other, assignment_id=opened, version=1),
        lambda: reviews.unable(other, assignment_id=opened, reason=make.REASON),
        lambda: reviews.sheet(judge, assignment_id=opened + 100),
    ):
        with pytest.raises(NotFound):
            use()


def test_a_released_assignment_is_gone(judge, entry, opened):
    with unit_of_work() as uow:
        uow.session.get(Assignment, opened).state = AssignmentState.RELEASED
        uow.commit()
    with pytest.raises(NotFound):
        reviews.sheet(judge, assignment_id=opened)
    assert reviews.queue(judge, call_id=entry.call_id).total == 0


@pytest.mark.parametrize("value", [0, 6, -1, 2**70])
def test_a_score_out_of_range_is_refused(judge, opened, rubric, value):
    with pytest.raises(Invalid) as refusal:
        reviews.score(judge, assignment_id=opened, criterion_id=rubric[0], answer=value)
    assert refusal.value.key == "reviews.errors.range"
    assert make.rows(Score) == []


def test_a_criterion_of_another_call_is_refused(judge, opened):
    foreign = make.criteria(make.call().id)[0]
    with pytest.raises(NotFound):
        reviews.score(judge, assignment_id=opened, criterion_id=foreign, answer=3)


def test_scores_are_kept_as_they_are_given_and_can_be_changed(judge, entry, opened, rubric):
    was = None
    for version, answer in enumerate((2, 5, CANNOT), start=2):
        kept = reviews.score(judge, assignment_id=opened, criterion_id=rubric[0], answer=answer, was=was)
        assert (kept.version, kept.answers) == (version, {rubric[0]: answer})
        was = answer
    sheet = reviews.sheet(judge, assignment_id=opened)
    assert (sheet.scores, sheet.version, sheet.total) == ({rubric[0]: None}, 4, None)
    assert reviews.queue(judge, call_id=entry.call_id).items[0].scored == 1


def test_an_answer_that_stands_already_is_saved_and_changes_nothing(judge, opened, rubric):
    click = {"assignment_id": opened, "criterion_id": rubric[0], "answer": 3, "was": None}
    kept = reviews.score(judge, **click)
    again = reviews.score(judge, **click, since=1)
    assert (again.version, again.answers) == (kept.version, kept.answers) == (2, {rubric[0]: 3})


def test_an_answer_never_overwrites_another_windows_unseen(judge, opened, rubric):
    make.scored(judge, opened, rubric[0], 5)
    with pytest.raises(Conflict) as refusal:
        reviews.score(judge, assignment_id=opened, criterion_id=rubric[0], answer=3, was=None)
    assert refusal.value.data == {"theirs": 5}
    assert reviews.sheet(judge, assignment_id=opened).scores == {rubric[0]: 5}
    make.scored(judge, opened, rubric[1], 2)  # what another window wrote elsewhere on the sheet is no quarrel
    reviews.score(judge, assignment_id=opened, criterion_id=rubric[0], answer=3, was=5)
    assert reviews.sheet(judge, assignment_id=opened).scores == {rubric[0]: 3, rubric[1]: 2}


def test_an_answer_that_may_have_been_kept_and_undone_is_not_kept_twice(judge, opened, rubric):
    make.scored(judge, opened, rubric[0], 2)
    click = {"assignment_id": opened, "criterion_id": rubric[0], "answer": 4, "was": 2}
    kept = reviews.score(judge, **click)  # the answer to this is lost on its way
    make.scored(judge, opened, rubric[0], 2)  # and another window goes back to what was there
    with pytest.raises(Conflict) as refusal:
        reviews.score(judge, **click, since=kept.version - 1)
    assert refusal.value.data == {"theirs": 2}
    assert reviews.sheet(judge, assignment_id=opened).scores == {rubric[0]: 2}


def test_an_answer_that_was_lost_before_it_arrived_is_kept_when_it_comes_again(judge, opened, rubric):
    make.scored(judge, opened, rubric[0], 2)
    make.scored(judge, opened, rubric[1], 5)  # in another window, since
    kept = reviews.score(judge, assignment_id=opened, criterion_id=rubric[0], answer=4, was=2, since=2)
    assert kept.answers == {rubric[0]: 4, rubric[1]: 5}


def test_the_second_of_two_windows_is_told_and_the_first_stays(judge, opened, rubric):
    reviews.save(judge, assignment_id=opened, comment="From the first window", note="", version=1)
    with pytest.raises(Conflict):
        reviews.save(judge, assignment_id=opened, comment="From the second window", note="", version=1)
    make.scored(judge, opened, rubric[0], 3)
    with pytest.raises(Conflict):
        reviews.save(judge, assignment_id=opened, note="Before that score was seen", version=2)
    assert reviews.sheet(judge, assignment_id=opened).comment == "From the first window"


def test_a_blank_is_not_a_zero_and_must_be_answered(judge, opened, rubric):
    make.scored(judge, opened, rubric[0], 4)
    reviews.save(judge, assignment_id=opened, comment=make.COMMENT, note="", version=2)
    with pytest.raises(Invalid) as refusal:
        reviews.submit(judge, assignment_id=opened, version=3)
    assert (refusal.value.key, refusal.value.data["criteria"]) == ("reviews.errors.blank", [rubric[1]])
    make.scored(judge, opened, rubric[1], CANNOT)
    assert reviews.submit(judge, assignment_id=opened, version=4) == 4.0


def test_the_total_is_the_weighted_mean_in_the_calls_units(judge, entry):
    assignment = make.reviewed(judge, entry, 5, 2)
    sheet = reviews.sheet(judge, assignment_id=assignment)
    assert sheet.total == pytest.approx(0.6 * 5 + 0.4 * 2)
    assert sheet.state is AssignmentState.SUBMITTED


def test_at_least_one_score_and_a_comment_are_needed(judge, opened, rubric):
    for criterion in rubric:
        version = make.scored(judge, opened, criterion, CANNOT)
    version = reviews.save(judge, assignment_id=opened, comment=make.COMMENT, note="", version=version)
    with pytest.raises(Invalid) as refusal:
        reviews.submit(judge, assignment_id=opened, version=version)
    assert refusal.value.key == "reviews.errors.nothing_scored"
    version = make.scored(judge, opened, rubric[0], 1)
    version = reviews.save(judge, assignment_id=opened, comment="Short", note="", version=version)
    with pytest.raises(Invalid) as refusal:
        reviews.submit(judge, assignment_id=opened, version=version)
    assert refusal.value.key == "judging.errors.short.comment"
    with pytest.raises(Invalid):
        reviews.save(judge, assignment_id=opened, comment="x" * 4001, note="", version=version)


def test_a_submitted_review_is_changed_by_taking_it_back(judge, entry, rubric):
    assignment = make.reviewed(judge, entry, 5, 5)
    version = reviews.sheet(judge, assignment_id=assignment).version
    with pytest.raises(NotNow):
        make.scored(judge, assignment, rubric[0], 1)
    reviews.reopen(judge, assignment_id=assignment, version=version)
    assert make.rows(Review)[0].total is None
    make.scored(judge, assignment, rubric[0], 1)
    assert reviews.submit(judge, assignment_id=assignment, version=version + 2) == pytest.approx(2.6)


def test_the_first_decision_closes_judging(judge, opened, entry, rubric):
    done = make.proposal(entry.call_id)
    finished = make.reviewed(judge, done, 3, 3)
    organiser = make.person(Role.ORGANISER)
    ranking.decline(organiser, proposal_id=done.id, version=1, reason=make.REASON)
    version = reviews.sheet(judge, assignment_id=finished).version
    for use in (
        lambda: reviews.reopen(judge, assignment_id=finished, version=version),
        lambda: make.scored(judge, opened, rubric[0], 3),
        lambda: reviews.submit(judge, assignment_id=opened, version=1),
        lambda: reviews.unable(judge, assignment_id=opened, reason=make.REASON),
    ):
        with pytest.raises(NotNow) as refusal:
            use()
        assert refusal.value.key == "reviews.errors.closed"
    assert not reviews.sheet(judge, assignment_id=finished).open
    ranking.reconsider(organiser, proposal_id=done.id, version=2)
    assert reviews.sheet(judge, assignment_id=finished).open


def test_a_judge_may_give_an_opened_proposal_back_with_a_reason(judge, entry, opened):
    with pytest.raises(Invalid):
        reviews.unable(judge, assignment_id=opened, reason="no")
    reviews.unable(judge, assignment_id=opened, reason="This is not my field at all.")
    sheet = reviews.sheet(judge, assignment_id=opened)
    assert (sheet.state, sheet.text) == (AssignmentState.UNABLE, None)


def test_the_next_one_to_do_is_the_begun_one_then_the_others(judge, entry):
    entries = [entry, *(make.proposal(entry.call_id) for _ in range(2))]
    assignments = [make.asked(judge, e) for e in entries]
    reviews.accept(judge, assignment_id=assignments[2])
    assert reviews.next_to_do(judge, call_id=entry.call_id) == assignments[2]
    following = reviews.next_to_do(judge, call_id=entry.call_id, but=assignments[2])
    assert following in assignments[:2]
    assert reviews.next_to_do(make.person(), call_id=entry.call_id) is None


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.JUDGE])
def test_only_judges_judge(role):
    actor = make.person(role)
    for use in (
        lambda: reviews.calls(actor),
        lambda: reviews.queue(actor, call_id=1),
        lambda: reviews.sheet(actor, assignment_id=1),
        lambda: reviews.sign(actor, call_id=1, name="Somebody"),
        lambda: reviews.score(actor, assignment_id=1, criterion_id=1, answer=3),
        lambda: reviews.submit(actor, assignment_id=1, version=1),
    ):
        with pytest.raises(Forbidden):
            use()


@pytest.mark.parametrize("number", [1, 3])
def test_the_queue_takes_the_same_statements_however_long_it_is(judge, number):
    call = make.call()
    for _ in range(number):
        make.asked(judge, make.proposal(call.id))
    with make.counted() as statements:
        assert reviews.queue(judge, call_id=call.id).total == number
    assert statements.n == 4  # signed, the page, institutions, and what is covered
    with make.counted() as statements:
        reviews.calls(judge)
    assert statements.n == 1
