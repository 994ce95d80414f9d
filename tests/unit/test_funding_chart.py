"""The chart of a funding plan: bars grow from the worst score, whichever end of the scale that is."""

import pytest

from innovation_hub.charts.funding import Bar, portfolio
from innovation_hub.i18n import translator

BARS = [Bar("C-1-0001", 4.0, 0.9, True, False), Bar("C-1-0002", None, 0.0, False, True)]


@pytest.mark.parametrize(("worst", "best", "length"), [(1, 5, 3.0), (5, 1, -1.0)])
def test_bars_grow_from_the_worst_towards_the_best(worst, best, length):
    fig = portfolio(BARS, worst, best, translator("en"), "light")
    bars, planned, walked = fig.data
    assert (list(bars.x), bars.base) == ([length, 0.0], worst)
    assert list(bars.marker.color) == [0.9, 0.0]
    assert (list(planned.y), list(walked.y)) == (["C-1-0001"], ["C-1-0002"])
    assert list(fig.layout.yaxis.ticktext) == ["0001", "0002"]
    assert (planned.x[0] - best) * (best - worst) > 0, "the marks stand beyond the best"
