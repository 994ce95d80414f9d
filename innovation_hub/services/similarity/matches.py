"""Views of similar texts, limited to what the reader may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from db.models.systems import RegisteredSystem
from db.queries import similarity as queries
from innovation_hub.domain.similarity import READ_WHOLE, Source
from innovation_hub.domain.systems import SystemStatus
from innovation_hub.services.similarity.marking import Asked, Pair, marked
from innovation_hub.services.similarity.nearest import Near
from innovation_hub.services.similarity.texts import of_content, of_system

_STEPS = 20
"""The likeness of an unnamed proposal is rounded to twentieths (5 %)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A similar text. Of an unnamed proposal only ``likeness``, ``year`` and the passages of one's own text are set.

    ``likeness`` is from 0 to 1; ``shared`` are words of one's own text that both have, set where there is no passage.
    """

    source: Source
    likeness: float
    year: int | None
    pairs: tuple[Pair, ...]
    shared: tuple[str, ...] = ()
    proposal_id: int | None = None
    code: str = ""
    title_sw: str = ""
    title_en: str = ""
    owner: str = ""
    url: str = ""
    status: SystemStatus | None = None


def matches(session: Session, asked: Asked, found: Sequence[Near]) -> list[Match]:
    """The views of the texts that were found."""
    proposals = queries.submitted(session, [near.proposal_id for near in found if near.proposal_id])
    systems = queries.systems(session, [near.system_id for near in found if near.system_id])
    made: list[Match] = []
    for near in found:
        if near.system_id is not None:
            made.append(_of_system(asked, near, systems[near.system_id]))
        elif near.proposal_id is not None:
            made.append(_of_proposal(asked, near, proposals[near.proposal_id]))
    return made


def _of_system(asked: Asked, near: Near, system: RegisteredSystem) -> Match:
    other = of_system(system)
    pairs, shared = marked(asked, other, near.source)
    return Match(
        source=near.source,
        likeness=near.likeness,
        year=system.year,
        pairs=pairs,
        shared=shared,
        title_sw=system.name_sw or system.name_en,
        title_en=system.name_en or system.name_sw,
        owner=system.owner,
        url=system.url,
        status=system.status,
    )


def _of_proposal(asked: Asked, near: Near, row: Any) -> Match:
    pairs, shared = marked(asked, of_content(row.content), near.source)
    year = row.submitted_at.year
    if near.source is Source.UNNAMED:
        return Match(
            source=near.source, likeness=round(near.likeness * _STEPS) / _STEPS, year=year, pairs=pairs
        )
    title = row.content["blind"]["title"]
    return Match(
        source=near.source,
        likeness=near.likeness,
        year=year,
        pairs=pairs,
        shared=shared,
        proposal_id=near.proposal_id if near.source in READ_WHOLE else None,
        code=row.code,
        title_sw=title,
        title_en=title,
    )
