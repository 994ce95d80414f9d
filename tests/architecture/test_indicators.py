"""The registry of indicators is whole: what it says of each is computed, drawn and written in both languages."""

import re

import pytest

from innovation_hub.domain.indicators import registry
from innovation_hub.domain.indicators.charts import MAIN, Bars, Funnel, Stack, Whole
from innovation_hub.domain.indicators.suppression import Suppression
from innovation_hub.i18n.translator import LANGUAGES
from innovation_hub.services import exports, resolutions
from innovation_hub.ui.pages import BY_NAME
from tests.architecture.test_catalogues import entries, listed

ENTRIES = list(registry.REGISTRY.values())
COMPUTED = registry.computed()
OF_ENTRIES = re.compile(r"indicators\.(name|definition|nothing|say|evidence|rate|card|series)\..+")


def code(entry):
    return entry.code


def own_texts(entry):
    """The keys whose texts belong to an entry alone."""
    yield from (f"indicators.{kind}.{entry.slug}" for kind in ("name", "definition"))
    if entry.chart is None:
        return
    yield from (f"indicators.{kind}.{entry.slug}" for kind in ("nothing", "say", "evidence", "rate"))
    yield from (f"indicators.series.{entry.key(name)}" for name in entry.units)
    if entry.suppression is not Suppression.NONE:
        yield f"indicators.say.{entry.slug}_few"
    if entry.sentence.beside:
        yield f"indicators.say.{entry.slug}_alone"
    if entry.card:
        yield f"indicators.card.{entry.slug}"


def texts_of_chart(chart):
    match chart:
        case Bars(legend=legend, line=line):
            return [*legend, *([line[1]] if line else [])]
        case Whole(legend=legend, silent=silent):
            return [*legend, silent]
    return []


def series_of_chart(chart):
    match chart:
        case Bars(series=names) | Stack(series=names):
            return names
        case Whole(part=part, reported=reported):
            return [part, reported]
        case Funnel():
            return []


def test_what_the_registry_calls_computed_is_computed_and_nothing_else():
    assert set(resolutions.COMPUTATIONS) == {entry.code for entry in COMPUTED}


@pytest.mark.parametrize("entry", ENTRIES, ids=code)
def test_an_entry_stands_under_its_code_and_its_resolution(entry):
    assert registry.REGISTRY[entry.code] is entry
    assert entry.code.startswith(f"{entry.resolution}.")


@pytest.mark.parametrize("number", registry.followed())
def test_a_resolution_that_is_followed_has_a_page_and_a_key_figure(number):
    assert f"resolution_{number}" in BY_NAME
    assert any(entry.card for entry in COMPUTED if entry.resolution == number)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_texts_of_indicators_are_those_that_the_registry_asks_for(lang):
    asked = {key for entry in ENTRIES for key in own_texts(entry)}
    there = {key for key in entries(lang) if OF_ENTRIES.fullmatch(key)}
    assert not asked ^ there, "missing or left over:" + listed(asked ^ there)
    of_charts = {key for entry in COMPUTED for key in texts_of_chart(entry.chart)}
    assert not of_charts - entries(lang).keys()


@pytest.mark.parametrize("entry", COMPUTED, ids=code)
def test_an_entry_names_series_that_it_has(entry):
    sentence = entry.sentence
    named = [*series_of_chart(entry.chart), *(entry.card.series if entry.card else ())]
    named += [name for name in (sentence.counted, sentence.also) if name is not None]
    named += [sentence.beside[1]] if sentence.beside else []
    assert set(named) <= {MAIN, *entry.units}


@pytest.mark.parametrize("entry", COMPUTED, ids=code)
def test_a_chart_has_a_name_in_its_legend_for_each_of_its_series(entry):
    if isinstance(entry.chart, Bars) and entry.chart.legend:
        assert len(entry.chart.legend) == len(entry.chart.series)


@pytest.mark.parametrize("entry", COMPUTED, ids=code)
def test_an_indicator_rests_on_data_sets_that_are_public(entry):
    assert set(entry.records) <= exports.SHEETS.keys()
    assert {f"resolutions.data.{name}" for name in registry.records(entry.resolution)} <= entries("en").keys()
