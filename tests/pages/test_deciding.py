"""The pages from screening to the published result, and what they say while there is nothing."""

import pytest

from db.models.calls import Call
from db.models.proposals import Proposal
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.services import ranking
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit
from tests.pages.judging_kit import LANGUAGES, call, judge, organiser, press, seen
from tests.pages.test_decisions import sure

__all__ = ["call", "judge", "organiser"]


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


def test_the_organiser_ranks_decides_and_publishes(organiser, judge, call):
    good, weak = make.proposal(call.id, title="Good"), make.proposal(call.id, title="Weak")
    make.reviewed(judge, good, 5, 5)
    make.reviewed(judge, weak, 2, None)
    app = kit.open_page("ranking", organiser, call=call.id)
    kit.unfold(app, "ranking.several")
    app.number_input(key="ranking.top").set_value(1).run()
    press(app, "ranking.shortlist_top")
    kit.follow(app, proposal=good.id)
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
    sure(app).check().run()
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
