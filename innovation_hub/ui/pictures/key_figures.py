"""Key figures of the followed resolutions as small cards of HTML and SVG: nothing heavy to load."""

from collections.abc import Sequence
from html import escape

from innovation_hub.charts.words import figure
from innovation_hub.domain.devices import TRL_MAX, TRL_MIN
from innovation_hub.domain.indicators import Indicator, Point, Series
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.resolutions import Progress
from innovation_hub.ui.emblem import image

STYLE = """<style>
.hub-key{display:grid;grid-template-columns:auto 1fr;column-gap:1rem;align-items:center}
.hub-key p{margin:0}
.hub-key .big{font-size:2rem;font-weight:650;line-height:1.2}
.hub-key .what{grid-column:1/-1;line-height:1.4;margin-top:.25rem}
.hub-key .year{opacity:.8;white-space:nowrap}
.hub-key .picture{display:block;width:100%;height:30px}
.hub-key .ends{display:flex;justify-content:space-between;font-size:.75rem;line-height:1.3;opacity:.8}
@media(max-width:640px){.hub-key{grid-template-columns:minmax(4.5rem,auto) 1fr}
.hub-key .what{grid-column:auto;margin:0}.hub-key>div{grid-column:1/-1;grid-row:2;margin-top:.25rem}
.hub-key .picture{height:20px}}
</style>"""
YEARS = 6
TEAL, OCHRE, FAINT = "#1f8178", "#c98420", "rgba(128,124,114,.3)"


def card(progress: Progress, t: Translator) -> str:
    """One resolution: its key figure in large, what it counts, its year, and a small picture of it."""
    number, indicator = progress.text.number, progress.indicators[0]
    latest = indicator.main.latest()
    if latest is None or latest.value is None:
        few = latest and latest.suppressed and t("indicators.say.10_1_few", year=latest.year)
        said = few or t("home.card.none")
        return _shown("–", _svg(_rect(0, 11, 240, 8, FAINT)), escape(said))
    year = escape(t("home.card.year", year=latest.year))
    return _shown(
        escape(figure(t, indicator.main.unit, latest.value)),
        _picture(number, indicator, latest, t),
        f'{escape(_what(number, latest, t))} <span class="year">({year})</span>',
    )


def _shown(big: str, picture: str, what: str) -> str:
    return (
        f'<div class="hub-key"><p class="big">{big}</p><div>{picture}</div><p class="what">{what}</p></div>'
    )


def _what(number: int, latest: Point, t: Translator) -> str:
    if number == 4:
        return t("home.card.4")
    return t("home.card.10" if number == 10 else "home.card.11", n=latest.part or 0)


def _picture(number: int, indicator: Indicator, latest: Point, t: Translator) -> str:
    """The figure as a small picture, and under it what stands at its two ends."""
    if number == 4:
        shown, ends = _bar(min(latest.value or 0.0, 1.0)), [formats.percent(t, end, 0) for end in (0, 1)]
    elif number == 10:
        points = indicator.main.points[-YEARS:]
        shown, ends = _columns(points), [points[0].year, points[-1].year]
    else:
        shown = _ladder(indicator, latest.year)
        ends = [t("devices.level", level=level) for level in (TRL_MIN, TRL_MAX)]
    words = "".join(f"<span>{escape(end)}</span>" for end in ends)
    return f'{_svg(shown)}<div class="ends">{words}</div>'


def _svg(inside: str) -> str:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 30" preserveAspectRatio="none">'
    return image(f"{head}{inside}</svg>", "", css="picture")


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2" fill="{colour}"/>'


def _bar(part: float) -> str:
    """The share as a part of the whole width."""
    return _rect(0, 11, 240, 8, FAINT) + _rect(0, 8, max(3.0, 240 * part), 14, OCHRE)


def _columns(points: Sequence[Point]) -> str:
    """A column for each year; one without a report is a faint foot, not a zero."""
    top = max((p.value or 0.0 for p in points), default=0.0) or 1.0
    columns = ""
    step = 240 / len(points)
    for place, point in enumerate(points):
        height = 2.0 if point.value is None else max(3.0, 30 * point.value / top)
        colour = FAINT if point.value is None else TEAL
        columns += _rect(step * (place + 0.1), 30 - height, 0.8 * step, height, colour)
    return columns


def _ladder(indicator: Indicator, year: str) -> str:
    """Nine steps of readiness, the higher the more devices stand on them."""
    counts = [_at(indicator.one(f"11_1.trl_{level}"), year) for level in range(TRL_MIN, TRL_MAX + 1)]
    top = max(counts) or 1.0
    steps = ""
    for place, count in enumerate(counts):
        height = max(3.0, 30 * count / top)
        steps += _rect(place * 26.8 + 1, 30 - height, 23, height, TEAL if count else FAINT)
    return steps


def _at(series: Series, year: str) -> float:
    return next((p.value for p in series.points if p.year == year and p.value is not None), 0.0)
