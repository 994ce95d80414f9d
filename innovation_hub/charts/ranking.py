"""The chart of an adjusted ranking: scores with 90 % intervals, coloured by the probability of being at the top."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from innovation_hub.charts.parts import chances, frame
from innovation_hub.charts.template import PALETTES, Mode
from innovation_hub.i18n import Translator, formats

_ROW, _FRAME = 26, 120
_HALF_WIDTH = 1.645  # of a 90 % interval of the normal distribution, in standard errors


@dataclass(frozen=True, slots=True)
class RankMark:
    """A proposal: ``score`` and its standard error in the call's units, probability ``p_top`` from 0 to 1."""

    code: str
    rank: int
    score: float
    se: float | None
    p_top: float


def caterpillar(marks: Sequence[RankMark], top: int, t: Translator, mode: Mode) -> go.Figure:
    """One dot for each proposal in the order given, the first on top, with its 90 % interval as an error bar.

    ``top`` is the number of places that ``p_top`` refers to.
    """
    palette = PALETTES[mode]
    fig = frame(mode, height=_FRAME + _ROW * len(marks))
    fig.add_scatter(
        x=[mark.score for mark in marks],
        y=[f"{mark.rank}. {mark.code}" for mark in marks],
        mode="markers",
        showlegend=False,
        error_x={
            "type": "data",
            "array": [_HALF_WIDTH * (mark.se or 0.0) for mark in marks],
            "color": palette.soft,
            "thickness": 1.4,
            "width": 3,
        },
        marker=chances([mark.p_top for mark in marks], t("charts.ranking.chance", top=top), t, palette)
        | {"size": 12, "line": {"width": 1.2, "color": palette.sequence[7]}},
        hovertext=[_hover_text(mark, t) for mark in marks],
        hoverinfo="text",
    )
    fig.update_yaxes(autorange="reversed", type="category", automargin=True, fixedrange=True)
    fig.update_xaxes(title={"text": t("charts.ranking.score")}, fixedrange=True)
    return fig


def _hover_text(mark: RankMark, t: Translator) -> str:
    score, chance = formats.number(t, mark.score, 2), formats.percent(t, mark.p_top, 0)
    return t("charts.ranking.told", code=mark.code, score=score, chance=chance)
