"""The chart of a funding plan: scores as bars, coloured by the chance of funding, with marks for what is funded."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from innovation_hub.charts.parts import chances, frame
from innovation_hub.charts.template import PALETTES, Mode
from innovation_hub.i18n import Translator, formats

_ROW, _FRAME = 26, 172


@dataclass(frozen=True, slots=True)
class Bar:
    """A proposal: ``score`` in the call's units, ``chance`` of being funded from 0 to 1.

    ``planned``: the plan funds it; ``walked``: going down the ranking while the money lasts does.
    """

    code: str
    score: float | None
    chance: float
    planned: bool
    walked: bool


def portfolio(bars: Sequence[Bar], worst: float, best: float, t: Translator, mode: Mode) -> go.Figure:
    """One bar for each proposal in the order given, the first on top.

    ``worst`` and ``best`` are the ends of the score scale; the axis begins at ``worst``.
    """
    palette = PALETTES[mode]
    fig = frame(mode, height=_FRAME + _ROW * len(bars))
    codes = [bar.code for bar in bars]
    span = best - worst
    fig.add_bar(
        y=codes,
        x=[_length(bar, worst, span) for bar in bars],
        base=worst,
        orientation="h",
        showlegend=False,
        marker=chances([bar.chance for bar in bars], t("charts.funding.chance"), t, palette)
        | {"line": {"width": 1, "color": palette.sequence[5]}},
        hovertext=[_hover_text(bar, t) for bar in bars],
        hoverinfo="text",
    )
    for name, offset, symbol, shown in (
        ("planned", 0.07, "circle", [bar.planned for bar in bars]),
        ("walked", 0.17, "diamond-open", [bar.walked for bar in bars]),
    ):
        fig.add_scatter(
            x=[best + offset * span] * sum(shown),
            y=[code for code, yes in zip(codes, shown, strict=True) if yes],
            mode="markers",
            name=t(f"charts.funding.{name}"),  # keys: charts.funding.planned, charts.funding.walked
            marker={
                "symbol": symbol,
                "size": 11,
                "color": palette.series[0 if name == "planned" else 1],
                "line": {"width": 2, "color": palette.series[0 if name == "planned" else 1]},
            },
            hoverinfo="skip",
        )
    fig.update_yaxes(
        type="category",
        categoryorder="array",
        categoryarray=codes[::-1],
        tickvals=codes,
        ticktext=_short(codes),
        ticks="",
        showgrid=False,
    )
    fig.update_xaxes(
        range=[worst, best + 0.24 * span], showgrid=True, nticks=6, title=t("charts.funding.score")
    )
    fig.update_layout(
        showlegend=True,
        bargap=0.28,
        margin={"t": 72, "b": 92},
        legend={"x": 0, "y": 0, "yanchor": "bottom", "yref": "container"},
    )
    return fig


def _length(bar: Bar, worst: float, span: float) -> float:
    """The length of a bar in score units, with the sign of ``span``; 0 without a score or beyond the worst end."""
    if bar.score is None:
        return 0.0
    length = bar.score - worst
    return length if length * span > 0 else 0.0


def _hover_text(bar: Bar, t: Translator) -> str:
    score = t("charts.funding.no_score") if bar.score is None else formats.number(t, bar.score, 2)
    lines = [
        bar.code,
        f"{t('charts.funding.score')}: {score}",
        f"{t('charts.funding.chance')}: {formats.percent(t, bar.chance, 0)}",
    ]
    return "<br>".join(lines)


def _short(codes: Sequence[str]) -> list[str]:
    """The codes without their common prefix up to the last hyphen, to save width on phones."""
    heads = {code.rpartition("-")[0] for code in codes}
    return [code.rpartition("-")[2] for code in codes] if len(heads) == 1 else list(codes)
