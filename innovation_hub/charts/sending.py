"""Figures as they are sent to the browser."""

from collections.abc import Sequence

import orjson
import plotly.graph_objects as go


def packed(figures: Sequence[tuple[str, go.Figure]]) -> bytes:
    """Figures in JSON, each with the words by which a reader chooses it; the template that they share stands once.

    ``{"template": …, "charts": [{"words": …, "data": [traces], "layout": …}, …]}``
    """
    template = None
    charts = []
    for words, figure in figures:
        made = orjson.loads(figure.to_json())
        template = made["layout"].pop("template", template)
        charts.append({"words": words, "data": made["data"], "layout": made["layout"]})
    return orjson.dumps({"template": template, "charts": charts})
