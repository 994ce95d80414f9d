"""What is shown of a text that is alike: never more than its reader may know."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from db.models.register import RegisteredSystem
from db.queries import similarity as queries
from innovation_hub.domain.register import SystemStatus
from innovation_hub.domain.similarity import READ_WHOLE, Source
from innovation_hub.methods.similarity import Excerpt, Word, excerpt, passages, telling, terms
from innovation_hub.services.similarity.nearest import Near
from innovation_hub.services.similarity.texts import of_content, of_system

PAIRS = 6
_UNREAD = 6
"""Terms in a row before a passage of a text that the reader may not read is marked in their own."""
_WORDS = 12
_STEPS = 20
"""How alike an unnamed proposal is, is told in steps of five per cent."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage in the reader's text, and the same one in the other when they may read it."""

    mine: Excerpt
    theirs: Excerpt | None


@dataclass(frozen=True, slots=True)
class Match:
    """A text that is alike. Of an unnamed proposal only ``likeness``, ``year`` and the passages of one's own are set.

    ``likeness`` is from 0 to 1; ``shared`` are words of one's own text that the other has too, where no passage is.
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


def matches(session: Session, text: str, words: Sequence[Word], found: Sequence[Near]) -> list[Match]:
    """What is shown of the texts that were found; ``words`` are the terms of ``text``."""
    proposals = queries.handed_in(session, [near.proposal_id for near in found if near.proposal_id])
    systems = queries.systems(session, [near.system_id for near in found if near.system_id])
    made: list[Match] = []
    for near in found:
        if near.system_id is not None:
            made.append(_of_system(text, words, near, systems[near.system_id]))
        elif near.proposal_id is not None:
            made.append(_of_proposal(text, words, near, proposals[near.proposal_id]))
    return made


def _of_system(text: str, words: Sequence[Word], near: Near, system: RegisteredSystem) -> Match:
    other = of_system(system)
    pairs, shared = _marked(text, words, other, near.source)
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


def _of_proposal(text: str, words: Sequence[Word], near: Near, row: Any) -> Match:
    pairs, shared = _marked(text, words, of_content(row.content), near.source)
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


def _marked(
    text: str, words: Sequence[Word], other: str, source: Source
) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    """The longest passages in the order of the reader's text; single words where there is no passage."""
    whole = source in READ_WHOLE
    theirs = terms(other)
    found = passages(words, theirs) if whole else passages(words, theirs, least=_UNREAD)
    longest = sorted(sorted(found, key=lambda passage: -passage.length)[:PAIRS], key=lambda p: p.one)
    pairs = tuple(
        Pair(excerpt(text, *passage.one), excerpt(other, *passage.other) if whole else None)
        for passage in longest
    )
    if pairs or not whole:
        return pairs, ()
    both = telling(words) & telling(theirs)
    written = {word.term: text[word.start : word.end] for word in reversed(words) if word.term in both}
    return (), tuple(reversed(list(written.values())))[:_WORDS]
