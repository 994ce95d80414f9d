"""Search for the most similar texts: candidates by the rarest terms, then compared term by term."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from sqlmodel import Session

from db.queries import similarity as queries
from innovation_hub.domain.similarity import LEAST, Source
from innovation_hub.methods.similarity import likeness, meanings, rarest, weight

RAREST, CANDIDATES, SHOWN = 16, 24, 5
"""Numbers of the rarest terms to query, of the candidates to fetch, and of the results to show.

With half the words of a text changed, 8 terms keep 95 % of the originals among the candidates and 16 keep all.
"""
ENOUGH, ANSWERS = 8, 4_000
"""After ``ENOUGH`` terms, no further ones are queried once ``ANSWERS`` rows are expected: common terms are slow and
hardly informative. Each answer is a row to fetch; copies are found as reliably without them."""
MEANINGS, NEXT = 6, 2
"""Across languages only words of the glossary are shared, and they are seldom rare: each of the ``MEANINGS`` rarest is
queried in pairs with the ``NEXT`` following ones, as a pair is rare where a single word is not."""
OFTEN, OFTEN_SHARE = 1_000, 0.03
"""A term in more texts than this number, or this share of all, is not queried: it is slow and hardly informative."""

_LEAST = min(LEAST.values())

Rule = Callable[[Any], Source | None]
"""Returns how much the reader may see of a compared text; None leaves it out."""


@dataclass(frozen=True, slots=True)
class Near:
    """A text similar to the one compared. One of the ids is set."""

    source: Source
    likeness: float
    proposal_id: int | None
    system_id: int | None


def nearest(session: Session, asked: frozenset[str], *, account_id: int, rule: Rule) -> list[Near]:
    """The texts most similar to the one asked about, the most similar first, of those the reader may see."""
    texts_with = queries.frequencies(session, asked)
    texts = texts_with.pop(queries.TEXTS, 0)
    ids = queries.candidates(session, _questions(texts_with, texts), most=CANDIDATES)
    stored = queries.terms_of(session, ids).items()
    alike = {number: share for number, terms in stored if (share := likeness(asked, terms.split())) >= _LEAST}
    found = [
        Near(source, alike[row.id], row.proposal_id, row.system_id)
        for row in queries.sources(session, list(alike), account_id=account_id)
        if (source := rule(row)) is not None and alike[row.id] >= LEAST[source]
    ]
    found.sort(key=lambda near: (-near.likeness, near.proposal_id or 0, near.system_id or 0))
    return found[:SHOWN]


def _questions(texts_with: dict[str, int], texts: int) -> dict[tuple[str, ...], float]:
    """The search terms: the rarest terms, and pairs of the rarest meanings, with their weights."""
    often = max(OFTEN, texts * OFTEN_SHARE)
    seldom = {term: count for term, count in texts_with.items() if count <= often}
    rare = _affordable(rarest(seldom, RAREST), seldom)
    known = rarest({term: seldom[term] for term in meanings().intersection(seldom)}, MEANINGS)
    pairs = [
        (one, other) for step in range(1, NEXT + 1) for one, other in zip(known, known[step:], strict=False)
    ]
    return {
        asked: sum(weight(texts_with[term], texts) for term in asked)
        for asked in [*((term,) for term in rare), *pairs]
    }


def _affordable(rare: list[str], texts_with: dict[str, int]) -> list[str]:
    """The first terms, until they would match too many texts."""
    answers = accumulate(texts_with[term] for term in rare)
    return [
        term
        for place, (term, so_far) in enumerate(zip(rare, answers, strict=True))
        if place < ENOUGH or so_far <= ANSWERS
    ]
