"""Reading plans: the values rules can name, the plans of a call, the rows of one, and a plan as CSV."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from db.queries import funding as queries
from db.queries import institutions, portfolio
from db.queries.portfolio import WantedChoices
from db.unit_of_work import read_only
from innovation_hub.domain.funding import How, PlanDraft
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.sheets import csv_text
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.funding.following import followed
from innovation_hub.services.funding.views import LEAST_TOLD, Choice, FundingCandidate, Ground, Plan
from innovation_hub.services.paging import Page

EVERY = WantedChoices()
COLUMNS = (
    "code",
    "title",
    "track",
    "rank",
    "adjusted_score",
    "chance_of_funding",
    "requested",
    "planned_per_cent",
    "planned_amount",
    "ranking_amount",
)
_FIGURES = (
    "name",
    "budget",
    "cost",
    "value",
    "gap",
    "funded",
    "draws",
    "walk_cost",
    "walk_value",
    "walk_funded",
    "walk_broken",
    "created_at",
    "decided_at",
    "decided_how",
    "reason",
    "version",
)


def ground(actor: Actor, *, call_id: int) -> Ground:
    """The proposals and the values of each dimension that rules can name."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        entries = queries.entries(session, call_id)
        homes = queries.places(session, sorted({e.institution_id for e in entries if e.institution_id}))
        regions = {region.code: region for region in institutions.regions(session)}
    used = sorted({entry.region_code for entry in entries if entry.region_code})
    return Ground(
        candidates=tuple(FundingCandidate(e.id, e.code, e.title, e.state) for e in entries),
        resolutions=tuple(str(n) for n in sorted({n for e in entries for n in e.resolutions})),
        tracks=tuple(sorted({e.track.value for e in entries})),
        regions=tuple((code, regions[code].name_sw, regions[code].name_en) for code in used),
        institutions=tuple((str(h.id), h.name_sw, h.name_en) for h in homes),
    )


def reviewed(actor: Actor, *, call_id: int) -> bool:
    """Whether the call has a submitted review, without which nothing can be planned."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        return _reviewed(session, call_id)


def plans(actor: Actor, *, call_id: int) -> list[Plan]:
    """The stored plans of a call, by name."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        rows = _plans(session, call_id)
        moved = queries.last_move(session, call_id) if rows else None
        return [_view(row, stored, draft, moved) for row, stored, draft in rows]


@cached_until_journalled(size=16)
def _reviewed(session: Session, call_id: int) -> bool:
    return queries.reviewed(session, call_id)


@cached_until_journalled(size=16)
def _plans(session: Session, call_id: int) -> Sequence[tuple[Any, PlanDraft, PlanDraft]]:
    """The rows of the plans, each with its rules as stored and with merged institutions replaced."""
    made = [(row, PlanDraft.of(row.rules)) for row in queries.plans(session, call_id)]
    return [(row, draft, followed(session, draft)) for row, draft in made]


def _view(row: Any, stored: PlanDraft, draft: PlanDraft, moved: datetime | None) -> Plan:
    """The view of a plan, with merged institutions replaced in its rules."""
    awarded = row.decided_how == How.AWARD
    later = moved is not None and moved > row.created_at
    return Plan(
        id=row.id,
        draft=draft,
        women_led=row.women_led if row.funded >= LEAST_TOLD else None,
        changed=not awarded and (later or draft != stored),
        **{name: getattr(row, name) for name in _FIGURES},
    )


def choices(actor: Actor, *, plan_id: int) -> list[Choice]:
    """The rows of a plan: those funded first, each part in the order of the ranking."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        return [Choice(**row._mapping) for row in queries.choices(session, plan_id)]


def listed(
    actor: Actor, *, plan_id: int, wanted: WantedChoices = EVERY, offset: int = 0, size: int
) -> Page[Choice]:
    """One page of the rows of a plan that match, in the order that is wanted."""
    ensure(actor, Permission.PROPOSAL_DECIDE)
    with read_only() as session:
        rows, total = portfolio.page(session, plan_id, wanted, offset=offset, size=size)
        return Page([Choice(**row._mapping) for row in rows], total)


def as_csv(actor: Actor, *, plan_id: int) -> str:
    """A plan as CSV in which no cell is a formula."""
    return csv_text(
        COLUMNS,
        [
            (
                c.code,
                c.title,
                c.track.value,
                c.place if c.score is not None else None,
                None if c.score is None else round(c.score, 4),
                round(c.chance, 4),
                c.requested,
                c.level,
                c.amount,
                c.walked,
            )
            for c in choices(actor, plan_id=plan_id)
        ],
    )
