"""Data with published answers."""

import pytest

from innovation_hub.methods.ranking import Scores


@pytest.fixture
def shrout_fleiss() -> Scores:
    """Six targets by four judges (Shrout and Fleiss, 1979, table 2)."""
    table = ["9 2 5 8", "6 1 3 2", "8 4 6 8", "7 1 2 6", "10 5 6 9", "6 2 4 7"]
    return Scores.of(
        (f"target {row}", f"judge {column}", "rating", float(cell))
        for row, line in enumerate(table, start=1)
        for column, cell in enumerate(line.split(), start=1)
    )
