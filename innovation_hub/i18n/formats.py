"""Formats of amounts, shares, dates and instants, in Babel's Tanzanian locales."""

from datetime import date, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from innovation_hub.domain.clock import DAR
from innovation_hub.domain.money import Money
from innovation_hub.i18n.translator import Translator

_LOCALES = {"sw": Locale("sw", "TZ"), "en": Locale("en", "GB")}
_SIGNS = {
    lang: str.maketrans({",": signs["group"], ".": signs["decimal"], "-": signs["minusSign"]})
    for lang, signs in ((lang, locale.number_symbols["latn"]) for lang, locale in _LOCALES.items())
}
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"))


def number(t: Translator, value: float, decimals: int = 0) -> str:
    """A number with thousands separators and a fixed number of decimals.

    Tables have hundreds of them, and Babel takes ten times as long; a test compares both.
    """
    return f"{Decimal(str(value)):,.{decimals}f}".translate(_SIGNS[t.lang])


def money(t: Translator, amount: Money) -> str:
    """A whole amount: ``TSh 1,234,567`` in both languages."""
    sign = "\u2212" if amount < 0 else ""
    return f"{sign}TSh {number(t, abs(amount))}"


def money_short(t: Translator, amount: Money) -> str:
    """A large amount with a word of scale: ``TSh 2.5 bn``, ``TSh bilioni 2.5``.

    Implemented here because Babel's compact Swahili currency is wrong; three significant digits, so that 999,950 is a
    million and not a thousand thousand.
    """
    size = abs(amount)
    if size < 10_000:
        return money(t, amount)
    for scale, name in _SCALES:
        if round(size / scale, 2 if size < 10 * scale else 1) >= 1:
            figure = size / scale
            decimals = 2 if figure < 9.995 else 1 if figure < 99.95 else 0
            text = format_decimal(round(figure, decimals), format="#,##0.##", locale=_LOCALES[t.lang])
            sign = "\u2212" if amount < 0 else ""
            return sign + t(f"formats.money.{name}", figure=text)
    return money(t, amount)


def percent(t: Translator, share: float, decimals: int = 1) -> str:
    """A share (0.125) as a percentage (``12.5%``)."""
    return f"{number(t, share * 100, decimals)}%"


def day(t: Translator, value: date) -> str:
    """A date: ``8 Februari 2023``."""
    return format_date(value, format="d MMMM y", locale=_LOCALES[t.lang])


def instant(t: Translator, value: datetime, *, seconds: bool = False) -> str:
    """An instant in the time of Dar es Salaam, with the zone: ``8 Februari 2023, 14:05 (EAT)``."""
    pattern = "d MMMM y, HH:mm:ss" if seconds else "d MMMM y, HH:mm"
    text = format_datetime(value, format=pattern, tzinfo=DAR, locale=_LOCALES[t.lang])
    return t("formats.instant", when=text)


def deadline(t: Translator, value: datetime) -> str:
    """A deadline, with the time as spoken in Swahili: ``8 Februari 2023, 17:00, yaani saa 11 jioni``.

    Swahili counts the hours of the day from sunrise at six.
    """
    when = format_datetime(value, format="d MMMM y, HH:mm", tzinfo=DAR, locale=_LOCALES[t.lang])
    return t("formats.deadline", when=when, clock=_spoken(t.lang, value.astimezone(DAR)))


def _spoken(lang: str, at: datetime) -> str:
    locale = _LOCALES[lang]
    if lang == "sw":
        hour = (at.hour + 5) % 12 + 1
        return f"{hour}:{at:%M} {_part(at)}" if at.minute else f"{hour} {_part(at)}"
    if at.minute:
        return format_datetime(at, "h:mm a", locale=locale)
    return format_datetime(at, "b" if at.hour in (0, 12) else "h a", locale=locale)


def _part(at: datetime) -> str:
    """The part of the day in Swahili; unlike in CLDR six is morning, not dawn, and noon has no word."""
    hour = 7 if at.hour == 6 else at.hour
    return format_datetime(at.replace(hour=hour, minute=30), "B", locale=_LOCALES["sw"])


def stamp(value: datetime) -> str:
    """An instant in digits, for columns whose heading has the zone: ``2023-02-08 14:05:09``."""
    return f"{value.astimezone(DAR):%Y-%m-%d %H:%M:%S}"


def left_until(t: Translator, seconds: float) -> str:
    """The time until a deadline, in the largest fitting unit: days, hours or minutes."""
    if seconds >= 2 * 86_400:
        return t("formats.left.days", n=int(seconds // 86_400))
    if seconds >= 2 * 3_600:
        return t("formats.left.hours", n=int(seconds // 3_600))
    return t("formats.left.minutes", n=max(0, int(seconds // 60)))
