"""Charts in a browser: the choice of years asks the server for nothing, and a lost script can be fetched again."""

from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from db import engine
from db.models.budgets import NationalTotal
from db.unit_of_work import unit_of_work
from innovation_hub.charts import library
from innovation_hub.domain.budgets import Category
from innovation_hub.i18n import translator
from tests.e2e.server import serving

REPORTED = ("2016/17", "2020/21", "2024/25")


@pytest.fixture(scope="module")
def long_record(tmp_path_factory, prepared):
    """The application with budgets of ten financial years, some of them not reported."""
    var = tmp_path_factory.mktemp("years")
    with serving(var, prepared=prepared) as running:
        engine.use(f"sqlite:///{var / 'hub.sqlite3'}")
        with unit_of_work() as uow:
            for year in REPORTED:
                for category, amount in ((Category.ICT, 900), (Category.INNOVATION, 100)):
                    total = NationalTotal(financial_year=year, category=category, institutions=3)
                    total.original = total.allocated = amount
                    total.updated_at = datetime(2025, 6, 1, tzinfo=UTC)
                    uow.session.add(total)
            uow.commit()
        engine.dispose()
        yield running


def chart(hub):
    """The first chart of the page."""
    return hub.page.locator(".hub-chart").first


def years(hub):
    """The financial years on its axis."""
    expect(chart(hub).locator(".xtick").first).to_be_visible()
    return chart(hub).locator(".xtick").count()


@pytest.mark.parametrize("language", ["sw", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_choosing_years_by_key_or_finger_asks_the_server_for_nothing(visit, long_record, language, width):
    hub, t, sent = visit(language=language, width=width, server=long_record), translator(language), []
    hub.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: sent.append(frame)))
    hub.page.on("request", lambda request: sent.append(request.url))
    hub.open("/resolution-4")
    every, before = years(hub), len(sent)
    assert every > 9
    choice = chart(hub).get_by_role("group", name=t("charts.years"))
    choice.get_by_role("radio", name=t("charts.last_years", n=3), exact=True).click()
    assert years(hub) == 3
    hub.page.keyboard.press("ArrowRight")
    assert years(hub) == 5
    assert sent[before:] == []
    other = "sw" if language == "en" else "en"
    hub.switch_language(other)
    expect(choice).to_have_count(0)
    chosen = chart(hub).get_by_role("radio", name=translator(other)("charts.last_years", n=5))
    expect(chosen).to_be_checked()
    assert years(hub) == 5


def test_a_script_that_was_lost_is_fetched_again(visit, long_record):
    hub, t = visit(server=long_record), translator("en")
    address = f"**/{library.NAME}"
    hub.page.route(address, lambda route: route.abort())
    hub.open("/resolution-4")  # at rest, so that no drawing of the page tries before the reader does
    expect(chart(hub).get_by_role("alert")).to_contain_text(t("charts.failed"))
    hub.page.unroute(address)
    chart(hub).get_by_role("button", name=t("charts.again")).click()
    assert years(hub) > 9
    expect(chart(hub).get_by_role("alert")).to_have_count(0)
    assert hub.accidents, "the browser itself reports the file that it missed"
    assert all(library.NAME in accident for accident in hub.accidents)
    hub.accidents.clear()
