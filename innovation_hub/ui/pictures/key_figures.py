"""Key figures of the followed resolutions as small cards of HTML and SVG, without Plotly."""

from collections.abc import Sequence
from html import escape

from innovation_hub.charts.words import figure, series_name
from innovation_hub.design import LIGHT
from innovation_hub.domain.indicators import Indicator, Point, Series
from innovation_hub.domain.indicators.entry import Card, IndicatorEntry, Picture
from innovation_hub.domain.indicators.registry import REGISTRY
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.resolutions import Progress
from innovation_hub.ui.emblem import image

STYLE = """<style>
.hub-key{display:grid;grid-template-columns:auto 1fr;column-gap:1rem;align-items:center}
.hub-key+.hub-key{margin-top:.75rem}
.hub-key p{margin:0}
.hub-key .big{font-size:var(--step-5);color:var(--link);font-weight:650;line-height:1.2}
.hub-key .what{grid-column:1/-1;line-height:1.4;margin-top:.25rem}
.hub-key .year{opacity:.8;white-space:nowrap}
.hub-key .picture{display:block;width:100%;height:30px}
.hub-key .ends{display:flex;justify-content:space-between;font-size:var(--step--2);line-height:1.3;opacity:.8}
@media(max-width:640px){.hub-key{grid-template-columns:minmax(4.5rem,auto) 1fr}
.hub-key .what{grid-column:auto;margin:0}.hub-key>div{grid-column:1/-1;grid-row:2;margin-top:.25rem}
.hub-key .picture{height:20px}}
</style>"""
YEARS = 6
TEAL, OCHRE, FAINT = LIGHT["mark"], LIGHT["ochre"], f"{LIGHT['stone']}4d"


def cards(progress: Progress, t: Translator) -> str:
    """HTML of the key figures of a resolution: value, description, year, and a small picture."""
    return "".join(_card(indicator, REGISTRY[indicator.code], t) for indicator in progress.key_figures)


def _card(indicator: Indicator, entry: IndicatorEntry, t: Translator) -> str:
    latest = indicator.main.latest()
    if latest is None or latest.value is None:
        few = latest and latest.suppressed and t(f"indicators.say.{entry.slug}_few", year=latest.year)
        reason = few or t("home.card.none")
        return _card_html("–", _svg(_rect(0, 11, 240, 8, FAINT)), escape(reason))
    year = escape(t("home.card.year", year=latest.year))
    counted = None if entry.sentence.counted is None else latest.part or 0
    what = t(f"indicators.card.{entry.slug}", n=counted)  # keys: indicators.card.*
    return _card_html(
        escape(figure(t, indicator.main.unit, latest.value)),
        _picture(indicator, entry, latest, t),
        f'{escape(what)} <span class="year">({year})</span>',
    )


def _card_html(big: str, picture: str, what: str) -> str:
    return (
        f'<div class="hub-key"><p class="big">{big}</p><div>{picture}</div><p class="what">{what}</p></div>'
    )


def _picture(indicator: Indicator, entry: IndicatorEntry, latest: Point, t: Translator) -> str:
    """The value as a small picture, with the labels of its two ends below."""
    match entry.card:
        case Card(Picture.COLUMNS):
            points = indicator.main.points[-YEARS:]
            shown, ends = _columns(points), [points[0].year, points[-1].year]
        case Card(Picture.STEPS, names):
            steps = [indicator.one(entry.key(name)) for name in names]
            shown = _steps([_at(series, latest.year) for series in steps])
            ends = [series_name(series, t) for series in (steps[0], steps[-1])]
        case _:
            shown, ends = _bar(min(latest.value or 0.0, 1.0)), [formats.percent(t, end, 0) for end in (0, 1)]
    words = "".join(f"<span>{escape(end)}</span>" for end in ends)
    return f'{_svg(shown)}<div class="ends">{words}</div>'


def _svg(inside: str) -> str:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 30" preserveAspectRatio="none">'
    return image(f"{head}{inside}</svg>", "", css="picture")


def _rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="2" fill="{colour}"/>'


def _bar(part: float) -> str:
    """A horizontal bar for a share from 0 to 1."""
    return _rect(0, 11, 240, 8, FAINT) + _rect(0, 8, max(3.0, 240 * part), 14, OCHRE)


def _columns(points: Sequence[Point]) -> str:
    """A column for each year; a low faint one where nothing was reported."""
    top = max((p.value or 0.0 for p in points), default=0.0) or 1.0
    columns = ""
    step = 240 / len(points)
    for index, point in enumerate(points):
        height = 2.0 if point.value is None else max(3.0, 30 * point.value / top)
        colour = FAINT if point.value is None else TEAL
        columns += _rect(step * (index + 0.1), 30 - height, 0.8 * step, height, colour)
    return columns


def _steps(counts: Sequence[float]) -> str:
    """A column for each stage, with a height in proportion to its count."""
    top = max(counts) or 1.0
    step = 240 / len(counts)
    steps = ""
    for index, count in enumerate(counts):
        height = max(3.0, 30 * count / top)
        steps += _rect(step * index + 1, 30 - height, step - 3.7, height, TEAL if count else FAINT)
    return steps


def _at(series: Series, year: str) -> float:
    return next((p.value for p in series.points if p.year == year and p.value is not None), 0.0)
