"""Funding plans: the budget, offers and rules that an organiser sets, and their validation."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from innovation_hub.domain.money import MAX_AMOUNT, Money
from innovation_hub.domain.text import clean_line
from innovation_hub.errors import Invalid, Several

NAME_MAX, RULES_MAX = 60, 12
EVERY = "*"
"""Value of a rule for each track, each resolution, ... in turn, as in "at most 1 from every institution"."""
LEVELS = (100, 75, 50)
"""Parts of a request that can be offered, in per cent; the whole is always offered."""
COUNT_MAX = 10_000


class Dimension(StrEnum):
    """Property of proposals that a rule is about."""

    TRACK = "track"
    RESOLUTION = "resolution"
    REGION = "region"
    INSTITUTION = "institution"


class FundingUnit(StrEnum):
    """What a rule counts."""

    PROPOSALS = "proposals"
    SHILLINGS = "shillings"


class Share(StrEnum):
    """Unit of the minimum of teams led by women."""

    PERCENT = "percent"
    PROPOSALS = "proposals"


class How(StrEnum):
    """Decision on the proposals of a plan."""

    SHORTLIST = "shortlist"
    AWARD = "award"


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """At least or at most so many proposals or shillings for those whose ``dimension`` is ``which``."""

    dimension: Dimension
    which: str
    unit: FundingUnit
    at_least: int | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """Everything an organiser sets. ``worth`` is for each level below 100 % the part of the score that it counts.

    ``women``: the least number, or share in per cent, of funded teams that a woman leads. ``must`` and ``must_not``
    are ids of proposals. ``model`` is one of `innovation_hub.methods.terms.ranking.Model`.
    """

    budget: Money
    model: str = "linear"
    levels: tuple[int, ...] = (100,)
    worth: tuple[int, ...] = (100,)
    rules: tuple[RuleDraft, ...] = ()
    women: int | None = None
    women_in: Share = Share.PERCENT
    must: tuple[int, ...] = ()
    must_not: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The draft as JSON data, the same for equal drafts."""
        return asdict(self)

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "PlanDraft":
        """The draft from the data of `as_json`, read from JSON."""
        rules = tuple(
            RuleDraft(
                Dimension(r["dimension"]),
                str(r["which"]),
                FundingUnit(r["unit"]),
                r["at_least"],
                r["at_most"],
            )
            for r in data["rules"]
        )
        read: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
        }
        return cls(**{**read, "rules": rules, "women_in": Share(data["women_in"])})


def checked(draft: PlanDraft) -> PlanDraft:
    """The draft in its standard order; raises `Several` with everything that is invalid."""
    problems = [*_amounts(draft), *_rules(draft.rules), *_musts(draft)]
    if problems:
        raise Several(problems)
    return replace(draft, must=tuple(sorted(set(draft.must))), must_not=tuple(sorted(set(draft.must_not))))


def checked_name(name: str) -> str:
    """A plan's name as it is stored: on one line."""
    name = clean_line(name)
    if not name:
        raise Invalid("funding.errors.name_missing", field="name")
    if len(name) > NAME_MAX:
        raise Invalid("funding.errors.name_long", field="name", most=NAME_MAX)
    return name


def _amounts(draft: PlanDraft) -> Iterable[Invalid]:
    if not 0 <= draft.budget <= MAX_AMOUNT:
        yield Invalid("funding.errors.budget", field="budget")
    if draft.levels[:1] != (100,) or any(level not in LEVELS for level in draft.levels):
        yield Invalid("funding.errors.levels", field="levels")
    if len(draft.worth) != len(draft.levels) or not all(1 <= worth <= 100 for worth in draft.worth):
        yield Invalid("funding.errors.worth", field="worth")
    most = 100 if draft.women_in is Share.PERCENT else COUNT_MAX
    if draft.women is not None and not 0 <= draft.women <= most:
        yield Invalid("funding.errors.women", field="women", most=most)


def _rules(rules: tuple[RuleDraft, ...]) -> Iterable[Invalid]:
    if len(rules) > RULES_MAX:
        yield Invalid("funding.errors.too_many_rules", most=RULES_MAX)
    for number, rule in enumerate(rules, start=1):
        field = f"rule.{number}"
        ends = [end for end in (rule.at_least, rule.at_most) if end is not None]
        most = MAX_AMOUNT if rule.unit is FundingUnit.SHILLINGS else COUNT_MAX
        if not ends:
            yield Invalid("funding.errors.rule_open", field=field, number=number)
        elif not all(0 <= end <= most for end in ends):
            yield Invalid("funding.errors.rule_range", field=field, number=number)
        elif ends[0] > ends[-1]:
            yield Invalid("funding.errors.floor_above_ceiling", field=field, number=number)


def _musts(draft: PlanDraft) -> Iterable[Invalid]:
    if set(draft.must) & set(draft.must_not):
        yield Invalid("funding.errors.must_and_must_not", field="must")
