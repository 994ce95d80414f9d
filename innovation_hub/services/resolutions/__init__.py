"""Resolutions: the twelve texts, and the indicators of resolutions 4, 10 and 11."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from db.queries import resolutions as queries
from innovation_hub.domain.clock import financial_year_label, financial_year_of, today
from innovation_hub.domain.indicators import Baseline, Indicator, registry
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.resolutions import marked
from innovation_hub.services.cache import CachedResult
from innovation_hub.services.resolutions import devices, money, students
from innovation_hub.services.resolutions.computing import Computation, Records, compute

FIRST_YEAR = 2015
COMPUTATIONS: dict[str, Computation] = {
    **money.COMPUTATIONS,
    **students.COMPUTATIONS,
    **devices.COMPUTATIONS,
}
"""The computation of each indicator that the registry marks as computed."""


@dataclass(frozen=True, slots=True)
class ResolutionText:
    """A resolution: the Swahili text as passed, with its errors marked, and our English translation."""

    number: int
    title_sw: str
    title_en: str
    text_sw: str
    text_en: str
    followed: bool


@dataclass(frozen=True, slots=True)
class Definition:
    """What an indicator measures."""

    code: str
    resolution: int
    name_sw: str
    name_en: str
    definition_sw: str
    definition_en: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A resolution with its definitions and computed indicators."""

    text: ResolutionText
    definitions: tuple[Definition, ...]
    indicators: tuple[Indicator, ...]

    def indicator(self, code: str) -> Indicator:
        """The indicator of this code."""
        return next(one for one in self.indicators if one.code == code)

    def definition(self, code: str) -> Definition:
        """The definition of this code."""
        return next(one for one in self.definitions if one.code == code)

    @property
    def key_figures(self) -> tuple[Indicator, ...]:
        """The indicators shown on the home page."""
        return tuple(one for one in self.indicators if registry.REGISTRY[one.code].card)

    @property
    def as_of(self) -> date | None:
        """The date of the newest record behind any indicator."""
        return max((one.as_of for one in self.indicators if one.as_of), default=None)


def _texts(session: Session) -> tuple[ResolutionText, ...]:
    return tuple(
        ResolutionText(r.number, r.title_sw, r.title_en, marked(r.text_sw), r.text_en, r.followed)
        for r in queries.resolutions(session)
    )


def _definitions(session: Session) -> tuple[Definition, ...]:
    """The registry's indicators whose definitions are loaded; new ones are loaded by the next seed."""
    loaded = {row.code: row for row in queries.definitions(session)}
    return tuple(
        Definition(
            d.code, d.resolution, d.name_sw, d.name_en, d.definition_sw, d.definition_en, d.unit, d.source
        )
        for d in (loaded[code] for code in registry.REGISTRY if code in loaded)
    )


def _progress(session: Session) -> Mapping[int, Progress]:
    labels = [financial_year_label(year) for year in range(FIRST_YEAR, int(current_year()[:4]) + 1)]
    baselines: dict[str, list[Baseline]] = {}
    for b in queries.baselines(session):
        baselines.setdefault(b.code, []).append(Baseline(b.year, b.label_sw, b.label_en, b.value, b.source))
    records, definitions = Records(session, labels), _definitions(session)
    defined = {one.code for one in definitions}
    computed = [
        (one.resolution, compute(one, COMPUTATIONS[one.code], records, baselines.get(one.code, ())))
        for one in registry.computed()
        if one.code in defined
    ]
    return {
        text.number: Progress(
            text,
            tuple(one for one in definitions if one.resolution == text.number),
            tuple(indicator for number, indicator in computed if number == text.number),
        )
        for text in _texts(session)
        if text.number in registry.followed()
    }


_cached_texts = CachedResult(_texts)
_cached_progress = CachedResult(_progress)
_cached_demo = CachedResult(queries.demo_present, follow=False)


def current_year() -> str:
    """The label of the current financial year."""
    return financial_year_of(today())


def twelve(actor: Actor) -> tuple[ResolutionText, ...]:
    """All resolutions, in order; empty before the reference data is loaded."""
    ensure(actor, Permission.RESOLUTION_READ)
    return _cached_texts()


def progress(actor: Actor) -> Mapping[int, Progress]:
    """The resolutions with indicators, by number, with their computed indicators."""
    ensure(actor, Permission.RESOLUTION_READ)
    return _cached_progress()


def demo_present() -> bool:
    """Whether the hub holds demo records; every page then shows a notice."""
    return _cached_demo()
