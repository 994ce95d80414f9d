"""Budgets' rules alone: postings, totals, amounts as people type them, codes of Form 6."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innovation_hub.domain.budgets import (
    FLOWS,
    Category,
    LedgerAccount,
    MovementKind,
    effect,
    possible,
    postings,
    reporting_change,
)
from innovation_hub.domain.form6 import Form6, gfs_digits
from innovation_hub.domain.money import MAX_AMOUNT, parse_money
from innovation_hub.errors import Invalid

K, A, C = MovementKind, LedgerAccount, Category
kinds = st.sampled_from(sorted(FLOWS))
amounts = st.integers(0, MAX_AMOUNT)


@given(kinds, amounts)
def test_postings_sum_to_zero_and_a_reversal_undoes_them(kind, amount):
    done, undone = dict(postings(kind, amount)), dict(postings(K.REVERSAL, amount, reverses=kind))
    assert sum(done.values()) == 0
    assert {account: done[account] + undone[account] for account in done} == dict.fromkeys(done, 0)


@given(kinds, amounts)
def test_a_reversal_takes_its_effect_back(kind, amount):
    done, undone = effect(kind, amount), effect(K.REVERSAL, amount, reverses=kind)
    assert all(getattr(done, name) + getattr(undone, name) == 0 for name in done.__slots__)


@pytest.mark.parametrize("kind", [None, K.REVERSAL])
def test_a_reversal_undoes_something_that_is_not_one(kind):
    with pytest.raises(ValueError, match="reversal"):
        postings(K.REVERSAL, 1, reverses=kind)


@pytest.mark.parametrize(
    ("kind", "moved"),
    [
        (K.ALLOCATION, (1, 5, 5, 0, 0, 0)),
        (K.SUPPLEMENTARY, (0, 0, 5, 0, 0, 0)),
        (K.REDUCTION, (0, 0, -5, 0, 0, 0)),
        (K.RELEASE, (0, 0, 0, 5, 0, 0)),
        (K.COMMITMENT, (0, 0, 0, 0, 5, 0)),
        (K.EXPENDITURE, (0, 0, 0, 0, -5, 5)),
        (K.DIRECT_EXPENDITURE, (0, 0, 0, 0, 0, 5)),
        (K.OVERRUN, (0, 0, 0, 0, 0, 5)),
    ],
)
def test_what_each_kind_adds_to_the_totals(kind, moved):
    added = effect(kind, 5)
    assert tuple(getattr(added, name) for name in added.__slots__) == moved


def test_what_is_possible_follows_what_is_left():
    assert possible({}, reported=False) == (K.ALLOCATION,)
    assert possible({A.SOURCE: 0}, reported=True) == (K.SUPPLEMENTARY, K.OVERRUN)
    assert K.RELEASE in possible({A.UNRELEASED: 1}, reported=True)
    assert K.OVERRUN not in possible({A.AVAILABLE: 1}, reported=True)
    assert K.EXPENDITURE in possible({A.COMMITTED: 1}, reported=True)


def test_a_declared_nil_counts_as_reporting_and_not_as_setting_aside():
    nil = reporting_change({}, C.RESEARCH, effect(K.ALLOCATION, 0))
    assert (nil.of_category, nil.above_zero, nil.reporting, nil.setting_aside) == (1, 0, 1, 0)
    second = reporting_change({C.RESEARCH: (1, 0)}, C.INNOVATION, effect(K.ALLOCATION, 7))
    assert (second.of_category, second.above_zero, second.reporting, second.setting_aside) == (1, 1, 0, 1)
    devices = reporting_change({}, C.DEVICES, effect(K.ALLOCATION, 7))
    assert (devices.reporting, devices.setting_aside) == (1, 0)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("8,600,000", 8_600_000),
        ("TSh 1,200,000", 1_200_000),
        ("tzs1200000/=", 1_200_000),
        ("Tshs 1,200,000", 1_200_000),
        ("TShs. 1,200,000/=", 1_200_000),
        ("1,200,000/= Tshs", 1_200_000),
        ("Shs\u00a01,200,000/-", 1_200_000),
        ("shilingi 1,200,000", 1_200_000),
        ("1,200,000=", 1_200_000),
        ("Sh. 5,000.00", 5_000),
        ("1 200 000", 1_200_000),
        ("1\u202f200\u00a0000", 1_200_000),
        ("0001", 1),
        (f" {MAX_AMOUNT} ", MAX_AMOUNT),
    ],
)
def test_amounts_as_people_write_them(text, amount):
    assert parse_money(text) == amount


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "missing"),
        ("   ", "missing"),
        ("-5", "negative"),
        ("−5", "negative"),
        ("(500)", "negative"),
        ("1e20", "unreadable"),
        ("12,5", "unreadable"),
        ("1,20,000", "unreadable"),
        ("12.5", "unreadable"),
        ("laki tano", "unreadable"),
        ("٥٠٠", "unreadable"),
        ("५००", "unreadable"),
        ("１２", "unreadable"),
        ("0x10", "unreadable"),
        ("NaN", "unreadable"),
        ("1_000", "unreadable"),
        ("0", "zero"),
        (str(MAX_AMOUNT + 1), "too_large"),
        ("9" * 400, "too_large"),
    ],
)
def test_amounts_that_are_refused(text, key):
    with pytest.raises(Invalid) as caught:
        parse_money(text)
    assert (caught.value.key, caught.value.field) == (f"errors.money.{key}", "amount")


@given(st.integers(1, MAX_AMOUNT))
def test_what_is_written_with_commas_is_read_back(amount):
    assert parse_money(f"TSh {amount:,}/=") == amount


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused(text):
    with suppress(Invalid):
        assert 0 <= parse_money(text, allow_zero=True) <= MAX_AMOUNT


@given(st.text(max_size=20), st.sampled_from(["2017/18", "2018/19"]))
def test_a_code_is_tidied_or_refused(text, year):
    with suppress(Invalid):
        gfs = Form6(gfs_code=text).checked(year).gfs_code
        assert gfs == "" or (gfs.isdigit() and len(gfs) == gfs_digits(year))


def test_codes_are_kept_in_capitals_without_separators():
    typed = Form6(objective="d", cost_centre=" 518b ", activity="d01.s01", gfs_code="2212-01")
    kept = typed.checked("2017/18")
    assert (kept.objective, kept.cost_centre, kept.activity, kept.gfs_code) == (
        "D",
        "518B",
        "D01S01",
        "221201",
    )
