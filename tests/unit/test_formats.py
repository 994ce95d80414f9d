"""How amounts, dates and times left are written."""

from datetime import UTC, date, datetime

import pytest
from babel.numbers import format_decimal

from innovation_hub.domain.clock import DAR
from innovation_hub.i18n import LANGUAGES, formats, translator

SW, EN = translator("sw"), translator("en")


@pytest.mark.parametrize(
    ("amount", "sw", "en"),
    [
        (0, "TSh 0", "TSh 0"),
        (9_999, "TSh 9,999", "TSh 9,999"),
        (15_000, "TSh elfu 15", "TSh 15 thousand"),
        (999_950, "TSh milioni 1", "TSh 1 million"),
        (12_300_000, "TSh milioni 12.3", "TSh 12.3 million"),
        (354_562_560, "TSh milioni 355", "TSh 355 million"),
        (999_999_999, "TSh bilioni 1", "TSh 1 billion"),
        (2_500_000_000, "TSh bilioni 2.5", "TSh 2.5 billion"),
        (10**12, "TSh trilioni 1", "TSh 1 trillion"),
        (-2_500_000_000, "−TSh bilioni 2.5", "−TSh 2.5 billion"),
    ],
)
def test_large_amounts_in_words_of_scale(amount: int, sw: str, en: str) -> None:
    assert formats.money_short(SW, amount) == sw
    assert formats.money_short(EN, amount) == en


def test_whole_amounts_keep_every_shilling() -> None:
    assert formats.money(SW, 354_562_560) == "TSh 354,562,560"
    assert formats.money(EN, -5) == "−TSh 5"


def test_dates_are_written_in_words() -> None:
    assert formats.day(SW, date(2023, 2, 8)) == "8 Februari 2023"
    assert formats.day(EN, date(2023, 2, 8)) == "8 February 2023"


def test_instants_are_shown_in_dar_es_salaam() -> None:
    at = datetime(2026, 3, 31, 20, 59, 59, tzinfo=UTC)
    assert formats.instant(SW, at, seconds=True) == "31 Machi 2026, 23:59:59 (saa za Afrika Mashariki)"
    assert formats.instant(EN, at) == "31 March 2026, 23:59 (East Africa Time)"


@pytest.mark.parametrize(
    ("seconds", "en"),
    [(-1, "0 minutes left"), (60, "1 minute left"), (7_300, "2 hours left"), (200_000, "2 days left")],
)
def test_time_left_in_the_largest_fitting_unit(seconds: float, en: str) -> None:
    assert formats.left_until(EN, seconds) == en


def test_shares_above_one_hundred_percent_are_shown() -> None:
    assert formats.percent(EN, 1.224) == "122.4%"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_numbers_are_written_as_babel_writes_them(lang, decimals):
    pattern = "#,##0." + "0" * decimals if decimals else "#,##0"
    for value in (0, 7, -1, 999, 1000, -1234.5, 0.5, 2.5, -87.35, 96.45, 1e15, 10**18 + 1, 1234567.891):
        babels = format_decimal(value, format=pattern, locale=formats._LOCALES[lang])
        assert formats.number(translator(lang), value, decimals) == babels


@pytest.mark.parametrize(
    ("hour", "minute", "sw", "en"),
    [
        (17, 0, "17:00, yaani saa 11 jioni", "17:00 (5 pm"),
        (23, 59, "23:59, yaani saa 5:59 usiku", "23:59 (11:59 pm"),
        (0, 0, "00:00, yaani saa 6 usiku", "00:00 (midnight"),
        (6, 0, "06:00, yaani saa 12 asubuhi", "06:00 (6 am"),
        (12, 0, "12:00, yaani saa 6 mchana", "12:00 (noon"),
        (4, 30, "04:30, yaani saa 10:30 alfajiri", "04:30 (4:30 am"),
    ],
)
def test_a_deadline_is_written_by_the_clock_and_as_it_is_spoken(
    hour: int, minute: int, sw: str, en: str
) -> None:
    at = datetime(2026, 3, 31, hour, minute, tzinfo=DAR)
    assert formats.deadline(SW, at) == f"31 Machi 2026, {sw} (saa za Afrika Mashariki)"
    assert formats.deadline(EN, at) == f"31 March 2026, {en}, East Africa Time)"
