"""A job is run by one process at a time, and ends once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from db import engine
from db.commands import jobs as commands
from db.models.accounts import Account
from db.models.jobs import Job
from db.unit_of_work import unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.jobs import CLAIM, JobState
from innovation_hub.domain.permissions import Role
from tests.factories.accounts import an_account

_spawn = multiprocessing.get_context("spawn")


def a_job(**values) -> Job:
    with unit_of_work() as uow:
        owner = uow.session.exec(select(Account.id).limit(1)).one()
        job = Job(kind="test", owner_id=owner, **values)
        uow.session.add(job)
        uow.commit()
    return job


@pytest.fixture(autouse=True)
def _owner(_database):
    an_account(Role.ADMINISTRATOR)


def claim(at=None) -> Job | None:
    with unit_of_work() as uow:
        job = commands.claim(uow.session, at=at or now())
        uow.commit()
    return job


def claim_in_a_process(url: str, barrier) -> list[int]:
    """The jobs that one of two processes claims until none is left."""
    engine.use(url)
    barrier.wait(60)
    try:
        return [job.id for job in iter(claim, None)]
    finally:
        engine.dispose()


def test_each_job_is_claimed_by_one_of_two_processes(database_url):
    ids = [a_job().id for _ in range(20)]
    with _spawn.Manager() as manager, ProcessPoolExecutor(2, mp_context=_spawn) as pool:
        barrier = manager.Barrier(2)
        tries = [pool.submit(claim_in_a_process, database_url, barrier) for _ in range(2)]
        claimed = [job for each in tries for job in each.result(timeout=120)]
    assert sorted(claimed) == ids


def test_a_job_whose_claim_ended_is_claimed_again_and_its_first_process_cannot_end_it():
    a_job()
    first = claim()
    assert claim() is None
    second = claim(now() + CLAIM + timedelta(seconds=1))
    assert second is not None
    assert (second.id, second.tries) == (first.id, 2)
    with unit_of_work() as uow:
        assert not commands.renew(uow.session, first, at=now())
        assert not commands.end(uow.session, first, JobState.DONE, at=now(), result={})
        assert commands.end(uow.session, second, JobState.DONE, at=now(), result={"new": 3})
        uow.commit()
    assert claim(now() + 2 * CLAIM) is None


def test_a_subject_has_one_open_job():
    a_job(subject_type="import", subject_id=1)
    with pytest.raises(IntegrityError):
        a_job(subject_type="import", subject_id=1)
    job = claim()
    with unit_of_work() as uow:
        commands.end(uow.session, job, JobState.DONE, at=now(), result={})
        uow.commit()
    a_job(subject_type="import", subject_id=1)
