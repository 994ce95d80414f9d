"""The least that is kept of few people, whatever the computation of an indicator leaves out by itself."""

import pytest

from innovation_hub.domain.indicators import Point
from innovation_hub.domain.indicators.suppression import Suppression, suppressed

NONE, COUNT, SHARE = Suppression
YEAR = "2025/26"


@pytest.mark.parametrize(
    ("rule", "part", "n", "hidden"),
    [
        (NONE, 1, 20, False),
        (COUNT, 0, 20, False),
        (COUNT, 1, 20, True),
        (COUNT, 4, None, True),
        (COUNT, 5, 6, False),
        (SHARE, 5, 10, False),
        (SHARE, 4, 10, True),
        (SHARE, 16, 20, True),
        (SHARE, 0, 20, True),
        (SHARE, 20, 20, True),
    ],
)
def test_few_people_are_hidden_on_either_side(rule, part, n, hidden):
    shown = suppressed(Point(YEAR, 0.5, part, n, 0.1), rule)
    assert (shown.suppressed, shown.value is None, shown.part is None) == (hidden,) * 3
    assert (shown.n, shown.reporting) == (n, 0.1)


@pytest.mark.parametrize("rule", Suppression)
def test_what_is_not_reported_stays_so(rule):
    assert suppressed(Point(YEAR), rule) == Point(YEAR)


@pytest.mark.parametrize(("rule", "part", "n"), [(COUNT, None, 9), (SHARE, None, 9), (SHARE, 6, None)])
def test_people_who_are_not_counted_are_refused(rule, part, n):
    with pytest.raises(ValueError, match="how many people"):
        suppressed(Point(YEAR, 0.5, part, n), rule)
