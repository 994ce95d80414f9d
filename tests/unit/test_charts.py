"""Charts are read back from their data: what is not reported is a gap with a label, and 100 % is no ceiling."""

import subprocess
import sys
from datetime import date

import orjson
import pytest

from innovation_hub.charts import words
from innovation_hub.charts.draw import draw
from innovation_hub.charts.parts import HEIGHT
from innovation_hub.charts.sending import packed
from innovation_hub.charts.shares import wrapped
from innovation_hub.domain.indicators import Baseline, Indicator, Point, Series, Unit, registry
from innovation_hub.domain.indicators.charts import Bars, Stack
from innovation_hub.domain.indicators.registry import REGISTRY
from innovation_hub.i18n import translator
from tests.web.test_theme import contrast

YEARS = ("2022/23", "2023/24", "2024/25", "2025/26")
NONE_RUNNING = "2030/31"
SVG = {"bar", "funnel"}
CODES = [entry.code for entry in registry.computed()]
USUAL = dict.fromkeys(Unit, (40, None, 94, 159)) | {Unit.SHARE: (0.2, None, 0.4, 0.5)}


def series(key, unit, *values, n=25):
    return Series(
        key,
        unit,
        tuple(
            Point(y)
            if v is None
            else Point(y, v, int(v) if unit is Unit.COUNT else None, n, 0.05, date(2026, 3, 2))
            for y, v in zip(YEARS, values, strict=True)
        ),
    )


def an_indicator(code):
    """An indicator of the registry with a gap in 2023/24 in every series."""
    share, count, tzs = Unit.SHARE, Unit.COUNT, Unit.TZS
    made = {
        "4.1": [series("4_1", share, 0.08, None, 0.06, 0.07)],
        "4.2": [
            series("4_2.spent_of_allocated", share, 0.7, None, 1.22, 0.9),
            series("4_2.released_of_allocated", share, 0.8, None, 1.0, 0.95),
        ],
        "4.3": [
            Series("4_3.setting_aside", share, (Point(YEARS[0], 0.4, 4, 10), Point(YEARS[1]))),
            Series("4_3.reporting", share, (Point(YEARS[0], 10 / 579, 10, 579), Point(YEARS[1]))),
        ],
        "10.3": [
            series("10_3.submitting", share, 0.4, None, 0.45, 0.5),
            series("10_3.awarded", share, *[None] * 4),
        ],
        "10.4": [
            series(f"10_4.{stage}", count, None, None, n, None)
            for stage, n in (("received", 60), ("eligible", 50), ("shortlisted", 20), ("awarded", 6))
        ],
        "11.1": [
            series("11_1.prototypes", count, 1, None, 3, 5),
            series("11_1.gain", Unit.LEVELS, None, None, None, 0.8),
            *(series(f"11_1.trl_{n}", count, 1, None, 0, 2) for n in range(1, 10)),
        ],
        "11.3": [
            series("11_3.allocated", tzs, 10**9, None, 2 * 10**9, 0),
            series("11_3.spent", tzs, *[None] * 4),
        ],
    }
    entry = REGISTRY[code]
    found = made.get(code) or [
        series(entry.key(name), unit, *USUAL[unit]) for name, unit in entry.units.items()
    ]
    known = (Baseline(2025, "a", "b", 57, "e-GA"),) if entry.chart == Bars(baseline=True) else ()
    return Indicator(code, tuple(found), known)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("lang", ["sw", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_chart_is_drawn_in_svg_with_its_gap_as_a_gap(code, lang, mode):
    indicator, chart = an_indicator(code), REGISTRY[code].chart
    figure = draw(indicator, translator(lang), mode)
    assert {trace.type for trace in figure.data} <= SVG
    for trace in figure.data:
        if trace.type == "bar" and trace.orientation != "h":
            assert trace.x[1] == "2023/24"
            assert trace.y[1] is None
    if isinstance(chart, Bars | Stack):
        labels = [note.text for note in figure.layout.annotations]
        alone = alone_in_their_years(indicator, chart) if isinstance(chart, Bars) and chart.each_gap else 0
        assert labels.count(translator(lang)("indicators.not_reported")) == 1 + alone


def alone_in_their_years(indicator, chart):
    """How many bars are missing beside one that is there."""
    shown = [indicator.one(REGISTRY[indicator.code].key(name)) for name in chart.series]
    years = [[point.value for point in points] for points in zip(*(s.points for s in shown), strict=True)]
    return sum(values.count(None) for values in years if any(v is not None for v in values))


def test_a_gap_is_the_ground_of_its_year_and_no_bar():
    figure = draw(an_indicator("4.1"), translator("en"), "light")
    (ground,) = (shape for shape in figure.layout.shapes if shape.type == "rect")
    assert (ground.x0, ground.x1) == (0.5, 1.5)
    assert ground.line.dash == "dot"


def test_the_axis_of_money_ends_above_its_highest_line():
    axis = draw(an_indicator("11.3"), translator("en"), "light").layout.yaxis
    assert axis.range[1] > max(axis.tickvals) > 2 * 10**9


def test_execution_goes_above_the_line_of_100_per_cent():
    figure = draw(an_indicator("4.2"), translator("en"), "light")
    released, spent = figure.data
    assert list(released.y) == [0.8, None, 1.0, 0.95]
    assert spent.y[2] == 1.22
    assert figure.layout.yaxis.range[1] > 1.22
    (line,) = (shape for shape in figure.layout.shapes if shape.type == "line")
    assert (line.y0, line.y1) == (1, 1)


def test_institutions_add_up_to_all_there_are():
    figure = draw(an_indicator("4.3"), translator("en"), "light")
    aside, without, silent = (trace.x for trace in figure.data)
    assert (aside[0], without[0], silent[0]) == (4, 6, 569)
    assert (aside[1], without[1], silent[1]) == (None, None, 579)


def test_the_funnel_shows_the_latest_concluded_year():
    (funnel,) = draw(an_indicator("10.4"), translator("en"), "light").data
    assert list(funnel.x) == [60, 50, 20, 6]
    assert funnel.text[3] == "6 (10%)"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_figures_in_the_funnel_can_be_read_on_its_colour(mode):
    (funnel,) = draw(an_indicator("10.4"), translator("en"), mode).data
    assert contrast(funnel.insidetextfont.color, funnel.marker.color) >= 4.5


def test_too_few_people_are_told_and_not_drawn():
    hidden = Series("10_3.submitting", Unit.SHARE, (Point("2025/26", n=12, suppressed=True),))
    awarded = Series("10_3.awarded", Unit.SHARE, (Point("2025/26"),))
    indicator, t = Indicator("10.3", (hidden, awarded)), translator("en")
    figure = draw(indicator, t, "light")
    assert figure.data[0].y == (None,)
    assert [note.text for note in figure.layout.annotations] == [t("indicators.too_few")]
    assert "too few" in words.headline(indicator, t, running=NONE_RUNNING)
    assert words.table(indicator, t)[1][0][1] == t("indicators.too_few")


def test_the_headline_compares_whole_years_only():
    indicator, t = an_indicator("4.1"), translator("en")
    said = words.headline(indicator, t, running=NONE_RUNNING)
    assert said == "In 2025/26, 7.0% of the ICT budget was set aside for research and innovation. " + (
        "That is up from 6.0% in 2024/25."
    )
    assert "up from" not in words.headline(indicator, t, running="2025/26")


@pytest.mark.parametrize("lang", ["sw", "en"])
@pytest.mark.parametrize("code", CODES)
def test_each_indicator_has_its_words_also_when_nothing_is_reported(code, lang):
    t = translator(lang)
    full = an_indicator(code)
    empty = Indicator(code, tuple(Series(s.key, s.unit, tuple(map(Point, YEARS))) for s in full.series))
    for indicator in (full, empty):
        heads, rows = words.table(indicator, t)
        said = [words.headline(indicator, t, running=NONE_RUNNING), *heads, *words.context(indicator, t)]
        assert all(text and "indicators." not in text and "{" not in text for text in said)
        assert all(len(row) == len(heads) for row in rows)
    assert words.evidence(full, t, running="2025/26")
    assert words.evidence(empty, t, running="2025/26") == ""


def test_the_table_as_data_leaves_a_missing_value_empty():
    _, rows = words.raw(an_indicator("11.3"), translator("en"))
    assert rows[1][1:3] == [None, None]
    assert rows[3][1] == 0


def test_what_is_sent_holds_the_template_of_its_figures_once():
    t, indicator = translator("sw"), an_indicator("4.1")
    figures = [draw(indicator.last(span), t, "dark") for span in (2, 4)]
    sent = orjson.loads(packed([("two", figures[0]), ("four", figures[1])]))
    assert [chart["words"] for chart in sent["charts"]] == ["two", "four"]
    for chart, figure in zip(sent["charts"], figures, strict=True):
        assert "template" not in chart["layout"]
        whole = {"data": chart["data"], "layout": {**chart["layout"], "template": sent["template"]}}
        assert whole == orjson.loads(figure.to_json())


def test_labels_are_broken_between_words():
    assert wrapped("Yaliyoingia orodha fupi") == "Yaliyoingia<br>orodha fupi"


def test_what_is_not_reported_beside_a_value_is_told_in_words():
    t = translator("en")
    said = words.headline(an_indicator("11.3"), t, running=NONE_RUNNING)
    assert said.startswith("In 2025/26, TSh 0 was allocated to ICT devices; spending is not reported yet.")


def test_a_chart_is_drawn_while_another_thread_is_still_importing_pandas():
    """As for the first visitor after a start: Plotly asks whether pandas is loaded, not whether it is whole."""
    drawing = """
import importlib, sys, threading
import plotly.graph_objects
assert "pandas" not in sys.modules
other = threading.Thread(target=importlib.import_module, args=("pandas",))
other.start()
while "pandas" not in sys.modules:
    pass
from innovation_hub.charts import parts
print(parts.frame("light").layout.height)
other.join()
"""
    done = subprocess.run(
        [sys.executable, "-c", drawing], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, str(HEIGHT)), done.stderr
