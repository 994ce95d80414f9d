"""Two processes at the same moment: what is left is spent once, nobody meets a lock error, the books agree."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import pytest

from db import engine
from innovation_hub.domain.budgets import LedgerAccount, MovementKind
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.errors import InsufficientFunds
from innovation_hub.services import budgets, journal
from tests.factories.accounts import an_account
from tests.factories.budgets import YEAR, Office, a_line, a_movement, an_office
from tests.factories.journal import deeds

K, A = MovementKind, LedgerAccount
WRITERS, PROCESSES, EACH = 16, 4, 4
_spawn = multiprocessing.get_context("spawn")


def approve_in_a_process(url: str, actor: Actor, movement_id: int, barrier) -> str:
    """What an approver's own process does, at the moment when the other does it too."""
    engine.use(url)
    barrier.wait(60)
    try:
        budgets.approve(actor, movement_id=movement_id, version=1)
    except InsufficientFunds as refusal:
        return str(refusal.data["left"])
    finally:
        engine.dispose()
    return "approved"


def test_what_is_left_is_spent_once_by_two_processes(database_url):
    office = an_office()
    line_id = a_line(office, amount="1,000")
    a_movement(office, line_id, K.RELEASE, "1,000")
    waiting = [a_movement(office, line_id, K.DIRECT_EXPENDITURE, "700", approved=False) for _ in range(2)]
    with _spawn.Manager() as manager, ProcessPoolExecutor(2, mp_context=_spawn) as pool:
        barrier = manager.Barrier(2)
        tries = [
            pool.submit(approve_in_a_process, database_url, office.approver, movement, barrier)
            for movement in waiting
        ]
        answers = sorted(each.result(timeout=120) for each in tries)
    assert answers == ["300", "approved"]
    balances = budgets.line(office.officer, line_id=line_id).balances
    assert (balances[A.AVAILABLE], balances[A.SPENT]) == (300, 700)
    assert budgets.verify_ledger() == 3


def approve_several_in_a_process(url: str, actor: Actor, seen: list[tuple[int, int]], barrier) -> int:
    """How many one of two approvers has approved of what both have ticked."""
    engine.use(url)
    barrier.wait(60)
    try:
        return budgets.approve_several(actor, seen=seen).approved
    finally:
        engine.dispose()


def test_what_two_approvers_have_ticked_is_approved_once(database_url):
    office = an_office()
    other = an_account(Role.APPROVER, institution_id=office.institution_id)
    line_id = a_line(office, amount="1,000")
    seen = [(a_movement(office, line_id, K.RELEASE, "10", approved=False), 1) for _ in range(8)]
    with _spawn.Manager() as manager, ProcessPoolExecutor(2, mp_context=_spawn) as pool:
        barrier = manager.Barrier(2)
        tries = [
            pool.submit(approve_several_in_a_process, database_url, actor, ticked, barrier)
            for actor, ticked in ((office.approver, seen), (other, seen[::-1]))
        ]
        approved = [each.result(timeout=120) for each in tries]
    assert sum(approved) == len(seen)
    assert budgets.line(office.officer, line_id=line_id).balances[A.AVAILABLE] == 80
    assert budgets.verify_ledger() == 1 + len(seen)
    assert len([deed for deed in deeds() if deed.event == "movement.approved"]) == 1 + len(seen)


def record_in_a_process(url: str, office: Office, line_id: int, barrier) -> None:
    """What an officer and an approver do again and again, with a process of their own."""
    engine.use(url)
    barrier.wait(120)
    try:
        for _ in range(EACH):
            a_movement(office, line_id, K.RELEASE, "10")
    finally:
        engine.dispose()


@pytest.mark.long
def test_writers_in_many_processes_never_meet_a_lock_error(database_url):
    places = [an_office() for _ in range(PROCESSES)]
    lines = [a_line(place, amount="1,000,000") for place in places]
    with _spawn.Manager() as manager, ProcessPoolExecutor(PROCESSES, mp_context=_spawn) as pool:
        barrier = manager.Barrier(PROCESSES)
        tries = [
            pool.submit(record_in_a_process, database_url, place, line_id, barrier)
            for place, line_id in zip(places, lines, strict=True)
        ]
        for each in tries:
            each.result(timeout=240)
    assert budgets.verify_ledger() == PROCESSES * (1 + EACH)
    assert journal.verify().broken_at is None


@pytest.mark.parametrize("offices", [1, WRITERS])
def test_sixteen_writers_never_meet_a_lock_error(offices):
    places = [an_office() for _ in range(offices)]
    lines = [a_line(place, amount="1,000,000") for place in places]

    def write(writer: int) -> None:
        office, line_id = places[writer % offices], lines[writer % offices]
        for _ in range(EACH):
            a_movement(office, line_id, K.RELEASE, "10")

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    released = sum(budgets.overview(place.officer, financial_year=YEAR).total.released for place in places)
    assert released == WRITERS * EACH * 10
    assert budgets.verify_ledger() == offices + WRITERS * EACH
    assert journal.verify().broken_at is None
