"""Parts shared by the charts: empty figure, bars by financial year, axes, and marks of missing years."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from innovation_hub.charts.template import NOT_REPORTED, PALETTES, Mode, Palette, template
from innovation_hub.charts.words import figure as written
from innovation_hub.domain.indicators import Point, Series, Unit
from innovation_hub.i18n import Translator, formats

HEIGHT = 340
TEXT_SIZE = 11


def frame(mode: Mode, *, height: int = HEIGHT) -> go.Figure:
    """An empty figure with the hub's template."""
    return go.Figure(layout={"template": template(mode), "height": height})


def chances(shares: Sequence[float], title: str, t: Translator, palette: Palette) -> dict[str, Any]:
    """Marker settings: colours by probability from 0 to 1, with a colour bar above the chart."""
    return {
        "color": list(shares),
        "cmin": 0,
        "cmax": 1,
        "colorscale": [[i / 9, colour] for i, colour in enumerate(palette.sequence)],
        "colorbar": {
            "orientation": "h",
            "title": {"text": title, "side": "top"},
            "thickness": 10,
            "len": 0.62,
            "x": 0,
            "xanchor": "left",
            "y": 1.0,
            "yanchor": "bottom",
            "ypad": 8,
            "tickvals": [0, 0.5, 1],
            "ticktext": [formats.percent(t, share, 0) for share in (0, 0.5, 1)],
            "outlinewidth": 0,
        },
    }


def add_bars(fig: go.Figure, series: Series, t: Translator, *, name: str, colour: str) -> None:
    """Add bars of a series by financial year; a year without a value has no bar."""
    texts = ["" if p.value is None else written(t, series.unit, p.value) for p in series.points]
    fig.add_bar(
        x=[p.year for p in series.points],
        y=[p.value for p in series.points],
        name=name,
        marker={"color": colour},
        text=[_short(t, series.unit, p) for p in series.points],
        textposition="outside",
        textangle=0,
        textfont={"size": TEXT_SIZE},
        hovertext=[f"{p.year}<br>{name}: {text}" for p, text in zip(series.points, texts, strict=True)],
        hoverinfo="text",
    )


def _short(t: Translator, unit: Unit, point: Point) -> str:
    """The label of a bar; none for money, which only the axis shows."""
    if point.value is None or unit is Unit.TZS:
        return ""
    return written(t, unit, point.value)


def by_year(fig: go.Figure, years: Sequence[str], missing: Sequence[str], t: Translator, mode: Mode) -> None:
    """Set the axis of financial years and mark each run of ``missing`` years as a gap."""
    fig.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=list(years),
        range=[-0.5, len(years) - 0.5],
        tickangle=0 if len(years) <= 5 else -45,
    )
    fig.update_layout(bargap=max(0.18, 1 - 0.2 * len(years)), uniformtext={"mode": False})
    for first, last in _runs([year in missing for year in years]):
        _gap(fig, first, last, len(years), t("indicators.not_reported"), mode)


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """First and last position of each run of true flags, in order."""
    runs: list[tuple[int, int]] = []
    for position, flag in enumerate(flags):
        if flag and runs and runs[-1][1] == position - 1:
            runs[-1] = (runs[-1][0], position)
        elif flag:
            runs.append((position, position))
    return runs


def _gap(fig: go.Figure, first: int, last: int, of: int, label: str, mode: Mode) -> None:
    """Mark years ``first`` to ``last`` (positions among ``of``) by a dotted rectangle of the full height.

    It spans the whole width of its years, so that it does not look like a bar.
    """
    fig.add_shape(
        type="rect",
        x0=first - 0.5,
        x1=last + 0.5,
        y0=0,
        y1=1,
        yref="paper",
        fillcolor=NOT_REPORTED,
        opacity=0.5,
        line={"width": 1, "dash": "dot", "color": PALETTES[mode].soft},
        layer="below",
    )
    roomy = (last - first + 1) / of > 0.3  # about 100 px on a phone
    fig.add_annotation(
        x=(first + last) / 2,
        y=0.9 if roomy else 0.5,
        yref="paper",
        text=label,
        textangle=0 if roomy else -90,
        showarrow=False,
        font={"size": TEXT_SIZE, "color": PALETTES[mode].soft},
    )


def mark_partly_missing(fig: go.Figure, shown: Sequence[Series], t: Translator, mode: Mode) -> None:
    """Label each missing bar in years where another series has a value."""
    for position, series in enumerate(shown):
        for points in zip(series.points, *(s.points for s in shown), strict=True):
            if points[0].value is not None or all(p.value is None for p in points):
                continue
            fig.add_annotation(
                x=points[0].year,
                xshift=36 * (position - (len(shown) - 1) / 2),
                y=0.02,
                yref="paper",
                yanchor="bottom",
                text=t("indicators.not_reported"),
                textangle=-90,
                showarrow=False,
                font={"size": TEXT_SIZE, "color": PALETTES[mode].soft},
            )


def missing_years(series: Sequence[Series]) -> list[str]:
    """The years in which none of the series has a value or a suppressed one."""
    return [
        points[0].year
        for points in zip(*(s.points for s in series), strict=True)
        if all(p.value is None and not p.suppressed for p in points)
    ]


def share_axis(fig: go.Figure, series: Sequence[Series], *, least: float = 0.0) -> None:
    """Set a vertical axis in per cent, up to ``least`` or more, with room for the label of the highest bar."""
    top = max((p.value for s in series for p in s.points if p.value is not None), default=0.0)
    fig.update_yaxes(tickformat=".0%" if top > 0.05 else ".1%", range=[0, max(top * 1.18, least) or 1])


def count_axis(fig: go.Figure, series: Sequence[Series], *, least: float = 0.0) -> None:
    """Set a vertical axis in whole numbers, up to ``least`` or more."""
    top = max((p.value for s in series for p in s.points if p.value is not None), default=0.0)
    fig.update_yaxes(tickformat=",d", range=[0, max(top * 1.18, least, 5)], nticks=6)


def money_axis(fig: go.Figure, series: Sequence[Series], t: Translator) -> None:
    """Set a vertical axis in shillings, with short tick labels (thousands, millions) in the reader's language."""
    top = max((p.value for s in series for p in s.points if p.value is not None), default=0.0) or 1.0
    step = _step(top)
    ticks = [step * i for i in range(int(top // step) + 2)]
    fig.update_yaxes(
        tickvals=ticks,
        ticktext=["0" if not tick else formats.money_short(t, int(tick)) for tick in ticks],
        range=[0, 1.02 * ticks[-1]],  # the highest grid line is drawn, above the highest bar
    )


def _step(top: float) -> float:
    """A round step that gives about four ticks."""
    size = 10.0 ** (len(str(int(top))) - 1)
    return next(
        (size * part for part in (0.1, 0.2, 0.25, 0.5, 1, 2, 2.5) if top / (size * part) <= 5), size * 5
    )


def reference(fig: go.Figure, value: float, label: str, mode: Mode) -> None:
    """Add a dotted line at ``value``, named in the legend: a limit or a published figure."""
    fig.add_shape(
        type="line",
        xref="paper",
        x0=0,
        x1=1,
        y0=value,
        y1=value,
        line={"color": PALETTES[mode].text, "width": 1.5, "dash": "dot"},
        name=label,
        showlegend=True,
    )
    fig.update_layout(showlegend=True)
