"""The workflow table: events with their states before and after, permissions and windows.

Services call `target`; the diagram in the docs is generated from the table.
"""

from dataclasses import dataclass
from enum import StrEnum

from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.errors import NotNow


class Event(StrEnum):
    """Event of a proposal."""

    SUBMIT = "submit"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    ADMIT = "admit"
    RULE_OUT = "rule_out"
    UNSCREEN = "unscreen"
    SHORTLIST = "shortlist"
    UNSHORTLIST = "unshortlist"
    AWARD = "award"
    DECLINE = "decline"
    RECONSIDER = "reconsider"


class Window(StrEnum):
    """Time window of an event, relative to the call."""

    WHILE_OPEN = "while_open"
    AFTER_CLOSE = "after_close"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table."""

    event: Event
    sources: frozenset[S]
    target: S
    permission: Permission
    window: Window


def _row(event: Event, sources: set[S], target: S, permission: Permission, window: Window) -> Transition:
    return Transition(event, frozenset(sources), target, permission, window)


_W, _P = Window, Permission
TRANSITIONS: tuple[Transition, ...] = (
    _row(Event.SUBMIT, {S.DRAFT, S.SUBMITTED}, S.SUBMITTED, _P.PROPOSAL_WRITE, _W.WHILE_OPEN),
    _row(Event.WITHDRAW, {S.SUBMITTED}, S.WITHDRAWN, _P.PROPOSAL_WRITE, _W.WHILE_OPEN),
    _row(Event.REOPEN, {S.WITHDRAWN}, S.DRAFT, _P.PROPOSAL_WRITE, _W.WHILE_OPEN),
    _row(Event.ADMIT, {S.SUBMITTED, S.INELIGIBLE}, S.ELIGIBLE, _P.PROPOSAL_SCREEN, _W.AFTER_CLOSE),
    _row(Event.RULE_OUT, {S.SUBMITTED, S.ELIGIBLE}, S.INELIGIBLE, _P.PROPOSAL_SCREEN, _W.AFTER_CLOSE),
    _row(Event.UNSCREEN, {S.ELIGIBLE, S.INELIGIBLE}, S.SUBMITTED, _P.PROPOSAL_SCREEN, _W.AFTER_CLOSE),
    _row(Event.SHORTLIST, {S.ELIGIBLE}, S.SHORTLISTED, _P.PROPOSAL_DECIDE, _W.AFTER_CLOSE),
    _row(Event.UNSHORTLIST, {S.SHORTLISTED}, S.ELIGIBLE, _P.PROPOSAL_DECIDE, _W.AFTER_CLOSE),
    _row(Event.AWARD, {S.SHORTLISTED}, S.AWARDED, _P.PROPOSAL_DECIDE, _W.AFTER_CLOSE),
    _row(Event.DECLINE, {S.ELIGIBLE, S.SHORTLISTED}, S.DECLINED, _P.PROPOSAL_DECIDE, _W.AFTER_CLOSE),
    _row(Event.RECONSIDER, {S.AWARDED, S.DECLINED}, S.ELIGIBLE, _P.PROPOSAL_DECIDE, _W.AFTER_CLOSE),
)
_BY_EVENT = {row.event: row for row in TRANSITIONS}


def transition(event: Event) -> Transition:
    """The row of the table for an event."""
    return _BY_EVENT[event]


def target(event: Event, state: S, *, actor: Actor, window: Window) -> S:
    """The state an event leads to, caused by ``actor`` within a ``window`` of the call.

    Raises `Forbidden` without the permission of the event's row, and `NotNow` when the row does not allow it from
    ``state``, or not within ``window``.
    """
    row = _BY_EVENT[event]
    ensure(actor, row.permission)
    if state not in row.sources or window is not row.window:
        raise NotNow("errors.workflow", event=event.value, state=state.value)
    return row.target
