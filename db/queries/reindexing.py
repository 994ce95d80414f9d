"""Queries for rebuilding the index of similar work, and for comparing it with its texts."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from db import fulltext
from db.models.proposals import Proposal, Submission
from db.models.similarity import SimilarTerm, SimilarText
from db.models.systems import RegisteredSystem
from db.queries.judging import SUBMITTED
from db.queries.similarity import TEXTS
from innovation_hub.domain.proposals import RECEIVED

BATCH = 500


def proposals(session: Session) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Yield every submitted proposal that was not withdrawn, with the content of its last submission."""
    query = select(col(Proposal.id), col(Submission.content)).join(Submission, SUBMITTED)
    query = query.where(col(Proposal.state).in_(RECEIVED)).order_by(col(Proposal.id)).limit(BATCH)
    last = 0
    while rows := session.execute(query.where(col(Proposal.id) > last)).all():
        for number, content in rows:
            yield number, content
            last = number


def systems(session: Session) -> list[RegisteredSystem]:
    """The whole register."""
    return list(session.execute(select(RegisteredSystem).order_by(col(RegisteredSystem.id))).scalars())


def out_of_step(session: Session) -> int:
    """The number of texts that are missing in the index, or should not be in it."""
    received = col(Proposal.state).in_(RECEIVED)
    without = or_(
        col(SimilarText.id).is_(None) & received, col(SimilarText.id).is_not(None) & received.is_(False)
    )
    of_proposals = (
        select(func.count())
        .select_from(Proposal)
        .outerjoin(SimilarText, col(SimilarText.proposal_id) == col(Proposal.id))
        .where(without)
    )
    of_systems = (
        select(func.count())
        .select_from(RegisteredSystem)
        .outerjoin(SimilarText, col(SimilarText.system_id) == col(RegisteredSystem.id))
        .where(col(SimilarText.id).is_(None))
    )
    return int(session.execute(of_proposals).scalar_one() + session.execute(of_systems).scalar_one())


def totals(session: Session) -> tuple[int, int, int, int]:
    """The numbers of texts and terms in the index, then those in the stored counts."""
    spelt = col(SimilarText.terms)
    uses = func.length(spelt) - func.length(func.replace(spelt, " ", "")) + 1
    there = select(func.count(), func.coalesce(func.sum(uses).filter(spelt != ""), 0)).select_from(
        SimilarText
    )
    counted = select(func.coalesce(func.sum(col(SimilarTerm.texts)), 0))
    texts, terms = session.execute(there).one()
    of_texts = session.execute(counted.where(col(SimilarTerm.term) == TEXTS)).scalar_one()
    of_terms = session.execute(counted.where(col(SimilarTerm.term) != TEXTS)).scalar_one()
    return int(texts), int(terms), int(of_texts), int(of_terms)


def examine(session: Session) -> None:
    """Run the database's check of the full-text index; raises the driver's error when the index differs."""
    fulltext.run(session, fulltext.examine)
