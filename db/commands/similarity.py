"""Writing the terms of texts and their counts."""

import json
from collections import Counter
from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import Session, col

from db import fulltext
from db.models.similarity import SimilarText
from db.queries.similarity import TEXTS


def put(session: Session, texts: Mapping[int, frozenset[str] | None], *, of: str) -> None:
    """Store the terms of proposals (``of="proposal_id"``) or systems (``"system_id"``), and update the counts.

    None in place of terms removes the text.
    """
    source = col(getattr(SimilarText, of))
    rows = session.execute(select(SimilarText).where(source.in_(list(texts)))).scalars()
    known = {getattr(row, of): row for row in rows}
    changes: Counter[str] = Counter()
    for number, terms in texts.items():
        row = known.get(number)
        if row is not None:
            changes.subtract(_counted(row.terms))
        if terms is not None:
            row = row or SimilarText(**{of: number}, terms="")
            row.terms = " ".join(sorted(terms))
            session.add(row)
            changes.update(_counted(row.terms))
        elif row is not None:
            session.delete(row)
    session.flush()
    count(session, changes)


def _counted(spelt: str) -> list[str]:
    return [TEXTS, *spelt.split()]


def count(session: Session, changes: Mapping[str, int]) -> None:
    """Add these changes to the counts of terms."""
    changed = {term: change for term, change in changes.items() if change}
    if changed:
        session.execute(fulltext.count(session.get_bind().dialect.name), {"changes": json.dumps(changed)})
