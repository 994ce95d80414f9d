"""Queries about similar work: the terms of texts, their counts, and the texts that share the rarest ones."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, exists, or_, select
from sqlmodel import Session, col

from db import fulltext
from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal, Submission, TeamMember
from db.models.similarity import SimilarText
from db.models.systems import RegisteredSystem
from db.primary_key import pk
from db.queries.judging import SUBMITTED, AnySelect
from innovation_hub.domain.proposals import Standing

TEXTS = ""
"""The empty term counts the texts themselves."""

_IN_TEAM = exists().where(
    col(TeamMember.proposal_id) == col(Proposal.id),
    col(TeamMember.email) == col(Account.email),
    col(TeamMember.standing) == Standing.JOINED,
    col(Account.id) == bindparam("account_id"),
)
_MINE = or_(col(Proposal.owner_id) == bindparam("account_id"), _IN_TEAM)
_IS_ONE = col(SimilarText.id).in_(bindparam("ids", expanding=True))
_TERMS: AnySelect = select(col(SimilarText.id), col(SimilarText.terms)).where(_IS_ONE)
_SOURCES: AnySelect = (
    select(
        col(SimilarText.id),
        col(SimilarText.system_id),
        col(SimilarText.proposal_id),
        col(Proposal.state),
        col(Call.state).label("call_state"),
        col(Call.closes_at),
        col(Call.grace_minutes),
        _MINE.label("mine"),
    )
    .outerjoin(Proposal, col(Proposal.id) == col(SimilarText.proposal_id))
    .outerjoin(Call, col(Call.id) == col(Proposal.call_id))
    .where(_IS_ONE)
)
_SUBMITTED: AnySelect = (
    select(col(Proposal.id), col(Proposal.code), col(Submission.content), col(Submission.submitted_at))
    .join(Submission, SUBMITTED)
    .where(col(Proposal.id).in_(bindparam("ids", expanding=True)))
)
_SYSTEMS: AnySelect = select(RegisteredSystem).where(
    col(RegisteredSystem.id).in_(bindparam("ids", expanding=True))
)


def frequencies(session: Session, terms: Iterable[str]) -> dict[str, int]:
    """How many texts use each of the terms, and under `TEXTS` how many texts there are."""
    statement = fulltext.frequencies(session.get_bind().dialect.name)
    rows = session.connection().execute(statement, {"terms": json.dumps([TEXTS, *terms])}).all()
    return dict(rows)


def candidates(session: Session, questions: Mapping[tuple[str, ...], float], *, most: int) -> list[int]:
    """The ids of the texts that match these questions with the most total weight, the best first.

    A text matches a question when it has each of its terms.
    """
    if not questions:
        return []
    statement, values = fulltext.search(session.get_bind().dialect.name, questions, most)
    return list(session.connection().execute(statement, values).scalars())


def terms_of(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """The terms of texts, by id."""
    return dict(session.connection().execute(_TERMS, {"ids": ids}).all()) if ids else {}


def sources(session: Session, ids: Sequence[int], *, account_id: int) -> Sequence[Any]:
    """The proposal or system of each text, with the data of a proposal that decides who may see it."""
    given = {"ids": ids, "account_id": account_id}
    return session.connection().execute(_SOURCES, given).all() if ids else ()


def submitted(session: Session, ids: Sequence[int]) -> dict[int, Any]:
    """The content of the last submission, by the proposal's id."""
    return {row.id: row for row in session.connection().execute(_SUBMITTED, {"ids": ids})} if ids else {}


def systems(session: Session, ids: Sequence[int]) -> dict[int, RegisteredSystem]:
    """Entries of the register, by id."""
    rows = session.execute(_SYSTEMS, {"ids": ids}).scalars() if ids else ()
    return {pk(row): row for row in rows}
