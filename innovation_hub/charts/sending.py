"""Serialisation of figures for the browser."""

from collections.abc import Sequence

import orjson
import plotly.graph_objects as go


def packed(figures: Sequence[tuple[str, go.Figure]]) -> bytes:
    """Figures as JSON, each with its name for the chooser; the template that they share is included once.

    ``figures`` are pairs of name and figure, all of one template. The result is
    ``{"template": …, "charts": [{"words": …, "data": [traces], "layout": …}, …]}``.
    """
    template = None
    charts = []
    for words, figure in figures:
        parsed = orjson.loads(figure.to_json())
        template = parsed["layout"].pop("template", template)
        charts.append({"words": words, "data": parsed["data"], "layout": parsed["layout"]})
    return orjson.dumps({"template": template, "charts": charts})
