"""The table of results."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

HEADINGS = ("measured", "value", "against", "ratio", "bound", "")


@dataclass(frozen=True)
class Row:
    """A measurement and its baseline; only the ratio is tested, and only when it has a bound."""

    name: str
    value: str
    against: str
    ratio: float
    bound: float | None
    side: Literal["at most", "at least"] = "at most"

    @property
    def passed(self) -> bool:
        """Whether the ratio is within its bound."""
        if self.bound is None:
            return True
        return self.ratio <= self.bound if self.side == "at most" else self.ratio >= self.bound

    def cells(self) -> tuple[str, ...]:
        """The formatted cells of the row."""
        measured = (self.name, self.value, self.against, f"{self.ratio:.2f}")
        if self.bound is None:
            return (*measured, "", "")
        sign = "≤" if self.side == "at most" else "≥"
        return (*measured, f"{sign} {self.bound:g}", "ok" if self.passed else "MISSED")


def text(rows: Iterable[Row]) -> str:
    """The table as text with aligned columns."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    rule = "  ".join("-" * width for width in widths)
    written = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    ]
    return "\n".join(line.rstrip() for line in [written[0], rule, *written[1:]])


def milliseconds(seconds: float) -> str:
    """A formatted duration."""
    return f"{seconds * 1000:.2f} ms"


def kilobytes(count: int) -> str:
    """A formatted size in thousands of bytes."""
    return f"{count / 1000:,.0f} kB"
