"""Calls: states, audience, phases by the clock, and the conditions of publication."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from innovation_hub.domain.judging import SCORE_MAX, SCORE_MIN, WEIGHT_TOTAL
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.methods.terms.ranking import Direction


class CallState(StrEnum):
    """State of a call, set by its organiser; `CallPhase` adds the clock."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CONCLUDED = "concluded"
    CANCELLED = "cancelled"


class CallPhase(StrEnum):
    """Phase of a call: its state combined with the clock."""

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


def end(closes_at: datetime, grace_minutes: int) -> datetime:
    """The instant from which submissions are refused: the deadline plus the grace."""
    return closes_at + timedelta(minutes=grace_minutes)


def admits(audience: Audience, actor: Actor) -> bool:
    """Whether the actor belongs to those a call is for: students, or officers of an institution."""
    student = Role.STUDENT in actor.roles
    officer = Role.OFFICER in actor.roles and actor.institution_id is not None
    return {
        Audience.STUDENTS: student,
        Audience.INSTITUTIONS: officer,
        Audience.EVERYONE: student or officer,
    }[audience]


LONG_EXTENSION = timedelta(days=365)
"""A longer extension needs an explicit confirmation."""
TAKE_BACK_WITHIN = timedelta(hours=1)
"""How long an extension can be undone, unless somebody uses the added time before."""

CODE_MAX, TITLE_MAX, TEXT_MAX, NAME_MAX, ANCHOR_MAX, REASON_MAX = 20, 140, 8_000, 120, 400, 500
CRITERIA_MAX, JUDGES_MAX, SCORE_LIMIT, GRACE_MAX = 12, 15, 20, 60
_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")
NEW_WEIGHT = 10
"""The weight of a new criterion."""


def is_code(text: str) -> bool:
    """Whether a text can be the code of a call."""
    return len(text) <= CODE_MAX and _CODE.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """An editable criterion; ``anchors`` maps a score to its description in Swahili and English."""

    name_sw: str
    name_en: str
    weight: int
    anchors: Mapping[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CallDraft:
    """An editable call. ``closes_at`` itself is too late, unless there are minutes of grace."""

    code: str
    title_sw: str
    title_en: str
    text_sw: str
    text_en: str
    audience: Audience
    resolutions: tuple[int, ...]
    opens_at: datetime
    closes_at: datetime
    prize_pool: Money = 0
    judges_per_proposal: int = 3
    score_min: int = SCORE_MIN
    score_max: int = SCORE_MAX
    score_best: Direction = Direction.HIGHEST
    criteria: tuple[CriterionDraft, ...] = ()
    grace_minutes: int = 0

    @property
    def weight_total(self) -> int:
        """The sum of the weights; must be 100 for publication."""
        return sum(criterion.weight for criterion in self.criteria)


def unready(draft: CallDraft, at: datetime) -> Sequence[tuple[str, dict[str, Any]]]:
    """Catalogue keys and data of what a draft still lacks to be published at an instant."""
    found: list[tuple[str, dict[str, Any]]] = []
    texts = (draft.title_sw, draft.title_en, draft.text_sw, draft.text_en)
    if not all(text.strip() for text in texts):
        found.append(("calls.unready.texts", {}))
    if not draft.resolutions:
        found.append(("calls.unready.resolutions", {}))
    if draft.closes_at <= at:
        found.append(("calls.unready.closed", {}))
    if not draft.criteria or not all(c.name_sw.strip() and c.name_en.strip() for c in draft.criteria):
        found.append(("calls.unready.criteria", {}))
    if draft.weight_total != WEIGHT_TOTAL:
        found.append(("calls.unready.weights", {"total": draft.weight_total, "wanted": WEIGHT_TOTAL}))
    return [*found, *_too_long(draft)]


def _too_long(draft: CallDraft) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield texts longer than a published call may have; a draft may hold them."""
    names = [name for each in draft.criteria for name in (each.name_sw, each.name_en)]
    anchors = [text for each in draft.criteria for words in each.anchors.values() for text in words]
    for key, texts, most in (
        ("calls.unready.long_title", [draft.title_sw, draft.title_en], TITLE_MAX),
        ("calls.unready.long_text", [draft.text_sw, draft.text_en], TEXT_MAX),
        ("calls.unready.long_name", names, NAME_MAX),
        ("calls.unready.long_anchor", anchors, ANCHOR_MAX),
    ):
        longest = max(map(len, texts), default=0)
        if longest > most:
            yield key, {"length": longest, "most": most}
