"""What anyone sees: the home page, the twelve resolutions, and the pages of 4, 10 and 11."""

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from db.models.accounts import Account
from db.models.budgets import NationalTotal, ReportingTotal
from db.seed import reference
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import AccountKind
from innovation_hub.domain.budgets import Category
from innovation_hub.domain.indicators import registry
from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from innovation_hub.services import resolutions
from tests.factories.accounts import an_account
from tests.factories.calls import a_call
from tests.pages import kit
from tests.pages.kit import html

CHARTS = Counter(f"resolution_{entry.resolution}" for entry in registry.computed())


@pytest.fixture
def _reference():
    with unit_of_work() as uow:
        reference.load(uow)
        uow.commit()


@pytest.fixture
def _reported(_reference, clock):
    """One year of budgets: 2024/25, seen from March 2026."""
    with unit_of_work() as uow:
        at = datetime(2025, 6, 1, tzinfo=UTC)
        for category, amount in ((Category.ICT, 900), (Category.INNOVATION, 100)):
            total = NationalTotal(financial_year="2024/25", category=category, institutions=3, updated_at=at)
            total.original = total.allocated = total.released = amount
            total.spent = amount + amount // 4
            uow.session.add(total)
        uow.session.add(ReportingTotal(financial_year="2024/25", institutions=3, setting_aside=2))
        uow.commit()


def only(chart: dict) -> dict:
    """The figure of a chart that leaves no choice."""
    (figure,) = chart["drawn"]["charts"]
    return figure


def test_home_answers_before_anything_is_recorded():
    app = kit.open_page("home")
    assert "No call is open at the moment." in html(app)
    assert not kit.charts(app)


@pytest.mark.usefixtures("_reported")
@pytest.mark.parametrize("lang", ["sw", "en"])
def test_home_says_what_is_open_and_how_far_we_are(lang):
    call = a_call(title_sw="Maji <b>safi</b>", title_en="Clean <b>water</b>")
    app = kit.open_page("home", lang=lang)
    shown = html(app)
    assert ("Maji" if lang == "sw" else "Clean") + " &lt;b&gt;" in shown
    assert "10%" in shown
    assert ("Bado hakuna taarifa" if lang == "sw" else "Nothing has been recorded yet") in shown
    assert not kit.charts(app)
    links = [element.proto for element in app.get("page_link")]
    assert f"call={call.card.code}" in {link.query_string for link in links}


@pytest.mark.usefixtures("_reported")
def test_home_says_where_to_begin_before_it_tells_of_progress():
    shown = html(kit.open_page("home"))
    assert shown.index("Where to begin") < shown.index("Progress so far")
    assert "<span>0%</span><span>100%</span>" in shown  # the ends of the picture beside a key figure


@pytest.mark.usefixtures("_reference")
def test_home_sends_each_role_to_its_work():
    labels = {
        role: {e.proto.label for e in kit.open_page("home", an_account(role)).get("page_link")}
        for role in Role
    }
    assert "Write or continue a proposal" in labels[Role.STUDENT]
    assert "Review the proposals assigned to you" in labels[Role.JUDGE]
    assert "Check what needs your approval" in labels[Role.APPROVER]
    assert "Record your institution’s budget" in labels[Role.OFFICER]
    assert "Screen the proposals received" in labels[Role.ORGANISER]
    assert "Manage people" in labels[Role.ADMINISTRATOR]


@pytest.mark.usefixtures("_reported")
@pytest.mark.parametrize("lang", ["sw", "en"])
def test_all_twelve_stand_in_both_languages(lang):
    shown = html(kit.open_page("resolutions", lang=lang))
    assert shown.count("<article") == 12
    assert shown.count('class="followed"') == 3
    assert "Serikali iwekeze katika kuanza kutengeneza vifaa vya TEHAMA hapa nchini." in shown
    assert "The Government shall invest in starting to make ICT devices here in the country." in shown
    assert "Mamlaka ya Serkali [sic] Mtandao" in shown  # misspelt in the official text itself
    assert "wanafunzi wa Vyuvo [sic] vya elimu ya juu" in shown
    assert "<em>redundancy</em>" in shown
    assert "10%" in shown


@pytest.mark.usefixtures("_reference")
def test_a_source_of_our_own_is_named_in_the_readers_language():
    shown = html(kit.open_page("resolution_10", lang="sw"))
    assert "Chanzo: Kitovu cha Ubunifu" in shown
    assert "Chanzo: UIS; Kitovu cha Ubunifu" in shown
    assert "Chanzo: TCU (rejista ya vyuo vikuu)" in shown
    assert "Chanzo: TCU (register of universities)" not in shown
    assert "Source: Innovation Hub" in html(kit.open_page("resolution_10", lang="en"))


@pytest.mark.usefixtures("_reported")
@pytest.mark.parametrize("lang", ["sw", "en"])
@pytest.mark.parametrize("name", CHARTS)
def test_each_followed_resolution_shows_its_charts_with_words(name, lang):
    app = kit.open_page(name, lang=lang)
    drawn = kit.charts(app)
    assert len(drawn) == CHARTS[name]
    assert all(chart["alt"] for chart in drawn)
    shown = html(app)
    assert shown.count("<details>") == CHARTS[name]
    assert shown.count(".csv?lang=") == CHARTS[name]


@pytest.mark.usefixtures("_reference")
@pytest.mark.parametrize(
    ("number", "sets"), [(4, ["budgets"]), (10, ["proposals", "calls"]), (11, ["budgets"])]
)
def test_the_records_behind_the_figures_can_be_downloaded(number, sets):
    shown = html(kit.open_page(f"resolution_{number}"))
    assert re.findall(r'href="/data/(\w+)\.csv"', shown) == [*sets, "indicators"]


@pytest.mark.usefixtures("_reported")
def test_a_year_that_nobody_reported_is_a_gap():
    share, execution, _ = (only(chart) for chart in kit.charts(kit.open_page("resolution_4")))
    (bars,) = share["data"]
    assert bars["x"] == ["2023/24", "2024/25", "2025/26"]
    assert bars["y"] == [None, pytest.approx(0.1), None]
    assert [note["text"] for note in share["layout"]["annotations"]] == ["Not reported"] * 2
    assert execution["data"][1]["y"][1] == pytest.approx(1.25)


@pytest.mark.usefixtures("_reported")
def test_a_short_record_leaves_no_years_to_choose():
    assert all(len(chart["drawn"]["charts"]) == 1 for chart in kit.charts(kit.open_page("resolution_4")))


@pytest.mark.usefixtures("_reported")
@pytest.mark.parametrize(("lang", "all_of_them"), [("sw", "Yote"), ("en", "All")])
def test_a_long_record_comes_with_a_chart_for_each_range_of_years(lang, all_of_them):
    with unit_of_work() as uow:
        for category in (Category.ICT, Category.INNOVATION):
            total = NationalTotal(financial_year="2017/18", category=category, institutions=2)
            total.original = total.allocated = 500
            uow.session.add(total)
        uow.commit()
    share = kit.charts(kit.open_page("resolution_4", lang=lang))[0]
    assert share["choice"] == translator(lang)("charts.years")
    ranges = share["drawn"]["charts"]
    assert [len(drawn["data"][0]["x"]) for drawn in ranges] == [3, 5, 9], "the last since the first report"
    assert ranges[-1]["words"] == all_of_them
    assert len({drawn["words"] for drawn in ranges}) == 3


def test_the_pages_stand_before_reference_data_is_loaded():
    for name in ("resolutions", *CHARTS):
        assert "not loaded yet" in kit.text(kit.open_page(name))


@pytest.mark.usefixtures("_reference")
def test_demonstration_records_are_marked_on_every_page():
    assert "not real" not in html(kit.open_page("home"))
    with unit_of_work() as uow:
        uow.session.add(
            Account(email="d@example.test", name="D", password_hash="-", kind=AccountKind.STAFF, demo=True)
        )
        uow.commit()
    resolutions._cached_demo._last = None
    for name in ("home", "resolution_4", "calls"):
        assert "the records you see are not real" in html(kit.open_page(name))
