"""Similar work: found across calls and languages, and told only as far as its reader may know."""

from dataclasses import replace

import pytest
from sqlalchemy import text as sql

from db.models.calls import Call
from db.models.proposals import Proposal, Submission
from db.models.similarity import SimilarTerm, SimilarText
from db.queries.similarity import TEXTS
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import Sex
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposal_fields import ProposalDraft
from innovation_hub.domain.proposals import MemberDraft, ProposalState
from innovation_hub.domain.similarity import Source
from innovation_hub.errors import Forbidden, HubError, NotFound
from innovation_hub.services import proposals, similarity
from innovation_hub.services.doctor import records
from innovation_hub.services.similarity.nearest import _questions
from tests.factories import judging as make
from tests.factories.accounts import a_student, an_organiser
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft, a_full_draft, a_submitted_proposal
from tests.factories.systems import a_system
from tests.factories.teams import invited

WATER = (
    "Mita za maji zinazosoma zenyewe hutuma matumizi ya kila siku kwa ujumbe mfupi, na mamlaka huona mabomba "
    "yanayovuja kabla ya wananchi kulalamika juu ya ankara zisizoeleweka."
)
BEES = (
    "Mizinga ya nyuki yenye vihisi vya joto na uzito huwaambia wafugaji wa Manyara ni lini asali iko tayari, bila "
    "kuifungua mizinga hiyo mara kwa mara na kuwasumbua nyuki."
)


def about(words: str) -> ProposalDraft:
    """A draft that is all about one thing."""
    same = dict.fromkeys(("summary", "problem", "solution", "users", "sustainability", "hosting"), words)
    return a_full_draft(title=words[:60], **same)


def closed(view, state=ProposalState.ELIGIBLE, call_state=CallState.PUBLISHED):
    """Let the proposal's call be over and the proposal be in a state."""
    with unit_of_work() as uow:
        call = uow.session.get_one(Call, view.call.id)
        call.closes_at, call.opens_at = call.opens_at, call.opens_at.replace(year=call.opens_at.year - 1)
        call.state = call_state
        uow.session.get_one(Proposal, view.id).state = state
        uow.commit()
    return view


def submitted(words: str, writer=None):
    fields = {name: getattr(about(words), name) for name in ProposalDraft.__slots__}
    return a_submitted_proposal(writer, **fields)


def asked(words: str = WATER, writer=None):
    writer = writer or a_student()
    view = a_draft(writer)
    return similarity.for_writer(writer, proposal_id=view.id, draft=about(words))


def counts() -> dict[str, int]:
    return {row.term: row.texts for row in make.rows(SimilarTerm) if row.texts}


def test_of_somebody_elses_proposal_only_the_likeness_is_told():
    other = closed(submitted(WATER))
    closed(submitted(BEES))
    (match,) = asked()
    assert (match.source, round(match.likeness)) == (Source.UNNAMED, 1)
    assert (match.code, match.title_sw, match.title_en, match.proposal_id, match.shared) == (
        "",
        "",
        "",
        None,
        (),
    )
    assert match.pairs
    assert all(pair.theirs is None for pair in match.pairs)
    assert other.code not in repr(match)


def test_passages_of_an_unread_text_are_marked_in_ones_own_words_alone():
    closed(submitted(WATER))
    mine = WATER.replace("ujumbe mfupi", "simu ya upepo").upper()
    (match,) = asked(mine)
    told = " ".join(pair.mine.passage for pair in match.pairs)
    assert "MITA ZA MAJI" in told
    assert "ujumbe" not in repr(match)


def test_single_words_tell_nothing_of_an_unread_text():
    closed(submitted(WATER))
    assert (
        asked("mita ankara mabomba zisizoeleweka nyota mwezi sayari kimondo anga mawingu upepo dhoruba") == []
    )


@pytest.mark.parametrize(
    ("state", "call_state", "source"),
    [
        (ProposalState.SUBMITTED, CallState.PUBLISHED, Source.UNNAMED),
        (ProposalState.AWARDED, CallState.PUBLISHED, Source.UNNAMED),
        (ProposalState.AWARDED, CallState.CONCLUDED, Source.FUNDED),
        (ProposalState.DECLINED, CallState.CONCLUDED, Source.UNNAMED),
        (ProposalState.INELIGIBLE, CallState.PUBLISHED, None),
        (ProposalState.AWARDED, CallState.CANCELLED, None),
    ],
)
def test_what_a_proposer_is_told_follows_state_and_publication(state, call_state, source):
    other = closed(submitted(WATER), state, call_state)
    found = asked()
    assert [match.source for match in found] == ([source] if source else [])
    if source is Source.FUNDED:
        assert (found[0].code, found[0].title_sw) == (other.code, WATER[:60].strip())
        assert all(pair.theirs is None for pair in found[0].pairs)
        assert found[0].proposal_id is None


def test_rivals_in_an_open_call_cannot_feel_each_other_out():
    submitted(WATER)
    assert asked() == []


def test_ones_own_and_ones_teams_proposals_are_shown_in_full():
    leader, friend = a_student(), a_student(email="rafiki@example.test")
    view = a_draft(
        leader, title="Mita za maji", **dict.fromkeys(("summary", "problem", "solution", "users"), WATER)
    )
    secret = invited(leader, view.id, MemberDraft("Rafiki", "rafiki@example.test"))
    version = proposals.get(leader, proposal_id=view.id).version
    proposals.submit(leader, proposal_id=view.id, version=version)
    assert asked(writer=friend) == []  # only asked so far
    proposals.accept(friend, secret, sex=Sex.UNSAID)
    for person in (leader, friend):
        (match,) = asked(writer=person)
        assert (match.source, match.proposal_id) == (Source.OWN, view.id)
        assert match.pairs[0].theirs is not None
    assert asked() == []


def test_a_proposal_is_not_like_itself():
    writer = a_student()
    view = submitted(WATER, writer)
    assert similarity.for_writer(writer, proposal_id=view.id, draft=about(WATER)) == []
    closed(view)
    assert similarity.for_screening(an_organiser(), proposal_id=view.id) == []


def test_the_register_is_open_to_all_and_found_in_the_other_language():
    a_system(
        "Mita za maji,Water meters,RUWASA,,Water meters report consumption of citizens by text message each day"
        ",,2021,pilot"
    )
    (match,) = asked("Mita za maji na wananchi: matumizi ya siku kwa ujumbe")
    assert (match.source, match.title_en, match.year) == (Source.SYSTEM, "Water meters", 2021)
    assert match.pairs or {"Mita za maji", "wananchi"} <= set(match.shared)


def test_a_stranger_cannot_ask_for_a_proposal_that_is_not_theirs():
    view = submitted(WATER)
    with pytest.raises(NotFound):
        similarity.for_writer(a_student(), proposal_id=view.id, draft=about(WATER))


def test_the_organiser_sees_both_texts_across_calls_and_states():
    asked_about = closed(submitted(WATER))
    ruled_out = closed(submitted(f"{WATER} Pia visima."), ProposalState.INELIGIBLE)
    open_still = submitted(WATER.upper())
    a_draft(title=WATER[:60], summary=WATER, problem=WATER)
    found = similarity.for_screening(an_organiser(), proposal_id=asked_about.id)
    assert {match.proposal_id for match in found} == {ruled_out.id, open_still.id}
    assert found[0].likeness >= found[1].likeness > 0.8
    pair = found[0].pairs[0]
    assert pair.mine.passage.casefold() == pair.theirs.passage.casefold()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ORGANISER])
def test_only_organisers_compare_what_was_submitted(role):
    view = closed(submitted(WATER))
    with pytest.raises(Forbidden):
        similarity.for_screening(make.person(role), proposal_id=view.id)


def test_the_index_follows_handing_in_revising_and_withdrawing():
    writer = a_student()
    view = submitted(WATER, writer)
    first = counts()
    assert (first[TEXTS], first["maji" if "maji" in first else "watermeter"]) == (1, 1)
    version = proposals.save(writer, proposal_id=view.id, version=view.version, draft=about(BEES)).version
    assert counts() == first  # what is only saved takes no part
    proposals.submit(writer, proposal_id=view.id, version=version)
    assert "mizinga" in counts()
    assert "watermeter" not in counts()
    version = proposals.get(writer, proposal_id=view.id).version
    version = proposals.withdraw(writer, proposal_id=view.id, version=version).version
    assert counts() == {}
    assert make.rows(SimilarText) == []
    version = proposals.reopen(writer, proposal_id=view.id, version=version).version
    assert counts() == {}
    proposals.submit(writer, proposal_id=view.id, version=version)
    assert counts()[TEXTS] == 1
    assert similarity.checked() == 1


def test_made_anew_the_index_is_the_same_and_what_is_out_of_step_is_found():
    submitted(WATER)
    submitted(BEES)
    a_system()
    before, texts = counts(), {row.terms for row in make.rows(SimilarText)}
    assert similarity.checked() == 3
    with unit_of_work() as uow:
        uow.session.execute(sql("DELETE FROM similar_text WHERE system_id IS NOT NULL"))
        uow.commit()
    with pytest.raises(HubError) as refusal:
        similarity.checked()
    assert refusal.value.key == "similarity.errors.out_of_step"
    with pytest.raises(HubError):
        records.similar()
    assert similarity.rebuild() == 3
    assert (counts(), {row.terms for row in make.rows(SimilarText)}) == (before, texts)
    assert similarity.checked() == 3


ODD = [
    "\"OR* NEAR( a OR b) AND NOT {col}: ^x -y \\ ' -- ; DROP TABLE proposal",
    '\' & | ! <-> :* ( ) ""',
    "😀 👩🏽‍💻 🇹🇿 ﷽ ﷺ ㎏ ½ ① ß ÇŞĞİ ı ꝏ",
    "na ya wa kwa the of and in",
    "<script>alert(1)</script> &lt;b&gt; <mark>",
    "a" * 3000,
    "𝕄𝕒𝕛𝕚 maji १२३ 中文字 ไทย العربية",
    "",
]


@pytest.mark.parametrize("text", ODD)
def test_nothing_that_people_type_breaks_the_search(text):
    closed(submitted(WATER + " " + text[:700]))
    writer = a_student()
    view = a_draft(writer)
    odd = replace(about(WATER), title=text[:100], solution=text)
    found = similarity.for_writer(writer, proposal_id=view.id, draft=odd)
    assert [match.source for match in found] == [Source.UNNAMED]
    alone = ProposalDraft(title=text[:100], summary=text)
    for match in similarity.for_writer(writer, proposal_id=view.id, draft=alone):
        assert match.source is Source.UNNAMED
    assert similarity.checked() == 1


def test_how_the_work_differs_is_frozen_with_the_submission_and_kept_from_judges():
    writer = a_student()
    view = a_draft(writer)
    bare = proposals.submit(writer, proposal_id=view.id, version=view.version)
    assert "difference" not in bare.content
    version = proposals.get(writer, proposal_id=view.id).version
    draft = a_full_draft(difference="  Yetu hufanya kazi\r\nbila mtandao. ")
    version = proposals.save(writer, proposal_id=view.id, version=version, draft=draft).version
    receipt = proposals.submit(writer, proposal_id=view.id, version=version)
    assert receipt.content_hash != bare.content_hash
    last = max(make.rows(Submission), key=lambda row: row.number)
    assert last.content["difference"] == "Yetu hufanya kazi\nbila mtandao."
    assert "difference" not in last.content["blind"]
    assert proposals.get(writer, proposal_id=view.id).draft.difference == "Yetu hufanya kazi\nbila mtandao."
    assert not proposals.get(writer, proposal_id=view.id).unsent


def test_ten_thousand_words_are_compared_in_good_time():
    closed(submitted(WATER))
    writer = a_student()
    view = a_draft(writer)
    long = replace(about(WATER), solution=" ".join([WATER] * 400))
    assert similarity.for_writer(writer, proposal_id=view.id, draft=long)[0].source is Source.UNNAMED


def test_two_calls_of_one_person_do_not_hide_what_is_older():
    writer = a_student()
    old = submitted(WATER, writer)
    closed(old)
    new = a_draft(writer, a_call())
    (match,) = similarity.for_writer(writer, proposal_id=new.id, draft=about(WATER))
    assert match.proposal_id == old.id


def test_common_terms_are_asked_for_only_while_few_answers_come():
    """Each answer is a row to fetch: sixteen terms of 2,900 texts would be 46,400."""
    common = {f"term{place}": 2_900 for place in range(20)}
    assert len(_questions(common, 100_000)) == 8
    rare = {f"term{place}": 10 for place in range(20)}
    assert len(_questions(rare, 100_000)) == 16
    both = {f"common{place}": 2_900 for place in range(20)} | {f"rare{place}": 10 for place in range(9)}
    assert [terms[0][:4] for terms in _questions(both, 100_000)] == [*["rare"] * 9, "comm"]
