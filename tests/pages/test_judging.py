"""The pages of a judge, from the declaration to the review that is submitted, as people use them."""

import pytest

from db.models.judging import Assignment, Declaration, Review
from innovation_hub.domain.fields import version
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.scoring import CANNOT
from innovation_hub.services import reviews
from tests.factories import judging as make
from tests.pages import kit
from tests.pages.judging_kit import LANGUAGES, answers, call, judge, press, seen, submit_form, text

__all__ = ["call", "judge"]


def test_a_judge_signs_before_anything_is_shown(judge, call):
    entry = make.proposal(call.id, title="A hidden title")
    make.asked(judge, entry, signed=False)
    app = kit.open_page("reviews", judge)
    assert "A hidden title" not in seen(app)
    app.text_input(key="reviews.declaration.name").set_value("Halima Juma")
    submit_form(app)
    assert make.rows(Declaration)[0].signed_name == "Halima Juma"
    assert entry.code in seen(app)


def test_a_judge_answers_scores_and_hands_in(judge, call):
    entry = make.proposal(call.id)
    assignment = make.asked(judge, entry)
    app = kit.open_page("review", judge, assignment=assignment)
    assert "at some length" not in seen(app)
    app.radio(key=f"review.{assignment}.conflict").set_value("none").run()
    press(app, "review.answer")
    assert "at some length" in seen(app)
    first, second = make.criteria(call.id)
    make.scored(judge, assignment, first, 4)
    press(app, "review.submit")
    assert "1 criterion has no answer yet" in kit.text(app)
    make.scored(judge, assignment, second, CANNOT)
    make.typed(judge, assignment, "comment", "Too short")
    press(app, "review.submit")
    assert app.error
    assert text(app, assignment, "comment")["value"] == "Too short"
    make.typed(judge, assignment, "comment", make.COMMENT)
    press(app, "review.submit")
    (review,) = make.rows(Review)
    assert (review.total, review.comment) == (4.0, make.COMMENT)
    assert make.fetch(Assignment, assignment).state is AssignmentState.SUBMITTED


def test_a_judge_takes_a_review_back_and_keeps_what_was_written(judge, call):
    entry = make.proposal(call.id)
    assignment = make.reviewed(judge, entry, 5, 5)
    app = kit.open_page("review", judge, assignment=assignment)
    press(app, "review.reopen")
    first, _ = make.criteria(call.id)
    assert answers(app, assignment)[first] == 5
    make.scored(judge, assignment, first, 1)
    press(app, "review.submit")
    assert make.rows(Review)[0].total == pytest.approx(2.6)


def test_the_texts_are_drawn_with_the_scores_over_what_stands(judge, call):
    assignment = make.asked(judge, make.proposal(call.id))
    reviews.accept(judge, assignment_id=assignment)
    app = kit.open_page("review", judge, assignment=assignment)
    make.typed(judge, assignment, "comment", "From another window.")
    drawn = text(app.run(), assignment, "comment")
    assert (drawn["value"], drawn["version"]) == ("From another window.", version("From another window."))
    texts = kit.component(app, f"review.{assignment}.scores")["texts"]
    assert (texts["account"], texts["kind"], texts["id"]) == (judge.id, "reviews", assignment)
    assert texts["shown"] == ["comment", "note"]


@pytest.fixture
def opened(judge, call):
    """A proposal that the judge has opened and not scored yet."""
    assignment = make.asked(judge, make.proposal(call.id))
    reviews.accept(judge, assignment_id=assignment)
    return assignment


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_score_sheet_shows_weights_anchors_and_what_is_saved(judge, call, opened, lang):
    app = kit.open_page("review", judge, lang=lang, assignment=opened)
    sheet = kit.component(app, f"review.{opened}.scores")
    rubric = reviews.sheet(judge, assignment_id=opened).criteria
    for number, (drawn, asked) in enumerate(zip(sheet["criteria"], rubric, strict=True), start=1):
        name = asked.name_sw if lang == "sw" else asked.name_en
        assert drawn["name"] == f"{number}. {name}"
        assert str(asked.weight) in drawn["weight"]
        assert drawn["anchors"] == {str(s): w[lang == "en"] for s, w in asked.anchors.items()}
    assert (sheet["answers"], sheet["version"]) == ({}, 1)
    make.scored(judge, opened, rubric[0].id, CANNOT)
    after = kit.component(kit.sound(app.run()), f"review.{opened}.scores")
    changed = {"answers": {str(rubric[0].id): CANNOT}, "version": 2, "texts": after["texts"]}
    assert after == {**sheet, **changed}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_score_sheet_has_its_sentences_with_places_for_what_it_learns(judge, opened, lang):
    app = kit.open_page("review", judge, lang=lang, assignment=opened)
    words = kit.component(app, f"review.{opened}.scores")["words"]
    assert "{done}" in words["answered"]
    assert all(place in words["elsewhere"] for place in ("{mine}", "{theirs}"))


def test_a_comment_is_kept_over_the_scores_given_meanwhile(judge, call, opened):
    app = kit.open_page("review", judge, assignment=opened)
    first, _ = make.criteria(call.id)
    make.scored(judge, opened, first, 2)
    make.typed(judge, opened, "comment", make.COMMENT)
    app.run()
    sheet = reviews.sheet(judge, assignment_id=opened)
    assert (sheet.scores, sheet.comment) == ({first: 2}, make.COMMENT)
    assert answers(app, opened) == {first: 2}


def test_a_declared_conflict_takes_the_proposal_away(judge, call):
    entry = make.proposal(call.id)
    assignment = make.asked(judge, entry)
    app = kit.open_page("review", judge, assignment=assignment)
    app.radio(key=f"review.{assignment}.conflict").set_value("family").run()
    press(app, "review.answer")
    assert make.fetch(Assignment, assignment).state is AssignmentState.RECUSED
    assert "at some length" not in seen(app)


def test_a_foreign_address_typed_by_hand_is_refused(judge, call):
    assignment = make.asked(make.person(), make.proposal(call.id, title="A hidden title"))
    app = kit.open_page("review", judge, assignment=assignment)
    assert app.error
    assert "A hidden title" not in seen(app)
