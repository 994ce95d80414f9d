"""Money: amounts in whole Tanzanian shillings, and reading them from forms."""

import re

from innovation_hub.errors import Invalid

Money = int
"""An amount in whole shillings (TZS)."""

MAX_AMOUNT: Money = 10**15
"""The largest single amount accepted: a thousand trillion shillings, twenty times the national budget."""

_UNIT = r"(?:shilingi|tshs?|tzs|shs?)\.?"
_CURRENCY = re.compile(rf"^{_UNIT}\s*|\s*(?:/=|/-|=|{_UNIT})$", re.IGNORECASE)
_GROUPED = re.compile(r"[0-9]{1,3}(?:[,\s\u00a0\u202f][0-9]{3})+|[0-9]+")
_CENTS = re.compile(r"\.0{1,2}$")


def parse_money(text: str, *, field: str = "amount", allow_zero: bool = False) -> Money:
    """Read an amount as people write it: ``1200000``, ``1,200,000``, ``TSh 1,200,000/=``.

    Grouping must be in threes, so ``12,5`` is refused rather than guessed at; so are signs,
    exponents and cents other than ``.00``. Raises `Invalid` with the field it was typed in.
    """
    raw = text.strip()
    if not raw:
        raise Invalid("errors.money.missing", field=field)
    body = _CENTS.sub("", _CURRENCY.sub("", _CURRENCY.sub("", raw)))
    if body.startswith(("-", "\u2212", "(")):
        raise Invalid("errors.money.negative", field=field, text=raw[:40])
    if not _GROUPED.fullmatch(body):
        raise Invalid("errors.money.unreadable", field=field, text=raw[:40])
    digits = re.sub(r"\D", "", body)
    if len(digits.lstrip("0")) > 16 or int(digits) > MAX_AMOUNT:
        raise Invalid("errors.money.too_large", field=field, text=raw[:40])
    amount = int(digits)
    if amount == 0 and not allow_zero:
        raise Invalid("errors.money.zero", field=field)
    return amount
