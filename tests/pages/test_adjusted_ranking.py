"""The page of the adjusted ranking, as an organiser uses it in both languages."""

import pytest

from db.models.proposals import Proposal
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.i18n import translator
from innovation_hub.services import ranking
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit
from tests.pages.judging_kit import press, seen


@pytest.fixture
def organiser():
    return an_account(Role.ORGANISER)


@pytest.fixture
def call():
    """Thirty proposals, each with two of three judges, the first of them strict."""
    call = make.call()
    judges = [make.person(name=f"Judge {letter}") for letter in "ABC"]
    for number in range(30):
        entry = make.proposal(call.id)
        for place in (number % 3, (number + 1) % 3):
            score = min(5, max(1, 2 + number % 4 - (place == 0)))
            make.reviewed(judges[place], entry, score, score)
    return call


def views(app):
    return next(group for group in app.get("button_group") if group.key == "ranking.view")


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_the_chart_comes_first_with_words_and_25_rows(organiser, call, lang):
    app = kit.open_page("adjusted_ranking", organiser, lang=lang, call=call.id)
    t = translator(lang)
    (chart,) = kit.charts(app)
    assert t("ranking.chart_alt") in chart["alt"]
    assert len(chart["drawn"]["charts"][0]["data"][0]["y"]) == 25
    assert t("ranking.model.linear.says") in seen(app)
    press(app, "adjusted_ranking.list." + f"{call.id}.linear.next")
    assert len(kit.charts(app)) == 1


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_table_judges_and_what_is_kept_are_a_tap_away(organiser, call, lang):
    t = translator(lang)
    app = kit.open_page("adjusted_ranking", organiser, lang=lang, call=call.id)
    views(app).set_value("table").run()
    assert t("ranking.adjusted.chance") in seen(kit.sound(app))
    views(app).set_value("judges").run()
    assert "Judge A" in seen(kit.sound(app))
    assert t("ranking.judges.strict") in seen(app)
    views(app).set_value("kept").run()
    press(app, "ranking.keep.0.button")
    (kept,) = ranking.stored_rankings(organiser, call_id=call.id)
    assert kept.input_hash[:16] in seen(app)


def test_method_and_cut_are_the_organisers_choice(organiser, call):
    app = kit.open_page("adjusted_ranking", organiser, call=call.id)
    app.slider(key=f"ranking.cut.{call.id}").set_value(7).run()
    assert "top 7" in seen(kit.sound(app))
    model = next(group for group in app.get("button_group") if group.key == f"ranking.model.{call.id}")
    for name in ("mean", "zscore", "rasch"):
        model.set_value(name).run()
        assert len(kit.charts(kit.sound(app))) == 1


def test_before_the_first_review_it_says_so(organiser):
    call = make.call()
    make.proposal(call.id)
    assert "when the first reviews" in seen(kit.open_page("adjusted_ranking", organiser, call=call.id))


def test_the_ranking_page_leads_there(organiser, call):
    app = kit.open_page("ranking", organiser, call=call.id)
    assert "See the ranking adjusted" in str([link.proto.label for link in app.get("page_link")])


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_the_help_page_shows_its_example_to_everyone(lang):
    shown = seen(kit.open_page("how_ranking", lang=lang))
    assert "4.00 (1)" in shown, "the proposal that the strict judge did not read leads by the mean"
    assert translator(lang)("ranking.how.adjusted") in shown


def test_published_results_name_the_rankings_they_rest_on(organiser, call):
    entries = make.rows(Proposal, call_id=call.id)
    one = entries[0]
    ranking.shortlist(organiser, proposal_id=one.id, version=one.version)
    ranking.award(organiser, proposal_id=one.id, version=one.version + 1, amount=0, reason="The best of all.")
    make.declined_rest(organiser, call)
    make.concluded(organiser, call)
    shown = seen(kit.open_page("results", call=call.id))
    hashes = {one.input_hash[:16] for one in ranking.published(VISITOR, call_id=call.id)}
    assert len(hashes) == 1
    assert hashes.pop() in shown
