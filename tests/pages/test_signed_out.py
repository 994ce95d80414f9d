"""A page that is drawn when its reader's session has ended keeps the form it had, for that record alone."""

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from innovation_hub.services import accounts, reviews
from tests.factories import judging as make
from tests.factories.accounts import a_student, an_account
from tests.factories.proposals import a_draft
from tests.pages import kit


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_the_form_of_a_proposal_stays_and_says_that_one_is_signed_out(lang):
    writer = a_student()
    view, other = a_draft(writer), a_draft(writer)
    app = kit.open_page("proposal", writer, lang=lang, proposal=view.id)
    before = kit.component(app, f"writing.proposals.{view.id}")
    accounts.sign_out(writer.session_id)
    kit.sound(app.run())
    assert not kit.refused(app)
    said = {"out": translator(lang)("writing.signed_out")}
    assert kit.component(app, f"writing.proposals.{view.id}") == before | said
    kit.go(app, "proposal", proposal=other.id)
    assert kit.refused(app)
    assert not app.get("bidi_component")


def test_the_score_sheet_of_a_review_stays():
    judge = an_account(Role.JUDGE)
    assignment = make.asked(judge, make.proposal(make.call().id))
    reviews.accept(judge, assignment_id=assignment)
    app = kit.open_page("review", judge, assignment=assignment)
    accounts.sign_out(judge.session_id)
    kit.sound(app.run())
    assert kit.component(app, f"review.{assignment}.scores")["out"] == translator("en")("writing.signed_out")
    assert not app.button
