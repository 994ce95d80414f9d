"""The texts of a review, saved one by one beside the scores."""

import pytest

from db.unit_of_work import unit_of_work
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.scoring import COMMENT_MAX
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound, NotNow
from innovation_hub.services import reviews
from tests.factories import judging as make


@pytest.fixture
def call():
    return make.call()


@pytest.fixture
def judge():
    return make.person()


@pytest.fixture
def opened(judge, call):
    """An assignment whose text is open before the judge."""
    assignment = make.asked(judge, make.proposal(call.id))
    reviews.accept(judge, assignment_id=assignment)
    return assignment


def test_texts_and_scores_are_kept_beside_each_other(judge, call, opened):
    first, _ = make.criteria(call.id)
    make.typed(judge, opened, "note", "Kwa siri")
    make.scored(judge, opened, first, 2)
    kept = make.typed(judge, opened, "comment", f" {make.COMMENT} ", over="")
    sheet = reviews.sheet(judge, assignment_id=opened)
    assert (sheet.comment, sheet.note, sheet.scores) == (make.COMMENT, "Kwa siri", {first: 2})
    assert kept.record_version == sheet.version == 4
    assert make.typed(judge, opened, "comment", make.COMMENT).record_version == 4  # sent again


def test_two_windows_are_asked_and_nothing_is_written_over(judge, opened):
    make.typed(judge, opened, "comment", "From the first window.")
    with pytest.raises(Conflict) as conflict:
        make.typed(judge, opened, "comment", "From the second window.", over="")
    assert conflict.value.data["theirs"]["value"] == "From the first window."
    assert reviews.sheet(judge, assignment_id=opened).comment == "From the first window."


def test_a_comment_that_is_too_long_is_a_draft_and_refused_when_submitted(judge, call, opened):
    for criterion in make.criteria(call.id):
        make.scored(judge, opened, criterion, 3)
    version = make.typed(judge, opened, "comment", "m" * (COMMENT_MAX + 103)).record_version
    with pytest.raises(Invalid) as refusal:
        reviews.submit(judge, assignment_id=opened, version=version)
    assert refusal.value.field == "comment"
    make.typed(judge, opened, "comment", make.COMMENT)
    reviews.submit(judge, assignment_id=opened, version=version + 1)


@pytest.mark.parametrize("name", ["confidential_note", "total", "state", ""])
def test_only_the_texts_can_be_written(judge, opened, name):
    with pytest.raises(NotFound):
        reviews.save_field(judge, record_id=opened, name=name, value="x", over="x")


def test_nobody_writes_in_anothers_review_and_none_in_a_closed_one(judge, call, opened):
    change = {"record_id": opened, "name": "comment", "value": "x", "over": "x"}
    with pytest.raises(NotFound):
        reviews.save_field(make.person(), **change)
    with pytest.raises(Forbidden):
        reviews.save_field(make.person(Role.ORGANISER), **change)
    with unit_of_work() as uow:
        uow.session.get(type(call), call.id).state = CallState.CONCLUDED
        uow.commit()
    with pytest.raises(NotNow):
        reviews.save_field(judge, **change)
