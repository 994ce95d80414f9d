"""The last round of a call for its organiser: judges' loads, findings, and every proposed review."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from db.models.panels import PanelRound
from db.queries import panels as queries
from db.queries import rounds
from db.unit_of_work import read_only
from innovation_hub.domain.folding import key
from innovation_hub.domain.panels import RoundKind, RoundState
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.methods.terms.assignment import Overlap, Remedy, Why
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.paging import SIZE, Page
from innovation_hub.services.panels.building import mark
from innovation_hub.services.panels.freezing import PanelGap


@dataclass(frozen=True, slots=True)
class Load:
    """A judge's reviews: asked for already, added by the round, and the limit."""

    judge: str
    held: int
    added: int
    capacity: int


@dataclass(frozen=True, slots=True)
class PanelObstacle:
    """Proposals that need more reviews (``wanted``) than their judges have ``room`` for."""

    codes: tuple[str, ...]
    rivals: int
    judges: tuple[str, ...]
    wanted: int
    room: int


@dataclass(frozen=True, slots=True)
class DraftChange:
    """A single change that would complete every panel."""

    kind: Remedy
    capacities: tuple[tuple[str, int], ...]
    invited: int
    room: int
    codes: tuple[str, ...]
    per_proposal: int


@dataclass(frozen=True, slots=True)
class Findings:
    """The figures of a round; ``groups`` are sizes of sets of judges who share proposals.

    ``fit`` is the mean match of the reviews in [0, 1]; ``unplaced`` further reviews found no judge.
    """

    gaps: tuple[PanelGap, ...]
    obstacles: tuple[PanelObstacle, ...]
    changes: tuple[DraftChange, ...]
    overlap: Overlap
    groups: tuple[int, ...]
    fit: float
    unplaced: int


@dataclass(frozen=True, slots=True)
class Round:
    """The last round of a call; ``reviews`` is how many it proposes, or has asked for.

    ``mark`` identifies its present state, to be passed to changes of it.
    """

    number: int
    kind: RoundKind
    state: RoundState
    version: int
    mark: str
    built_at: datetime
    top: int | None
    wanted: int | None
    reviews: int
    loads: tuple[Load, ...]
    findings: Findings


@dataclass(frozen=True, slots=True)
class ProposedSeat:
    """A proposed review; in a next round with its reasons: chance of being in the top, standard error, worth."""

    id: int
    proposal_id: int
    code: str
    title: str
    judge: str
    by_hand: bool
    p_top: float | None
    se: float | None
    gain: float | None


def last_round(actor: Actor, *, call_id: int) -> Round | None:
    """The round that was begun last, if any."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with read_only() as session:
        return _last_round(session, call_id)


@cached_until_journalled(size=16)
def _last_round(session: Session, call_id: int) -> Round | None:
    row = rounds.last_round(session, call_id)
    if row is None or row.id is None:
        return None
    loads = rounds.loads(session, call_id, row.id)
    codes = {one.id: one.code for one in queries.open_proposals(session, call_id)} if row.findings else {}
    reviews = rounds.count_seats(session, row.id)
    names = {one.id: one.name for one in loads}
    # A frozen round's reviews are included in the judges' loads.
    draft = row.state is RoundState.DRAFT
    return Round(
        number=row.number,
        kind=row.kind,
        state=row.state,
        version=row.version,
        mark=mark(row),
        built_at=row.built_at,
        top=row.top,
        wanted=row.wanted,
        reviews=reviews,
        loads=tuple(
            Load(one.name, one.held - (0 if draft else one.added), one.added, one.capacity) for one in loads
        ),
        findings=_findings(row, codes, names),
    )


def proposed(actor: Actor, *, call_id: int, offset: int = 0, size: int = SIZE) -> Page[ProposedSeat]:
    """A page of the reviews that the last round proposes, the most valuable first, then by code."""
    ensure(actor, Permission.JUDGING_ADMINISTER)
    with read_only() as session:
        row = rounds.last_round(session, call_id)
        if row is None or row.id is None:
            return Page([], 0)
        found = rounds.best_seats(session, row.id, offset=offset, size=size)
        total = rounds.count_seats(session, row.id)
    return Page([ProposedSeat(**one._mapping) for one in found], total)


def _findings(row: PanelRound, codes: Mapping[int, str], names: Mapping[int, str]) -> Findings:
    stored: dict[str, Any] = defaultdict(list, row.findings)

    def coded(ids: list[int]) -> tuple[str, ...]:
        return tuple(sorted(codes[one] for one in ids if one in codes))

    def named(ids: list[int]) -> tuple[str, ...]:
        return tuple(sorted((names[one] for one in ids if one in names), key=key))

    gaps = [
        PanelGap(codes[gap["proposal"]], gap["missing"], gap["free"], Why(gap["why"]))
        for gap in stored["gaps"]
        if gap["proposal"] in codes
    ]
    return Findings(
        gaps=tuple(sorted(gaps, key=lambda gap: gap.code)),
        obstacles=tuple(
            PanelObstacle(
                coded(one["proposals"]), len(one["rivals"]), named(one["judges"]), one["wanted"], one["room"]
            )
            for one in stored["obstacles"]
        ),
        changes=tuple(
            DraftChange(
                Remedy(one["kind"]),
                tuple(
                    sorted(
                        ((names[judge], most) for judge, most in one["capacities"] if judge in names),
                        key=lambda pair: key(pair[0]),
                    )
                ),
                one["invited"],
                one["room"],
                coded(one["proposals"]),
                one["per_proposal"],
            )
            for one in stored["changes"]
        ),
        overlap=Overlap(stored["overlap"] or Overlap.CONNECTED),
        groups=tuple(len(group) for group in stored["groups"]),
        fit=float(stored["fit"] or 0),
        unplaced=int(stored["unplaced"] or 0),
    )
