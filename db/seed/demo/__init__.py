"""Texts, names and plans of the demo data, read from the files beside this one.

All invented, and marked so where people read it. `innovation_hub.services.demo` creates the records.
"""

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from innovation_hub.domain.accounts import Sex
from innovation_hub.domain.budgets import Category, Fund, Nature
from innovation_hub.domain.calls import Audience
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import Track

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Idea:
    """A proposal's own texts; ``call`` counts the demo calls from 1."""

    call: int
    language: str
    track: Track
    title: str
    summary: str
    problem: str
    solution: str
    users: str
    trl: int | None = None


@dataclass(frozen=True, slots=True)
class CallPlan:
    """A call and its dates, in days from the day of seeding; None for steps that have not happened."""

    title_sw: str
    title_en: str
    text_sw: str
    text_en: str
    audience: Audience
    resolutions: list[int]
    prize_pool: int
    opens: int
    closes: int
    screened: int | None = None
    judged: int | None = None
    decided: int | None = None


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account to try the hub with."""

    role: Role
    email: str
    name: str
    sex: Sex


@dataclass(frozen=True, slots=True)
class DemoPeople:
    """Parts of names of invented people, and the sign-ins."""

    women: list[str]
    men: list[str]
    surnames: list[str]
    sign_ins: list[SignIn]


@dataclass(frozen=True, slots=True)
class Place:
    """A demo institution. ``size`` scales its budget; ``quiet`` counts the latest years it has not reported."""

    code: str
    name_sw: str
    name_en: str
    kind: InstitutionKind
    region: str
    size: int
    quiet: int = 0


@dataclass(frozen=True, slots=True)
class Product:
    """A device with its readiness at the end of three financial years, the oldest first; 0 is not recorded."""

    institution: str
    name: str
    purpose: str
    readings: list[int]


@dataclass(frozen=True, slots=True)
class LinePlan:
    """A kind of budget line: its share in TSh million per unit of size, and the odds in 100 of having one."""

    category: Category
    nature: Nature
    fund: Fund
    share: int
    odds: int
    gfs: str
    text: list[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sentences for texts, by kind."""

    sustainability: dict[str, list[str]]
    hosting: dict[str, list[str]]
    difference: dict[str, list[str]]
    comments: dict[str, list[str]]
    reasons: dict[str, list[str]]
    budget: list[LinePlan] = field(default_factory=list)


@lru_cache(maxsize=1)
def ideas() -> tuple[Idea, ...]:
    """Every idea, by call; the two languages take turns."""
    read = {lang: [_idea(row, lang) for row in _read(f"ideas_{lang}")["ideas"]] for lang in ("sw", "en")}
    both = [(idea.call, place, idea) for rows in read.values() for place, idea in enumerate(rows)]
    return tuple(idea for _, _, idea in sorted(both, key=lambda one: one[:2]))


def _idea(row: dict[str, Any], lang: str) -> Idea:
    return Idea(**(row | {"language": lang, "track": Track(row["track"])}))


@lru_cache(maxsize=1)
def calls() -> list[CallPlan]:
    """The calls, the oldest first."""
    return [CallPlan(**(row | {"audience": Audience(row["audience"])})) for row in _read("calls")["calls"]]


@lru_cache(maxsize=1)
def people() -> DemoPeople:
    """Names and sign-ins."""
    read = _read("people")
    sign_ins = [
        SignIn(Role(row["role"]), row["email"], row["name"], Sex(row["sex"])) for row in read["sign_ins"]
    ]
    return DemoPeople(read["women"], read["men"], read["surnames"], sign_ins)


@lru_cache(maxsize=1)
def places() -> list[Place]:
    """The demo institutions; that of the sign-ins comes first."""
    rows = _read("institutions")["institutions"]
    return [Place(**(row | {"kind": InstitutionKind(row["kind"])})) for row in rows]


@lru_cache(maxsize=1)
def products() -> list[Product]:
    """The devices."""
    return [Product(**row) for row in _read("devices")["devices"]]


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The sentences."""
    read = _read("phrases")
    budget = [
        LinePlan(
            Category(row["category"]),
            Nature(row["nature"]),
            Fund(row["fund"]),
            row["share"],
            row["odds"],
            row["gfs"],
            row["text"],
        )
        for row in read.pop("budget")
    ]
    return Phrases(**read, budget=budget)


def systems() -> bytes:
    """The register of systems, as a file to import."""
    return (FOLDER / "systems.csv").read_bytes()


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
