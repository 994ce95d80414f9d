"""Time: instants are aware and in UTC; people read them in Dar es Salaam."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

DAR = ZoneInfo("Africa/Dar_es_Salaam")


class Clock:
    """The server's clock; tests replace ``read``.

    ``moved`` is set while demo data is created at past instants, which may be before those of existing records.
    """

    moved = False

    @staticmethod
    def read() -> datetime:
        """The present instant."""
        return datetime.now(UTC)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return Clock.read()


def today() -> date:
    """The present date in Dar es Salaam."""
    return local_day(now())


def local_day(instant: datetime) -> date:
    """The date in Dar es Salaam at an instant."""
    return instant.astimezone(DAR).date()


def from_dar(day: date, hour: int, minute: int, second: int = 0) -> datetime:
    """The instant at which clocks in Dar es Salaam show this date and time."""
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=DAR).astimezone(UTC)


def financial_year_of(day: date) -> str:
    """The financial year (1 July to 30 June) a date falls in, written ``2025/26``."""
    start = day.year if day.month >= 7 else day.year - 1
    return financial_year_label(start)


def financial_year_end(label: str) -> date:
    """The last day of a financial year, 30 June."""
    return date(int(label[:4]) + 1, 6, 30)


def financial_year_label(start: int) -> str:
    """The label of the financial year beginning on 1 July of ``start``."""
    return f"{start}/{(start + 1) % 100:02d}"
