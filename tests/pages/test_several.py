"""Deciding many at once on the page: asked with numbers and names, told what changed, undone by one press."""

import pytest

from db.models.proposals import Proposal
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.services import ranking
from tests.factories import judging as make
from tests.pages import kit
from tests.pages.judging_kit import call, organiser, press, seen
from tests.pages.test_decisions import sure

__all__ = ["call", "organiser"]


def state(entry):
    return make.fetch(Proposal, entry.id).state


def box(app, words):
    (found,) = [each for each in app.checkbox if words in each.label]
    return found


def test_many_are_declined_only_after_the_list_and_undone_by_one_press(organiser, call):
    rest = [make.proposal(call.id, title=f"Wazo {n}") for n in range(2)]
    kept = make.proposal(call.id, title="On the shortlist")
    ranking.shortlist(organiser, proposal_id=kept.id, version=1)
    app = kit.unfold(kit.open_page("ranking", organiser, call=call.id), "ranking.several")
    form = f"ranking.rest.{call.id}.0"
    decline = app.button(key=f"{form}.decline")
    assert (decline.disabled, decline.label) == (True, "Do not select these 2 proposals")
    listed = seen(app)
    assert "2 proposals would not be selected" in listed
    assert "The 1 proposal on the shortlist is not touched" in listed
    app.text_area(key=f"{form}.reason").set_value(make.REASON)
    box(app, "I have checked the list").check().run()
    press(app, f"{form}.decline")
    assert [state(entry) for entry in (*rest, kept)] == [S.DECLINED, S.DECLINED, S.SHORTLISTED]
    (step,) = ranking.steps(organiser, call_id=call.id)
    press(app, f"ranking.undo.{step.id}")
    assert [state(entry) for entry in (*rest, kept)] == [S.ELIGIBLE, S.ELIGIBLE, S.SHORTLISTED]


def test_what_another_decided_meanwhile_is_told_by_name_and_nothing_declined(organiser, call):
    one, two = (make.proposal(call.id) for _ in range(2))
    app = kit.unfold(kit.open_page("ranking", organiser, call=call.id), "ranking.several")
    form = f"ranking.rest.{call.id}.0"
    app.text_area(key=f"{form}.reason").set_value(make.REASON)
    box(app, "I have checked the list").check().run()
    ranking.shortlist(make.person(Role.ORGANISER), proposal_id=one.id, version=1)
    press(app, f"{form}.decline")
    assert state(two) is S.ELIGIBLE
    assert f"{one.code}: was" in seen(app)
    assert kit.listed_between(app, "decision.go_on.ranking.rest", f"{form}.decline") == 0
    assert app.text_area(key=f"{form}.reason").value == make.REASON


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_publication_names_proposals_without_enough_reviews_and_asks_why(organiser, call, lang):
    unread = make.proposal(call.id)
    ranking.decline(organiser, proposal_id=unread.id, version=1, reason=make.REASON)
    app = kit.open_page("ranking", organiser, lang=lang, call=call.id)
    said = "1 of them has no review at all" if lang == "en" else "halina tathmini hata moja"
    assert said in seen(app)
    assert unread.code in seen(app)
    sure(app).check().run()
    press(app, "ranking.publish")
    assert app.error
    assert ranking.publication(organiser, call_id=call.id) is None
    app.text_area(key=f"conclude.{call.id}.0.reason").set_value("The jury fell ill as a whole.")
    press(app, "ranking.publish")
    assert "The jury fell ill as a whole" in seen(kit.open_page("ranking", organiser, call=call.id))
