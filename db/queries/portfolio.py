"""Queries of the list of a funding plan: filtered, sorted and paged choices, and their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlmodel import Session, col

from db.models.funding import FundingChoice
from db.models.proposals import Proposal
from db.queries.funding import CHOICES, FUNDED_FIRST
from db.queries.judging import AnySelect, length, matching, number, slice_of
from innovation_hub.domain.proposals import ProposalState


class ChoiceOrder(StrEnum):
    """The order of the list; ``PLAN`` has funded proposals first, each part by rank."""

    PLAN = "plan"
    RANK = "rank"
    CHANCE = "chance"
    CODE = "code"
    MOST = "most"
    LEAST = "least"


@dataclass(frozen=True, slots=True)
class WantedChoices:
    """Filters of a plan's choices; None filters nothing. ``text`` is searched in code and title.

    ``levels``: lowest and highest per cent of the request (inclusive). ``chances``: lower bound (inclusive) and upper
    bound (exclusive).
    """

    text: str = ""
    levels: tuple[int, int] | None = None
    chances: tuple[float, float] | None = None
    state: ProposalState | None = None
    order: ChoiceOrder = ChoiceOrder.PLAN


_ORDERS: dict[ChoiceOrder, tuple[Any, ...]] = {
    ChoiceOrder.PLAN: (FUNDED_FIRST,),
    ChoiceOrder.RANK: (),
    ChoiceOrder.CHANCE: (col(FundingChoice.chance).desc(),),
    ChoiceOrder.CODE: (col(Proposal.code),),
    ChoiceOrder.MOST: (col(Proposal.requested).desc(),),
    ChoiceOrder.LEAST: (col(Proposal.requested),),
}


def page(
    session: Session, plan_id: int, wanted: WantedChoices, *, offset: int, size: int
) -> tuple[Sequence[Any], int]:
    """A page of the matching choices of a plan, and the number of all matching ones."""
    rows_of, count = _statements(wanted)
    values = {"plan_id": plan_id}
    rows = session.connection().execute(rows_of, values | {"offset": offset, "size": size}).all()
    return rows, length(session, rows, lambda: count, values, offset=offset, size=size)


@lru_cache(maxsize=64)
def _statements(wanted: WantedChoices) -> tuple[AnySelect, Select[int]]:
    where = _conditions(wanted)
    count = (
        select(func.count())
        .select_from(FundingChoice)
        .join(Proposal, col(Proposal.id) == col(FundingChoice.proposal_id))
        .where(col(FundingChoice.plan_id) == number("plan_id"), *where)
    )
    order = (*_ORDERS[wanted.order], col(FundingChoice.place), col(FundingChoice.proposal_id))
    return slice_of(CHOICES.where(*where).order_by(None).order_by(*order)), count


def _conditions(wanted: WantedChoices) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if wanted.text:
        where.append(matching(wanted.text))
    if wanted.levels is not None:
        where.append(col(FundingChoice.level).between(*wanted.levels))
    if wanted.chances is not None:
        least, below = wanted.chances
        where += [col(FundingChoice.chance) >= least, col(FundingChoice.chance) < below]
    if wanted.state is not None:
        where.append(col(Proposal.state) == wanted.state)
    return where
