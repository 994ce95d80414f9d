"""Typing faster than the hub answers: callbacks cut short, pages drawn from what they read before."""

import pytest

from innovation_hub.services import calls, proposals
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui.draft import widgets
from tests.factories.accounts import a_student, an_organiser
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft, a_pdf
from tests.pages import kit


@pytest.fixture
def writer():
    return a_student()


@pytest.fixture
def proposal(writer) -> ProposalView:
    return a_draft(writer)


@pytest.fixture
def no_callback(monkeypatch):
    """What Streamlit makes of a callback when the next request is there before it: nothing."""
    monkeypatch.setattr(widgets, "save", lambda _draft: None)


def current(writer, proposal):
    return proposals.get(writer, proposal_id=proposal.id)


@pytest.mark.usefixtures("no_callback")
def test_a_call_is_published_as_it_was_typed_last():
    organiser = an_organiser()
    view = a_call(organiser, published=False)
    app = kit.open_page("call_editor", organiser, call=view.card.id)
    app.text_input(key=f"call.{view.card.id}.title_en").input("Typed last").run()
    assert calls.get(organiser, call_id=view.card.id).card.title_en == "Typed last"


def test_a_file_is_taken_once(writer, proposal):
    app = kit.open_page("proposal", writer, proposal=proposal.id)
    app.button_group(key=f"proposal.{proposal.id}.step").set_value("file").run()
    kit.sound(app.file_uploader[0].upload("wazo.pdf", a_pdf(), "application/pdf").run())
    assert current(writer, proposal).attachment.name == "wazo.pdf"
    assert "The PDF is saved." in kit.text(app)
    assert current(writer, proposal).version == proposal.version + 1
