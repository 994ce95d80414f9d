"""Published results, for everyone by proposal code, and for proposers with the judges' comments."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from db.queries import results as queries
from db.queries import successors
from db.unit_of_work import read_only
from innovation_hub.domain.money import Money
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState, Track
from innovation_hub.services.paging import SIZE, Page


@dataclass(frozen=True, slots=True)
class ConcludedCall:
    """A call whose results are published, with counts of proposals by stage."""

    id: int
    code: str
    title_sw: str
    title_en: str
    concluded_at: datetime
    received: int
    shortlisted: int
    awarded: int
    amount: Money


@dataclass(frozen=True, slots=True)
class Result:
    """A published result. Title and track are shown of awards alone, not of ideas without funding.

    ``people`` are named only with their consent, the institution when the proposal was its own. ``submitted_as`` are
    both names of the institution that submitted it, when it was merged into this one since.
    """

    code: str
    awarded: bool
    amount: Money
    title: str | None
    track: Track | None
    people: tuple[str, ...]
    institution_sw: str | None
    institution_en: str | None
    submitted_as: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """The decision for a proposer, with anonymous comments."""

    proposal_id: int
    code: str
    title: str
    state: ProposalState
    amount: Money
    reason: str
    comments: tuple[str, ...]


def concluded_calls(actor: Actor) -> list[ConcludedCall]:
    """The calls whose results are published, the latest first."""
    ensure(actor, Permission.RESULT_READ)
    with read_only() as session:
        return [ConcludedCall(**row._mapping) for row in queries.concluded(session)]


def listed(
    actor: Actor,
    *,
    call_id: int,
    only_awarded: bool = True,
    text: str = "",
    offset: int = 0,
    size: int | None = SIZE,
) -> Page[Result]:
    """Results of a concluded call, the largest awards first; empty for any other call. ``size`` None returns all."""
    ensure(actor, Permission.RESULT_READ)
    with read_only() as session:
        rows, total = queries.results(
            session, call_id, only_awarded=only_awarded, text=text, offset=offset, size=size
        )
        old = {code for row in rows if (code := _then(row)) and code != row.institution}
        former = successors.former(session, old) if old else {}
    return Page([_result(row, former) for row in rows], total)


def _then(row: Any) -> str | None:
    """The code of the institution that submitted an awarded proposal as its own; None for others."""
    own = row.state is ProposalState.AWARDED and row.for_institution
    return (row.identity or {}).get("institution") if own else None


def _result(row: Any, former: Mapping[str, tuple[str, str]]) -> Result:
    awarded = row.state is ProposalState.AWARDED
    identity: Mapping[str, Any] = row.identity or {}
    named = awarded and identity.get("consent_to_name", False)
    own = awarded and row.for_institution
    return Result(
        code=row.code,
        awarded=awarded,
        amount=row.amount if awarded else 0,
        title=row.title if awarded else None,
        track=row.track if awarded else None,
        people=tuple(member["name"] for member in identity.get("team", ())) if named else (),
        institution_sw=row.institution_sw if own else None,
        institution_en=row.institution_en if own else None,
        submitted_as=former.get(_then(row) or ""),
    )


def own_feedback(actor: Actor, *, call_id: int) -> list[Feedback]:
    """The decisions on the proposals the actor owns or is in the team of; empty before publication."""
    ensure(actor, Permission.ACCOUNT_OWN)
    with read_only() as session:
        rows = queries.own_results(session, actor.id, call_id)
        comments = defaultdict(list)
        for proposal_id, comment in queries.comments(session, [row.id for row in rows]):
            comments[proposal_id].append(comment)
    return [
        Feedback(row.id, row.code, row.title, row.state, row.amount, row.reason, tuple(comments[row.id]))
        for row in rows
    ]
