"""Covering: the organiser sees what may name the writers, covers or leaves it, and judges read accordingly."""

import pytest

from db.commands import proposals as commands
from db.models.covering import Passage
from db.models.institutions import Institution
from db.models.journal import JournalEntry
from db.models.proposals import Proposal, Submission
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Forbidden, Invalid, NotFound, NotNow
from innovation_hub.services import covering, reviews
from innovation_hub.services.covering import Mark
from tests.factories import judging as make


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


@pytest.fixture
def entry():
    owner = make.person(
        Role.STUDENT, name="Neema Ng'wanza", institution_id=make.institution("Mkwawa University")
    )
    return submit(
        make.call().id, owner, "Neema's tool", summary="Neema anaomba; ni neema. Kikundi cha Nyota."
    )


def submit(call_id, owner, title, **sections):
    """A proposal whose sections were submitted with these words."""
    entry = make.proposal(call_id, owner=owner, title=title)
    (was,) = make.rows(Submission, proposal_id=entry.id)
    content = was.content | {"blind": was.content["blind"] | sections}
    new = make.keep(
        Submission(
            proposal_id=entry.id, number=2, submitted_by=owner.id, content=content, content_hash="1" * 64
        )
    )
    with make.unit_of_work() as uow:
        commands.put_last(uow.session.get(Proposal, entry.id), new)
        uow.commit()
    return entry


def judged(entry, judge=None):
    """Title and texts as a judge reads them: in the queue, before and after the question of conflict."""
    judge = judge or make.person()
    assignment = make.asked(judge, entry)
    (item,) = reviews.queue(judge, call_id=entry.call_id).items
    before = reviews.sheet(judge, assignment_id=assignment)
    reviews.accept(judge, assignment_id=assignment)
    after = reviews.sheet(judge, assignment_id=assignment)
    assert item.title == before.title == after.title
    return {"title": after.title, **after.text.sections}


def test_places_are_covered_whole_and_their_words_are_asked_about(organiser):
    place = make.institution("Mkwawa University")
    owner = make.person(Role.STUDENT, institution_id=place)
    entry = submit(
        make.call().id,
        owner,
        "A tool of Mkwawa University",
        summary="Chuo Mkwawa University. Mkwawa ni shujaa.",
    )
    seen = judged(entry)
    assert seen["title"] == "A tool of •••"
    assert seen["summary"] == "•••. Mkwawa ni shujaa."
    assert [doubt.words for doubt in covering.read(organiser, proposal_id=entry.id).doubts] == ["Mkwawa"]


def test_short_names_of_institutions_are_covered_in_every_text(organiser):
    place = make.institution()
    code = make.fetch(Institution, place).code
    owner = make.person(Role.STUDENT, institution_id=place)
    seen = judged(submit(make.call().id, owner, f"Tool ({code})", hosting=f"kwa {code} na {code.lower()}"))
    assert seen["title"] == "Tool (•••)"
    assert seen["hosting"] == f"kwa ••• na {code.lower()}"


def test_what_may_be_a_word_is_asked_about_once_and_covered_by_one_click(organiser, entry):
    reading = covering.read(organiser, proposal_id=entry.id)
    (doubt,) = reading.doubts
    assert (doubt.words, doubt.times, doubt.before, doubt.after) == ("Neema", 3, "", "'s tool")
    assert judged(entry)["summary"] == "Neema anaomba; ni neema. Kikundi cha Nyota."
    covering.rule(organiser, proposal_id=entry.id, words=doubt.words, covered=True)
    seen = judged(entry)
    assert (seen["title"], seen["summary"]) == ("•••'s tool", "••• anaomba; ni •••. Kikundi cha Nyota.")
    assert covering.read(organiser, proposal_id=entry.id).doubts == ()


def test_what_is_left_is_not_asked_about_again(organiser, entry):
    covering.rule(organiser, proposal_id=entry.id, words="NEEMA", covered=False)
    reading = covering.read(organiser, proposal_id=entry.id)
    assert (reading.doubts, reading.covered) == ((), 0)
    assert judged(entry)["title"] == "Neema's tool"


def test_any_passage_can_be_covered_and_shown_again(organiser, entry):
    covering.rule(organiser, proposal_id=entry.id, words="  kikundi cha\n nyota ", covered=True)
    (ruling,) = covering.read(organiser, proposal_id=entry.id).rulings
    assert (ruling.words, ruling.covered) == ("kikundi cha nyota", True)
    assert judged(entry)["summary"] == "Neema anaomba; ni neema. •••."
    covering.undo(organiser, proposal_id=entry.id, ruling_id=ruling.id)
    covering.undo(organiser, proposal_id=entry.id, ruling_id=ruling.id)  # by a second press
    assert judged(entry)["summary"] == "Neema anaomba; ni neema. Kikundi cha Nyota."
    assert [line.event for line in make.rows(JournalEntry) if line.event.startswith("proposal.")] == [
        "proposal.cover",
        "proposal.uncover",
    ]
    assert "nyota" not in str([line.data for line in make.rows(JournalEntry)]).lower()


def test_the_last_word_on_a_passage_counts(organiser, entry):
    for covered in (True, False, True):
        covering.rule(organiser, proposal_id=entry.id, words="Neema", covered=covered)
    (row,) = make.rows(Passage)
    assert row.covered


def test_the_organiser_sees_the_text_as_a_judge_will(organiser, entry):
    covering.rule(organiser, proposal_id=entry.id, words="Nyota", covered=True)
    reading = covering.read(organiser, proposal_id=entry.id)
    shown = {"title": reading.title, **reading.sections}
    assert {name: "".join(piece.judged for piece in text) for name, text in shown.items()} == judged(entry)
    assert any(piece.mark is Mark.DOUBTFUL for piece in reading.title)


@pytest.mark.parametrize(
    ("words", "key"), [("", "length"), ("  –!", "length"), ("x" * 1001, "length"), ("Zuhura", "absent")]
)
def test_words_that_are_not_in_the_text_are_refused(organiser, entry, words, key):
    with pytest.raises(Invalid) as refusal:
        covering.rule(organiser, proposal_id=entry.id, words=words, covered=True)
    assert refusal.value.key == f"covering.errors.{key}"
    assert make.rows(Passage) == []


def test_only_an_organiser_covers_in_what_is_judged_and_not_in_their_own(organiser, entry):
    with pytest.raises(Forbidden):
        covering.read(make.person(), proposal_id=entry.id)
    with pytest.raises(Forbidden):
        covering.rule(entry.owner, proposal_id=entry.id, words="Neema", covered=True)
    with pytest.raises(NotFound):
        covering.rule(organiser, proposal_id=entry.id + 99, words="Neema", covered=True)
    own = submit(make.call().id, organiser, "A tool of ours")
    with pytest.raises(Forbidden):
        covering.rule(organiser, proposal_id=own.id, words="ours", covered=True)
    early = submit(make.call(closed=False).id, entry.owner, "A tool of ours")
    with pytest.raises(NotNow):
        covering.rule(organiser, proposal_id=early.id, words="ours", covered=True)


def test_covers_belong_to_one_proposal(organiser, entry):
    other = submit(entry.call_id, make.person(Role.STUDENT), "Kikundi cha Nyota")
    covering.rule(organiser, proposal_id=entry.id, words="Nyota", covered=True)
    judge = make.person()
    make.asked(judge, entry)
    make.asked(judge, other)
    titles = {item.code: item.title for item in reviews.queue(judge, call_id=entry.call_id).items}
    assert titles == {entry.code: "Neema's tool", other.code: "Kikundi cha Nyota"}
