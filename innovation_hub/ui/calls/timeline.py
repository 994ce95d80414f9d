"""The timeline of a published call, for its organiser."""

from datetime import datetime

from innovation_hub.domain.calls import CallPhase
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.calls import CallDates, CallView
from innovation_hub.ui import things

REACHED = {
    CallPhase.UPCOMING: ("published",),
    CallPhase.OPEN: ("published", "opens"),
    CallPhase.JUDGING: ("published", "opens", "closes", "judging"),
    CallPhase.CONCLUDED: ("published", "opens", "closes", "judging", "results"),
}


def timeline(t: Translator, call: CallView, dates: CallDates) -> None:
    """Draw the timeline from publication to the results, or to the cancellation."""
    card = call.card
    days: dict[str, datetime | None] = {
        "published": call.published_at,
        "opens": card.opens_at,
        "closes": card.closes_at,
    }
    if card.phase is CallPhase.CANCELLED:
        end = dates.cancelled_at
        days = {name: at for name, at in days.items() if at is None or end is None or at < end}
        days["cancelled"] = end
        reached = tuple(days)
    else:
        days |= {"judging": None, "results": dates.concluded_at}
        reached = REACHED.get(card.phase, ())
    things.timeline(t, [_step(t, name, at, reached) for name, at in days.items()])


def _step(t: Translator, name: str, at: datetime | None, reached: tuple[str, ...]) -> things.Milestone:
    when = formats.instant(t, at) if at else ""
    return things.Milestone(t(f"calls.step.{name}"), when, name in reached)  # keys: calls.step.*
