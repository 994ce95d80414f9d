"""Frozen views of calls, with their phase at the instant of reading."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from db.models.calls import Call, Criterion
from db.primary_key import pk
from innovation_hub.domain import calls as rules
from innovation_hub.domain.calls import Audience, CallDraft, CallPhase, CriterionDraft
from innovation_hub.domain.money import Money
from innovation_hub.domain.text import clean
from innovation_hub.methods.terms.ranking import Direction


@dataclass(frozen=True, slots=True)
class CallCard:
    """A call in a list; ``cancel_reason`` is the published reason of a cancelled call, if there is one."""

    id: int
    code: str
    phase: CallPhase
    title_sw: str
    title_en: str
    audience: Audience
    resolutions: tuple[int, ...]
    opens_at: datetime
    closes_at: datetime
    prize_pool: Money
    grace_minutes: int = 0
    cancel_reason: str = ""


@dataclass(frozen=True, slots=True)
class ManagedCall:
    """A call in its organisers' list, with the number of proposals submitted."""

    card: CallCard
    received: int


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion of the rubric; ``anchors`` maps a score to its description in Swahili and English."""

    id: int
    name_sw: str
    name_en: str
    weight: int
    anchors: dict[int, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CallView:
    """A whole call. ``version`` is passed to each change of it."""

    card: CallCard
    text_sw: str
    text_en: str
    judges_per_proposal: int
    score_min: int
    score_max: int
    score_best: Direction
    criteria: tuple[CriterionView, ...]
    published_at: datetime | None
    version: int

    @property
    def draft(self) -> CallDraft:
        """The call as an editable draft."""
        card = self.card
        return CallDraft(
            code=card.code,
            title_sw=card.title_sw,
            title_en=card.title_en,
            text_sw=self.text_sw,
            text_en=self.text_en,
            audience=card.audience,
            resolutions=card.resolutions,
            opens_at=card.opens_at,
            closes_at=card.closes_at,
            prize_pool=card.prize_pool,
            judges_per_proposal=self.judges_per_proposal,
            score_min=self.score_min,
            score_max=self.score_max,
            score_best=self.score_best,
            grace_minutes=card.grace_minutes,
            criteria=tuple(CriterionDraft(c.name_sw, c.name_en, c.weight, c.anchors) for c in self.criteria),
        )


@dataclass(frozen=True, slots=True)
class CallDates:
    """When a call ended; None for what has not happened."""

    concluded_at: datetime | None
    cancelled_at: datetime | None


def card(row: Call, at: datetime) -> CallCard:
    """The card of a call at an instant."""
    return CallCard(
        id=pk(row),
        code=row.code,
        phase=rules.phase(row.state, row.opens_at, row.closes_at, at),
        title_sw=row.title_sw,
        title_en=row.title_en,
        audience=row.audience,
        resolutions=tuple(row.resolutions),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        prize_pool=row.prize_pool,
        grace_minutes=row.grace_minutes,
        cancel_reason=row.cancel_reason,
    )


def call_view(row: Call, criteria: Iterable[Criterion], at: datetime) -> CallView:
    """A call with its rubric at an instant."""
    return CallView(
        card=card(row, at),
        text_sw=row.text_sw,
        text_en=row.text_en,
        judges_per_proposal=row.judges_per_proposal,
        score_min=row.score_min,
        score_max=row.score_max,
        score_best=row.score_best,
        criteria=tuple(_on_scale(criterion(c), row) for c in criteria),
        published_at=row.published_at,
        version=row.version,
    )


def _on_scale(view: CriterionView, row: Call) -> CriterionView:
    """The criterion without anchors for scores outside the call's scale."""
    anchors = {
        score: words for score, words in view.anchors.items() if row.score_min <= score <= row.score_max
    }
    return replace(view, anchors=anchors)


def criterion(row: Criterion) -> CriterionView:
    """The view of a criterion row; the scores of its anchors are strings in JSON and numbers here."""
    anchors = {
        int(score): (words["sw"], words["en"])
        for score, words in row.anchors.items()
        if words["sw"] or words["en"]
    }
    return CriterionView(pk(row), row.name_sw, row.name_en, row.weight, dict(sorted(anchors.items())))


def stored_anchors(draft: CriterionDraft) -> dict[str, dict[str, str]]:
    """The anchors as the column stores them: ``{"1": {"sw": …, "en": …}}``, without empty ones."""
    return {
        str(score): {"sw": clean(sw), "en": clean(en)}
        for score, (sw, en) in sorted(draft.anchors.items())
        if sw.strip() or en.strip()
    }
