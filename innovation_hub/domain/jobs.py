"""Jobs: long work in the background. Their states, the length of a claim, and how often they are tried."""

from datetime import timedelta
from enum import StrEnum


class JobState(StrEnum):
    """State of a job; the last three are final."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


CLAIM = timedelta(minutes=2)
"""How long a process has a job to itself, unless it renews the claim."""
MOST_TRIES = 3
"""A job whose process died this often is failed, because it may be what ends the process."""
STORED_FOR = timedelta(days=30)
"""Ended jobs are deleted after this time."""
