"""A cancelled call says so, and why, wherever somebody would look for it."""

import pytest

from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from innovation_hub.services import reviews
from tests.factories import judging as make
from tests.factories.accounts import a_student, an_account, an_organiser
from tests.factories.calls import a_call, cancel
from tests.factories.proposals import a_draft, a_submitted_proposal
from tests.pages import kit
from tests.pages.test_decisions import plain

REASON = "The money was withdrawn."
SAID = {"en": f"Call cancelled: {REASON}", "sw": f"Shindano limesitishwa: {REASON}"}


def read(app) -> str:
    """What a page says, in Markdown or in HTML."""
    return plain(app) + kit.html(app)


@pytest.fixture
def organiser(database_url):
    return an_organiser()


@pytest.mark.parametrize("lang", SAID)
def test_everyone_reads_it_with_the_call_and_where_results_would_be(organiser, lang):
    call = a_call(organiser)
    cancel(organiser, call.card.id, call.version, REASON)
    for name, who in (("calls", None), ("calls", organiser), ("manage_calls", organiser)):
        assert SAID[lang] in read(
            kit.open_page(name, who, lang=lang) if who else kit.open_page(name, lang=lang)
        )
    for name in ("calls", "results"):
        app = kit.open_page(name, lang=lang, call=call.card.id)
        assert SAID[lang] in read(app)
        assert translator(lang)("calls.closed_on", when="").strip() not in read(app)
    assert SAID[lang] in read(kit.open_page("call_editor", organiser, lang=lang, call=call.card.id))


@pytest.mark.parametrize("lang", SAID)
def test_its_teams_read_it_on_their_proposals_and_the_receipt(organiser, lang):
    call, writer, other = a_call(organiser), a_student(), a_student()
    sent, draft = a_submitted_proposal(writer, call), a_draft(other, call)
    cancel(organiser, call.card.id, call.version, REASON)
    t = translator(lang)
    for who, own in ((writer, sent), (other, draft)):
        assert SAID[lang] in read(kit.open_page("proposals", who, lang=lang))
        app = kit.open_page("proposal", who, lang=lang, proposal=own.id)
        assert t("proposals.state.call_cancelled") in plain(app)
        assert plain(app).count(SAID[lang]) == 1 + (own is sent), "once more on the receipt"
        assert t("proposals.closed_draft") not in plain(app)


@pytest.mark.parametrize("lang", SAID)
def test_its_judges_read_it_on_their_desk_and_review_no_more(organiser, lang):
    call, other, judge = make.call(published_at=now()), make.call(), an_account(Role.JUDGE)
    begun = make.asked(judge, make.proposal(call.id))
    make.asked(judge, make.proposal(other.id))
    reviews.accept(judge, assignment_id=begun)
    cancel(organiser, call.id, 1, REASON)
    t = translator(lang)
    app = kit.open_page("reviews", judge, lang=lang)
    assert t("reviews.next") in [button.label for button in app.button], "the call that goes on comes first"
    assert any(SAID[lang] in link.label.replace("\\", "") for link in app.get("page_link"))
    app = kit.open_page("reviews", judge, lang=lang, call=call.id)
    assert SAID[lang] in plain(app)
    assert t("reviews.errors.cancelled") in plain(app)
    assert t("reviews.next") not in [button.label for button in app.button]
    assert t("reviews.errors.cancelled") in plain(kit.open_page("review", judge, lang=lang, assignment=begun))
