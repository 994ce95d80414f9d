"""A call as flat values of a form, and back: one field, one widget, so that two organisers' changes can be merged."""

from datetime import datetime
from typing import Any

from innovation_hub.domain.calls import Audience, CallDraft, CriterionDraft
from innovation_hub.domain.clock import DAR
from innovation_hub.domain.money import parse_money
from innovation_hub.domain.ranking import Direction
from innovation_hub.errors import Invalid

Values = dict[str, Any]
_PLAIN = (
    "code",
    "title_sw",
    "title_en",
    "text_sw",
    "text_en",
    "judges_per_proposal",
    "score_min",
    "score_max",
    "grace_minutes",
)


def flat(draft: CallDraft) -> Values:
    """The values of a call; ``criteria`` names the criteria in their order, ``<name>.weight`` is a weight."""
    values: Values = {name: getattr(draft, name) for name in _PLAIN}
    values |= {
        "audience": draft.audience.value,
        "score_best": draft.score_best.value,
        "resolutions": list(draft.resolutions),
        "opens_at": wall(draft.opens_at),
        "closes_at": wall(draft.closes_at),
        "prize_pool": f"{draft.prize_pool:,}" if draft.prize_pool else "",
        "criteria": [f"c{n}" for n in range(1, len(draft.criteria) + 1)],
    }
    for name, criterion in zip(values["criteria"], draft.criteria, strict=True):
        values |= criterion_values(name, criterion, draft.score_min, draft.score_max)
    return values


def criterion_values(name: str, criterion: CriterionDraft, least: int, most: int) -> Values:
    """The values of a criterion of this name, an empty text where a score has no words."""
    values: Values = {
        f"{name}.weight": criterion.weight,
        f"{name}.sw": criterion.name_sw,
        f"{name}.en": criterion.name_en,
    }
    for score in range(least, most + 1):
        sw, en = criterion.anchors.get(score, ("", ""))
        values |= {f"{name}.{score}.sw": sw, f"{name}.{score}.en": en}
    return values


def whole(values: Values) -> CallDraft:
    """The call that the values spell; raises `Invalid` for an amount or an instant that cannot be read."""
    least, most = int(values["score_min"]), int(values["score_max"])
    prize = values["prize_pool"].strip()
    return CallDraft(
        **{name: values[name] for name in _PLAIN},
        audience=Audience(values["audience"]),
        score_best=Direction(values["score_best"]),
        resolutions=tuple(values["resolutions"]),
        opens_at=instant(values["opens_at"], "opens_at"),
        closes_at=instant(values["closes_at"], "closes_at"),
        prize_pool=parse_money(prize, field="prize_pool", allow_zero=True) if prize else 0,
        criteria=tuple(
            CriterionDraft(
                name_sw=values[f"{name}.sw"],
                name_en=values[f"{name}.en"],
                weight=int(values[f"{name}.weight"]),
                anchors={
                    score: (values.get(f"{name}.{score}.sw", ""), values.get(f"{name}.{score}.en", ""))
                    for score in range(least, most + 1)
                },
            )
            for name in values["criteria"]
        ),
    )


def wall(value: datetime) -> datetime:
    """What clocks in Dar es Salaam show at an instant, without a zone, for a widget."""
    return value.astimezone(DAR).replace(tzinfo=None)


def instant(value: datetime | None, field: str) -> datetime:
    """The instant at which clocks in Dar es Salaam show this; raises `Invalid` for an empty field."""
    if value is None:
        raise Invalid("calls.refused.instant", field=field)
    return value.replace(tzinfo=DAR)
