"""Calls: their states, audience and phase by the clock."""

from datetime import datetime
from enum import StrEnum


class CallState(StrEnum):
    """What the organiser has made of a call; the phase by the clock is `CallPhase`."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


class CallPhase(StrEnum):
    """What a reader sees: the state joined with the clock."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    OPEN = "open"
    JUDGING = "judging"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


class Audience(StrEnum):
    """Who may submit."""

    STUDENTS = "students"
    INSTITUTIONS = "institutions"
    EVERYONE = "everyone"


def phase(state: CallState, opens_at: datetime, closes_at: datetime, at: datetime) -> CallPhase:
    """The phase of a call at an instant: open from ``opens_at`` up to, and without, ``closes_at``."""
    if state is not CallState.PUBLISHED:
        return CallPhase(state.value)
    if at < opens_at:
        return CallPhase.UPCOMING
    return CallPhase.OPEN if at < closes_at else CallPhase.JUDGING
