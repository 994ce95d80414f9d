"""The pages of judging, from the declaration to the published result, as people use them."""

import pytest

from db.models.calls import Call
from db.models.judging import Assignment, Declaration, Review
from db.models.panels import JudgeField, PanelSeat
from db.models.proposals import Proposal
from innovation_hub.domain.fields import version
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.panels import Field
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.domain.scoring import CANNOT
from innovation_hub.i18n import translator
from innovation_hub.services import ranking, reviews
from innovation_hub.services.screening import Show
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit
from tests.services.test_clearing import with_pdf

LANGUAGES = ("sw", "en")


@pytest.fixture
def judge():
    return an_account(Role.JUDGE, name="Halima Juma")


@pytest.fixture
def organiser():
    return an_account(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call(judges_per_proposal=1)


def press(app, key):
    """Press the button of this key and wait for the page."""
    app.button(key=key).click().run()
    return kit.sound(app)


def seen(app):
    """Every word of a page, those of its tables included, without the backslashes that keep them plain."""
    html = "\n".join(str(element.proto.body) for element in app.get("html"))
    options = [option for radio in app.radio for option in radio.options]
    drawn = [element.proto.bytes.decode() for element in app.get("bidi_component")]
    return "\n".join([kit.text(app), html, *options, *drawn]).replace("\\", "")


def answers(app, assignment):
    """What stands on the score sheet, by criterion."""
    drawn = kit.component(app, f"review.{assignment}.scores")["answers"]
    return {int(criterion): answer for criterion, answer in drawn.items()}


def submit_form(app):
    next(button for button in app.button if button.proto.is_form_submitter).click().run()
    return kit.sound(app)


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


def text(app, assignment, name):
    """One of the texts of a review as the sheet is sent it."""
    fields = kit.component(app, f"review.{assignment}.scores")["texts"]["fields"]
    return next(field for field in fields if field["name"] == name)


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


def test_the_organiser_screens_one_after_the_other(organiser, call):
    entries = [make.proposal(call.id, state=ProposalState.SUBMITTED) for _ in range(2)]
    app = kit.open_page("screening", organiser, call=call.id)
    press(app, f"screening.{entries[0].id}.0.admit")
    assert make.fetch(Proposal, entries[0].id).state is ProposalState.ELIGIBLE
    key = f"screening.{entries[1].id}.0"
    kit.unfold(app, "screening.ruling_out")
    press(app, f"{key}.out")
    assert app.error
    app.text_area(key=f"{key}.reason").set_value(make.REASON).run()
    press(app, f"{key}.out")
    assert make.fetch(Proposal, entries[1].id).state is ProposalState.INELIGIBLE


def test_the_organiser_builds_panels(organiser, judge, call):
    entry = make.proposal(call.id)
    app = kit.open_page("panels", organiser, call=call.id)
    kit.unfold(app, "panels.inviting")
    form = f"panels.invite.{call.id}.0"
    app.multiselect(key=f"{form}.who").set_value([judge.id]).run()
    press(app, f"{form}.send")
    press(app, "panels.auto")
    assert not make.rows(Assignment)
    assert entry.code in seen(app)
    assert judge.name in seen(app)
    press(app, "panels.freeze")
    (row,) = make.rows(Assignment)
    assert (row.proposal_id, row.account_id) == (entry.id, judge.id)
    assert app.success
    app.segmented_control(key="panels.view").set_value("proposals").run()
    assert entry.code in seen(kit.sound(app))
    kit.unfold(app, "panels.by_hand")
    press(app, f"panels.release.{row.id}")
    assert make.rows(Assignment)[0].state is AssignmentState.RELEASED
    app.segmented_control(key="panels.view").set_value("conflicts").run()
    kit.sound(app)


def test_a_draft_is_changed_by_hand_and_taken_back(organiser, judge, call):
    entry, other = make.proposal(call.id), make.invited(call.id)
    make.invited(call.id, judge)
    app = kit.open_page("panels", organiser, call=call.id)
    press(app, "panels.auto")
    (seat,) = make.rows(PanelSeat)
    kit.unfold(app, "panels.change_draft")
    app.multiselect(key="panels.out.1").set_value([seat.id]).run()
    press(app, "panels.take_out")
    assert not make.rows(PanelSeat)
    assert "though judges are free" in app.warning[0].value
    form = f"panels.put.{call.id}.0"
    app.text_input(key=f"{form}.code").set_value(entry.code).run()
    chosen = other.id if seat.account_id == judge.id else judge.id
    app.selectbox(key=f"{form}.judge.{entry.id}").set_value(chosen).run()
    press(app, "panels.put")
    press(app, "panels.freeze")
    assert [row.account_id for row in make.rows(Assignment)] == [chosen]
    press(app, "panels.unfreeze")
    assert not make.rows(Assignment)
    press(app, "panels.discard")
    assert not make.rows(PanelSeat)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_who_stands_in_the_way_and_what_would_help(organiser, lang):
    call = make.call(judges_per_proposal=2)
    small = make.invited(call.id, make.person(name="Zuhura Kondo"), capacity=1)
    make.invited(call.id, make.person(name="Baraka Mushi"), capacity=1)
    place = make.institution()
    make.proposal(call.id)
    make.proposal(call.id)
    make.invited(call.id, make.person(institution_id=place), capacity=5)
    make.proposal(call.id, owner=make.person(Role.STUDENT, institution_id=place))
    app = kit.open_page("panels", organiser, lang=lang, call=call.id)
    press(app, "panels.auto")
    said = app.warning[0].value.replace("\\", "")
    assert small.name in said
    assert "panels." not in seen(app)  # every key has become a sentence
    assert ("Raise the capacity" if lang == "en" else "Ongeza uwezo") in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_next_round_tells_the_reason_of_each_review(organiser, lang):
    call = make.call(judges_per_proposal=1)
    judges, entries = [make.person() for _ in range(2)], [make.proposal(call.id) for _ in range(4)]
    for score, entry in zip((5, 3, 3, 1), entries, strict=True):
        make.reviewed(judges[0], entry, score, score)
    make.reviewed(judges[1], entries[0], 4, 5)
    make.reviewed(judges[1], entries[3], 1, 2)
    app = kit.open_page("panels", organiser, lang=lang, call=call.id)
    kit.unfold(app, "panels.next")
    app.number_input(key=f"panels.top.{call.id}").set_value(2).run()
    app.number_input(key=f"panels.further.{call.id}").set_value(2).run()
    press(app, "panels.propose")
    assert len(make.rows(PanelSeat)) == 2
    assert "panels." not in seen(app)
    assert ("chance of being in the top 2 is" if lang == "en" else "kati ya 2 bora ni") in seen(app)
    press(app, "panels.freeze")
    assert len(make.rows(Assignment, state=AssignmentState.ASSIGNED)) == 2


def test_a_judge_names_their_fields_and_the_organiser_may_too(organiser, judge, call):
    app = kit.open_page("account", judge)
    app.segmented_control(key="account.part").set_value("fields").run()
    app.multiselect(key="account.fields").set_value([Field.DEVICE]).run()
    press(app, "account.save_fields")
    make.invited(call.id, judge)
    app = kit.open_page("panels", organiser, call=call.id)
    kit.unfold(app, "panels.changing")
    key = f"panels.judge.{call.id}.{judge.id}"
    assert app.multiselect(key=f"{key}.fields").value == [Field.DEVICE]
    app.multiselect(key=f"{key}.fields").set_value([Field.DEVICE, Field.RESEARCH]).run()
    press(app, f"{key}.save")
    assert {row.field for row in make.rows(JudgeField)} == {Field.DEVICE, Field.RESEARCH}


def test_the_organiser_ranks_decides_and_publishes(organiser, judge, call):
    good, weak = make.proposal(call.id, title="Good"), make.proposal(call.id, title="Weak")
    make.reviewed(judge, good, 5, 5)
    make.reviewed(judge, weak, 2, None)
    app = kit.open_page("ranking", organiser, call=call.id)
    kit.unfold(app, "ranking.several")
    app.number_input(key="ranking.top").set_value(1).run()
    press(app, "ranking.shortlist_top")
    app.selectbox(key=f"ranking.chosen.{call.id}").set_value(good.id).run()
    assert "Halima Juma" in seen(kit.sound(app))
    form = f"ranking.{good.id}.0"
    app.text_area(key=f"{form}.reason").set_value("The strongest evidence of use.")
    app.text_input(key=f"{form}.amount").set_value("12,5")
    press(app, f"{form}.award")
    assert "12,5" in app.error[0].value
    app.text_input(key=f"{form}.amount").set_value("TSh 5,000,000")
    press(app, f"{form}.award")
    app.text_area(key=f"ranking.rest.{call.id}.0.reason").set_value(make.REASON)
    next(each for each in app.checkbox if each.key.startswith(f"ranking.rest.{call.id}.0.sure")).check().run()
    press(app, f"ranking.rest.{call.id}.0.decline")
    app.checkbox(key=f"ranking.sure.{call.id}").check().run()
    press(app, "ranking.publish")
    assert make.fetch(Call, call.id).concluded_at is not None
    page = kit.open_page("results", VISITOR, call=call.id)
    assert "5,000,000" in seen(page)
    assert good.code in seen(page)
    assert "Weak" not in seen(page)


def test_a_proposer_reads_the_comments_where_the_results_are(organiser, call):
    student = an_account(Role.STUDENT)
    entry = make.proposal(call.id, owner=student)
    make.reviewed(make.person(), entry, 2, 2)
    ranking.decline(organiser, proposal_id=entry.id, version=1, reason=make.REASON)
    make.concluded(organiser, call)
    page = kit.open_page("results", student, call=call.id)
    words = kit.text(page).replace("\\", "")
    assert make.COMMENT in words
    assert make.REASON in words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", ["screening", "panels", "ranking"])
def test_empty_pages_say_what_to_do_next(organiser, name, lang):
    assert kit.open_page(name, organiser, lang=lang).info
    make.call(closed=False)
    assert kit.open_page(name, organiser, lang=lang).info


@pytest.mark.parametrize("lang", LANGUAGES)
def test_readers_without_anything_are_told_what_comes(judge, lang):
    assert kit.open_page("reviews", judge, lang=lang).info
    assert kit.open_page("review", judge, lang=lang).info
    assert kit.open_page("results", VISITOR, lang=lang).info


def test_what_people_typed_is_shown_and_never_run(organiser, call):
    make.proposal(call.id, title="<script>alert(1)</script>", state=ProposalState.SUBMITTED)
    app = kit.open_page("screening", organiser, call=call.id)
    html = "".join(element.proto.body for element in app.get("html"))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert r"\<script\>" in kit.text(app)


def test_a_name_in_the_sentence_of_success_is_no_markdown(organiser, call):
    judge = an_account(Role.JUDGE, name="![x](https://evil.example/x.png)")
    assignment = make.asked(judge, make.proposal(call.id))
    app = kit.open_page("panels", organiser, call=call.id)
    app.segmented_control(key="panels.view").set_value("proposals").run()
    kit.unfold(app, "panels.by_hand")
    press(app, f"panels.release.{assignment}")
    (said,) = [shown.value for shown in app.success]
    assert "evil" in said
    assert "![" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_may_name_the_writers_is_covered_by_one_click(organiser, call, lang):
    owner = make.person(Role.STUDENT, name="Neema Mrisho")
    entry = make.proposal(call.id, owner=owner, title="Neema, a tool", state=ProposalState.SUBMITTED)
    app = kit.open_page("screening", organiser, lang=lang, call=call.id)
    press(app, f"covering.{entry.id}.Neema.True")
    app.toggle(key=f"covering.{entry.id}.judged").set_value(True).run()
    assert "•••, a tool" in seen(kit.sound(app))
    kit.unfold(app, f"covering.{entry.id}.tools")
    press(app, f"covering.{entry.id}.undo")
    assert "•••, a tool" not in seen(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_of_a_pdf_is_covered_cleared_and_then_seen(organiser, judge, call, lang):
    t = translator(lang)
    entry = make.proposal(call.id)
    file = with_pdf(entry)
    assignment = make.asked(judge, entry)
    reviews.accept(judge, assignment_id=assignment)
    app = kit.open_page("review", judge, lang=lang, assignment=assignment)
    assert t("clearing.judge.none") in seen(app)
    desk = kit.open_page("screening", organiser, lang=lang, call=call.id)
    desk.session_state["screening.show"] = Show.ALL
    kit.unfold(desk, f"clearing.{entry.id}")
    for press_on in ("cover", "uncover", "cover", "clear"):
        kit.unfold(desk, f"clearing.{entry.id}")
        press(desk, f"clearing.{entry.id}.{file}.1.{press_on}")
    kit.unfold(desk, f"clearing.{entry.id}")
    assert t("clearing.is_cleared", n=1) in kit.text(desk)
    app = kit.open_page("review", judge, lang=lang, assignment=assignment)
    assert t("clearing.judge.some", n=1) in seen(app)
    kit.unfold(app, f"review.{assignment}.pdf")
    assert len(app.get("image")) == 1
