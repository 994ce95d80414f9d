"""Similar work on the screen: of the writer, who is told little of others, and of the organiser, who sees both."""

import pytest

from db.models.calls import Call
from db.models.proposals import Proposal
from db.unit_of_work import unit_of_work
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.errors import DatabaseTrouble
from innovation_hub.services import proposals, similarity
from tests.factories import judging as make
from tests.factories.accounts import a_student, an_account
from tests.factories.proposals import TEXT, a_draft, a_submitted_proposal, typed
from tests.factories.systems import a_system
from tests.pages import kit

LANGUAGES = ("sw", "en")


@pytest.fixture
def writer():
    return a_student(name="Neema Mushi")


def html(app) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def at_similar_work(app, view):
    app.button_group(key=f"proposal.{view.id}.step").set_value("similar").run()
    return kit.sound(app)


def shown_fields(app, view):
    return {field["name"] for field in kit.component(app, f"writing.proposals.{view.id}")["fields"]}


def over(view) -> None:
    with unit_of_work() as uow:
        call = uow.session.get_one(Call, view.call.id)
        call.closes_at, call.opens_at = call.opens_at, call.opens_at.replace(year=2020)
        uow.session.get_one(Proposal, view.id).state = ProposalState.ELIGIBLE
        uow.commit()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_writer_sees_the_register_in_full_and_of_others_only_their_own_words(writer, lang):
    other = a_submitted_proposal(title="Jina la siri kabisa")
    over(other)
    a_system(
        f"Simu,Phone queue,Wizara ya Mfano,{TEXT.replace(',', '')} <i>x</i>,,https://simu.example.test,2018,pilot"
    )
    view = a_draft(writer)
    shown = html(at_similar_work(kit.open_page("proposal", writer, proposal=view.id, lang=lang), view))
    assert "https://simu.example.test" in shown
    assert "&lt;i&gt;" in shown or "<i>" not in shown
    assert ("la mwaka" if lang == "sw" else "An earlier proposal") in shown
    assert "siri" not in shown
    assert other.code not in shown
    assert "<mark>" in shown


def test_how_the_work_differs_is_saved_and_submitted(writer):
    view = a_draft(writer)
    app = at_similar_work(kit.open_page("proposal", writer, proposal=view.id), view)
    assert "We found no similar work" in kit.text(app)
    assert "difference" in shown_fields(app, view)
    typed(writer, view.id, "difference", "Yetu hufanya kazi <b>bila</b> mtandao.")
    saved = proposals.get(writer, proposal_id=view.id)
    assert saved.draft.difference == "Yetu hufanya kazi <b>bila</b> mtandao."
    proposals.submit(writer, proposal_id=view.id, version=saved.version)
    over(view)
    organiser = an_account(Role.ORGANISER)
    screened = kit.open_page("screening", organiser, call=view.call.id)
    screened.button_group(key="pick.screening.show").set_value("all")
    shown = html(kit.sound(screened.run()))
    assert "bila&lt;/b&gt; mtandao" in shown
    assert "How the work differs" in shown


def test_a_search_that_fails_stands_in_nobodys_way(writer, monkeypatch):
    def fails(*_, **__):
        raise DatabaseTrouble("errors.database.busy")

    monkeypatch.setattr(similarity, "for_writer", fails)
    view = a_draft(writer)
    app = at_similar_work(kit.open_page("proposal", writer, proposal=view.id), view)
    assert app.error
    assert "difference" in shown_fields(app, view)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_organiser_compares_once_the_box_is_open(lang, monkeypatch):
    organiser, call = an_account(Role.ORGANISER), make.call()
    entry = make.proposal(call.id, state=ProposalState.SUBMITTED, title="<b>One</b> & the other")
    twin = make.proposal(make.call().id, state=ProposalState.INELIGIBLE, title="<b>One</b> & the other")
    similarity.rebuild()
    asked = []
    real = similarity.for_screening
    monkeypatch.setattr(similarity, "for_screening", lambda *a, **k: asked.append(1) or real(*a, **k))
    app = kit.open_page("screening", organiser, call=call.id, lang=lang)
    assert asked == []
    app.session_state[f"screening.{entry.id}.similar"] = True
    shown = html(kit.sound(app.run()))
    assert asked
    assert f"{twin.code} · &lt;b&gt;One&lt;/b&gt; &amp; the other" in shown
    assert shown.count("<mark>") >= 2
