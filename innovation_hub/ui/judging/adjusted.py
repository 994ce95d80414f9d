"""Display of an adjusted ranking: reliability, warnings, chart, table and judges."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import streamlit as st

from innovation_hub.domain.ranking import Occasion
from innovation_hub.domain.sheets import csv_text
from innovation_hub.i18n import Translator, formats, translator
from innovation_hub.methods.terms.ranking import Caution, Model
from innovation_hub.services.ranking import AdjustedPlace, AdjustedRanking, JudgeSummary, StoredRanking
from innovation_hub.ui import state, tables
from innovation_hub.ui.pictures import chart as ui_chart
from innovation_hub.ui.text import md

if TYPE_CHECKING:
    from innovation_hub.charts.template import Mode

GOOD = 0.8
"""The reliability from which a ranking is usually considered reliable (Nunnally, «Psychometric Theory», 1978)."""
_SURE = 1.645  # half the width of a 90 % interval, in standard errors
_NAMES = 6  # the most names in a warning
COLUMNS = ("rank", "rank_low", "rank_high", "code", "score", "se", "p_top", "group", "n", "more_reviews")


def summary(t: Translator, found: AdjustedRanking) -> str:
    """A sentence on the ranking's reliability."""
    if found.reliability is None:
        return t("ranking.reliability.unknown")
    number = formats.number(t, found.reliability, 2)
    level = "good" if found.reliability >= GOOD else "fair" if found.reliability >= GOOD / 2 else "poor"
    return t(f"ranking.reliability.{level}", number=number)  # keys: ranking.reliability.*


def warnings(t: Translator, found: AdjustedRanking) -> None:
    """Draw a warning with a sentence for each caution."""
    if found.warnings:
        lines = (_warning(t, kind, names, count) for kind, names, count in found.warnings)
        st.warning("\n".join(f"- {line}" for line in lines), icon=":material/warning:")


def _warning(t: Translator, kind: Caution, names: Sequence[str], count: int) -> str:
    shown = ", ".join(names[:_NAMES]) + (" …" if len(names) > _NAMES else "")
    return t(f"ranking.caution.{kind.value}", names=md(shown), count=count)  # keys: ranking.caution.*


def chart(t: Translator, found: AdjustedRanking, places: Sequence[AdjustedPlace], mode: "Mode") -> None:
    """Draw the chart of one page of the ranking, with a sentence that summarises the whole ranking."""
    sure = sum(place.p_top >= 0.9 for place in found.places)
    open_ones = sum(0.1 < place.p_top < 0.9 for place in found.places)
    sentence = t("ranking.chart_says", top=found.top, sure=sure, open=open_ones)
    st.markdown(sentence)
    figure = drawn(tuple(places), found.top, t.lang, mode)
    ui_chart.show(t, figure, alt=f"{t('ranking.chart_alt')} {sentence}", key="ranking.caterpillar")


@lru_cache(maxsize=64)
def drawn(places: tuple[AdjustedPlace, ...], top: int, lang: str, mode: "Mode") -> bytes:
    """The serialised chart, cached."""
    from innovation_hub.charts.ranking import RankMark, caterpillar
    from innovation_hub.charts.sending import packed

    marks = [RankMark(place.code, place.rank, place.score, place.se, place.p_top) for place in places]
    return packed([("", caterpillar(marks, top, translator(lang), mode))])


def table(t: Translator, found: AdjustedRanking, places: Sequence[AdjustedPlace]) -> None:
    """Draw one page of the ranking as a table."""
    headers = [t(f"ranking.adjusted.{name}") for name in ("rank", "proposal", "score", "chance", "reviews")]
    if found.groups > 1:
        headers.append(t("ranking.adjusted.group"))
    rows = [_row(t, found, place) for place in places]
    align: list[tables.Align] = ["right", "left", "right", "right", "right", "right"]
    caption = t("ranking.adjusted.caption", n=len(found.places), reviews=found.reviews)
    tables.table(headers, rows, caption=caption, align=align[: len(headers)])


def _row(t: Translator, found: AdjustedRanking, place: AdjustedPlace) -> list[str]:
    span = f"{place.rank} ({place.rank_low}–{place.rank_high})"
    error = "" if place.se is None else f" ± {formats.number(t, place.se, 2)}"
    more = f" (+{place.more_reviews})" if place.more_reviews else ""
    row = [
        span,
        tables.Html(
            f"<span>{tables.escape(place.code)} · {tables.escape(place.title)} "
            f"{state.chip(t, 'proposal', place.state.value)}</span>"
        ),
        f"{formats.number(t, place.score, 2)}{error}",
        formats.percent(t, place.p_top, 0),
        f"{place.n}{more}",
    ]
    return [*row, str(place.group)] if found.groups > 1 else row


def sheet(found: AdjustedRanking) -> str:
    """The whole ranking as CSV, in the call's units."""
    return csv_text(COLUMNS, [[getattr(place, name) for name in COLUMNS] for place in found.places])


def judges(t: Translator, found: AdjustedRanking) -> None:
    """Draw the severity and consistency of each judge as a table."""
    st.markdown(t("ranking.judges.rasch" if found.model is Model.RASCH else "ranking.judges.lead"))
    rows = [
        [
            judge.name,
            manner(t, judge),
            _signed(t, judge.severity),
            "–" if judge.consistency is None else formats.number(t, judge.consistency, 2),
            str(judge.n),
        ]
        for judge in found.judges
    ]
    names = ("judge", "manner", "severity", "consistency", "reviews")
    headers = [t(f"ranking.judges.{name}") for name in names]
    tables.table(
        headers, rows, caption=t("ranking.judges.caption"), align=("left", "left", "right", "right", "right")
    )


def manner(t: Translator, judge: JudgeSummary) -> str:
    """The text for a judge who is strict, lenient, or not significantly different from the others."""
    if judge.severity is None or judge.se is None:
        return t("ranking.judges.unknown")
    if abs(judge.severity) < _SURE * judge.se:
        return t("ranking.judges.like_others")
    return t("ranking.judges.strict" if judge.severity > 0 else "ranking.judges.lenient")


def _signed(t: Translator, value: float | None) -> str:
    if value is None:
        return "–"
    shown = round(value, 2) + 0.0  # never -0.00
    return f"{'+' if shown > 0 else ''}{formats.number(t, shown, 2)}"


def stored(t: Translator, rankings: Sequence[StoredRanking]) -> None:
    """Draw the stored rankings as a table, with the hashes of their input."""
    rows = [
        [
            f"{one.id}",
            t(f"ranking.model.{one.model.value}"),  # keys: ranking.model.*
            formats.instant(t, one.at),
            t("ranking.kept.on_publication") if one.occasion is Occasion.PUBLISHED else one.by or "–",
            f"{one.input_hash[:16]}…",
        ]
        for one in rankings
    ]
    headers = [t(f"ranking.kept.{name}") for name in ("number", "model", "when", "by", "hash")]
    tables.table(headers, rows, caption=t("ranking.kept.caption"), align=("right",))
