"""Financial years and the clock of Dar es Salaam."""

from datetime import UTC, date, datetime

import pytest

from innovation_hub.domain.clock import financial_year_of, from_dar


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2025, 6, 30), "2024/25"),
        (date(2025, 7, 1), "2025/26"),
        (date(1999, 12, 31), "1999/00"),
    ],
)
def test_a_financial_year_runs_from_july_to_june(day: date, year: str) -> None:
    assert financial_year_of(day) == year


def test_dar_es_salaam_is_three_hours_ahead_of_utc() -> None:
    assert from_dar(date(2026, 4, 1), 0, 0) == datetime(2026, 3, 31, 21, tzinfo=UTC)
