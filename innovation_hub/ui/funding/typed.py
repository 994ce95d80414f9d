"""Parsing of input: amounts and numbers, with all errors collected."""

from collections.abc import Callable, Iterable
from typing import Any

from innovation_hub.domain.funding import COUNT_MAX, FundingUnit
from innovation_hub.domain.money import parse_money
from innovation_hub.errors import Invalid, Several
from innovation_hub.i18n import Translator, formats


def each(readers: Iterable[Callable[[], Any]]) -> list[Any]:
    """The results of all readers; raises `Several` with the errors of all of them."""
    problems: list[Invalid] = []
    found: list[Any] = []
    for reader in readers:
        try:
            found.append(reader())
        except Several as several:
            problems += several.problems
        except Invalid as problem:
            problems.append(problem)
    if problems:
        raise Several(problems)
    return found


def amount(text: str, unit: FundingUnit, field: str) -> int | None:
    """A number of shillings or proposals, None for an empty text; raises `Invalid` with the name of the field."""
    text = text.strip()
    if not text:
        return None
    if unit is FundingUnit.SHILLINGS:
        return parse_money(text, field=field, allow_zero=True)
    try:
        number = parse_money(text, field=field, allow_zero=True)
    except Invalid as refusal:
        raise Invalid("funding.errors.count", field=field, text=text[:40], most=COUNT_MAX) from refusal
    if number > COUNT_MAX:
        raise Invalid("funding.errors.count", field=field, text=text[:40], most=COUNT_MAX)
    return number


def written(t: Translator, amount: int | None) -> str:
    """A stored amount as text for its field."""
    return "" if amount is None else formats.number(t, amount)
