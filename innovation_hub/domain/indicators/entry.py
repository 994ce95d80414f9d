"""An entry of the registry of indicators: everything but the computation and the texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from innovation_hub.domain.indicators import Unit
from innovation_hub.domain.indicators.charts import MAIN, Chart
from innovation_hub.domain.indicators.suppression import Suppression


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """Parameters of the sentence ``indicators.say.<slug>`` besides the year and the value; series by their names."""

    counted: str | None = None
    """The series whose ``part`` is the first number of ``{n}`` of ``{of}``."""
    beside: tuple[str, str] | None = None
    """A placeholder of the sentence and the series that fills it; without a value the text ``_alone`` is used."""
    trend: bool = True
    """Whether it is compared with the year before."""
    also: str | None = None
    """A series with an additional sentence."""


class Picture(StrEnum):
    """Picture next to a key figure."""

    BAR = "bar"
    """The share as a part of the whole width."""
    COLUMNS = "columns"
    """A column for each year."""
    STEPS = "steps"
    """A step for each series of the card, in the newest year."""


@dataclass(frozen=True, slots=True)
class Card:
    """An indicator's key figure on the home page, with the text ``indicators.card.<slug>``."""

    picture: Picture
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorEntry:
    """An indicator. Without a chart it is defined, but not computed yet."""

    code: str
    resolution: int
    unit: Unit
    """Of its definition, and of the only series where ``series`` names none."""
    source: str
    """Publications and registers that its definition comes from, separated by semicolons."""
    more_is_better: bool | None = True
    """None where neither is."""
    series: Mapping[str, Unit] = field(default_factory=dict)
    """Where there are several, the main one first."""
    suppression: Suppression = Suppression.NONE
    records: tuple[str, ...] = ()
    """Public data sets that hold the records it is computed from."""
    chart: Chart | None = None
    sentence: Sentence = Sentence()
    card: Card | None = None

    @property
    def slug(self) -> str:
        """Its code in keys of the catalogue: ``4_1``."""
        return self.code.replace(".", "_")

    @property
    def units(self) -> Mapping[str, Unit]:
        """Its series by name, with their units."""
        return self.series or {MAIN: self.unit}

    def key(self, name: str) -> str:
        """The key under which a series is published: ``4_2.spent``; the slug for a single series."""
        name = name or next(iter(self.series), MAIN)
        return f"{self.slug}.{name}" if name else self.slug
