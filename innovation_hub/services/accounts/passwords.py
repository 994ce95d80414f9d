"""Password hashing with Argon2id; a hash is renewed at the next sign-in when the cost has changed."""

import os
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import TypeVar

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from innovation_hub.errors import TooBusy

R = TypeVar("R")
WAITING = 256
"""The most passwords that may wait to be hashed, in pages as well; further ones raise `TooBusy` at once."""
RETRY_SECONDS = 10


def _give_way() -> None:
    """Lower the priority of this thread, so that pages get the processor first."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 5)


# No more at once than there are processors: more would take longer for everybody.
WORKERS = min(4, os.cpu_count() or 1)
_hashing = ThreadPoolExecutor(WORKERS, thread_name_prefix="hub-hash", initializer=_give_way)
_room = threading.BoundedSemaphore(WAITING)


def _hashed(work: Callable[[], R]) -> R:
    """Return the result of ``work`` once a hashing thread is free; raises `TooBusy` when too many wait already."""
    if not _room.acquire(blocking=False):
        raise TooBusy("errors.too_busy", seconds=RETRY_SECONDS)
    try:
        return _hashing.submit(work).result()
    finally:
        _room.release()


@lru_cache(maxsize=1)
def _hasher() -> PasswordHash:
    """Argon2id as OWASP's cheat sheet on storing passwords asks at least: 46 MiB, one pass, one thread.

    The library's default costs 3.5 times as much: a class that signs in together would wait for a minute.
    """
    return PasswordHash((Argon2Hasher(memory_cost=47_104, time_cost=1, parallelism=1),))


@lru_cache(maxsize=1)
def _nobody() -> str:
    return _hasher().hash(secrets.token_urlsafe(32))


def hash_password(password: str) -> str:
    """What is stored in place of a password. Raises `TooBusy` as `verify` does."""
    return _hashed(lambda: _hasher().hash(password))


def verify(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether the password is the one behind the stored hash, and a newer hash when one is due.

    Without a stored hash a dummy hash is verified, so that the time taken reveals nothing. Raises `TooBusy`
    while too many passwords wait to be hashed.
    """
    return _hashed(lambda: _verified(password, stored))


def _verified(password: str, stored: str | None) -> tuple[bool, str | None]:
    if stored is None or not stored.startswith("$argon2"):
        _hasher().verify(password, _nobody())
        return False, None
    return _hasher().verify_and_update(password, stored)
