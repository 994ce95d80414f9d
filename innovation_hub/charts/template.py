"""Plotly templates of all charts, for light and dark pages.

The colours are those of ``.streamlit/config.toml``; a test compares the two. Only SVG traces are used, because WebGL
traces fail under the content security policy.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import pandas  # noqa: F401, Plotly fails while another thread is still importing it
import plotly.graph_objects as go

Mode = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours of one mode."""

    ground: str
    text: str
    soft: str  # axis labels and notes
    line: str  # grid and axes
    series: tuple[str, ...]
    sequence: tuple[str, ...]
    divergence: tuple[str, ...]


LIGHT = Palette(
    ground="#FCFAF5",
    text="#1D2A29",
    soft="#565A54",
    line="#D9D0BF",
    series=("#0B6B63", "#D08A1D", "#3B6FB6", "#A83F2A", "#7A4E93", "#7C8B32", "#6E6A61"),
    sequence=(
        "#E9F1EC",
        "#CFE3DC",
        "#B2D3CB",
        "#93C1B8",
        "#73AEA5",
        "#539A91",
        "#36867D",
        "#1C716A",
        "#0B5D57",
        "#064541",
    ),
    divergence=(
        "#0B5D57",
        "#3A827B",
        "#6FA8A1",
        "#A6CBC6",
        "#DDEBE8",
        "#F6E8D0",
        "#EBCB95",
        "#DCAA58",
        "#C68A24",
        "#9C6810",
    ),
)
DARK = Palette(
    ground="#151B1A",
    text="#EFEAE0",
    soft="#BDBDB4",
    line="#3B4644",
    series=("#4DB6A8", "#E5A93F", "#7FA9E0", "#E27F68", "#B891D0", "#B3C25C", "#A9A59A"),
    sequence=(
        "#153330",
        "#17443F",
        "#18564F",
        "#1A6860",
        "#207B72",
        "#338E84",
        "#4DA197",
        "#6BB4AB",
        "#8DC8C0",
        "#B3DCD6",
    ),
    divergence=(
        "#6BB4AB",
        "#479489",
        "#2E736B",
        "#22524D",
        "#1C3734",
        "#3A3020",
        "#5F4A23",
        "#8A6827",
        "#B8872C",
        "#E5A93F",
    ),
)
PALETTES: dict[Mode, Palette] = {"light": LIGHT, "dark": DARK}
FONT = "'Hub Sans', 'Source Sans', system-ui, sans-serif"
NOT_REPORTED = (
    "rgba(128,124,114,0.28)"  # colour of missing reports in both modes; they are never drawn as zero
)


def _scale(colours: tuple[str, ...]) -> list[tuple[float, str]]:
    return [(position / (len(colours) - 1), colour) for position, colour in enumerate(colours)]


@lru_cache(maxsize=len(PALETTES))
def template(mode: Mode = "light") -> go.layout.Template:
    """The template of a mode, cached. Fonts are the page's; margins suit a phone 390 px wide."""
    palette = PALETTES[mode]
    axis = {
        "gridcolor": palette.line,
        "linecolor": palette.line,
        "zerolinecolor": palette.line,
        "tickcolor": palette.line,
        "tickfont": {"color": palette.soft, "size": 12},
        "title": {"font": {"color": palette.soft, "size": 13}, "standoff": 8},
        "automargin": True,
        "fixedrange": True,  # scrolling the page by touch must not zoom the chart
    }
    layout = go.Layout(
        font={"family": FONT, "size": 14, "color": palette.text},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        colorway=palette.series,
        colorscale={
            "sequential": _scale(palette.sequence),
            "sequentialminus": _scale(palette.sequence),
            "diverging": _scale(palette.divergence),
        },
        margin={"l": 8, "r": 12, "t": 24, "b": 8},
        xaxis={**axis, "showgrid": False, "showline": True},
        yaxis={**axis, "zeroline": True},
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "y": 1.02,
            "yanchor": "bottom",
            "title": {"text": ""},
        },
        hoverlabel={
            "bgcolor": palette.ground,
            "bordercolor": palette.line,
            "font": {"color": palette.text, "size": 13},
        },
        bargap=0.25,
        hovermode="closest",
        separators=".,",
        uniformtext={"minsize": 11, "mode": "hide"},
        modebar={"bgcolor": "rgba(0,0,0,0)", "color": palette.soft, "activecolor": palette.series[0]},
    )
    bar = go.Bar(marker={"line": {"width": 0}}, textfont={"size": 12}, cliponaxis=False)
    line = go.Scatter(line={"width": 2.5}, marker={"size": 7})
    return go.layout.Template(layout=layout, data={"bar": [bar], "scatter": [line]})
