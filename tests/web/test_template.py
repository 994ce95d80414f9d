"""The chart template wears the theme's colours."""

import tomllib
from pathlib import Path

import pytest

from innovation_hub.charts.template import PALETTES, template

THEME = tomllib.loads((Path(__file__).resolve().parents[2] / ".streamlit/config.toml").read_text("utf-8"))[
    "theme"
]


@pytest.mark.parametrize("mode", PALETTES)
def test_colours_are_those_of_the_theme(mode):
    palette, theme = PALETTES[mode], THEME[mode]
    assert palette.ground == theme["backgroundColor"]
    assert palette.text == theme["textColor"]
    assert palette.soft == theme["grayTextColor"]
    assert palette.line == theme["borderColor"]
    assert list(palette.series) == theme["chartCategoricalColors"]
    assert list(palette.sequence) == theme["chartSequentialColors"]
    assert list(palette.divergence) == theme["chartDivergingColors"]


@pytest.mark.parametrize("mode", PALETTES)
def test_a_chart_wears_it(mode):
    import plotly.graph_objects as go

    figure = go.Figure(go.Bar(x=["a"], y=[1]), layout={"template": template(mode)})
    assert figure.layout.template.layout.colorway[0] == PALETTES[mode].series[0]
    assert figure.layout.template.layout.xaxis.fixedrange is True
