"""A judge's calls, the declaration that opens each, and the queue of assignments."""

from dataclasses import dataclass

from db.models.calls import CallJudge
from db.models.judging import Declaration
from db.queries import reviews as queries
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.judging import DECLARATION_VERSION, AssignmentState
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.scoring import checked_text
from innovation_hub.errors import Forbidden, NotFound
from innovation_hub.services import notices
from innovation_hub.services.calls.views import CallCard, card
from innovation_hub.services.paging import SIZE, Page
from innovation_hub.services.reviews.blind import blinders

NAME_MIN, NAME_MAX = 3, 120


@dataclass(frozen=True, slots=True)
class JudgeCall:
    """A call of a judge: ``asked`` counts reviews to give and given, without the declined ones."""

    card: CallCard
    asked: int
    done: int
    signed: bool


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A proposal in a judge's queue. ``total`` is the judge's own, once submitted."""

    assignment_id: int
    code: str
    title: str
    state: AssignmentState
    scored: int
    total: float | None


def calls(actor: Actor) -> list[JudgeCall]:
    """The calls a judge is invited to, the one that closes last first."""
    ensure(actor, Permission.REVIEW_WRITE)
    with read_only() as session:
        rows = queries.calls(session, actor.id)
    return [JudgeCall(card(row, now()), row.asked, row.done, bool(row.signed)) for row in rows]


def sign(actor: Actor, *, call_id: int, name: str) -> None:
    """Sign the declaration of confidentiality and impartiality for a call, by typing one's name.

    Signing again changes nothing. Raises `NotFound` for a call the judge is not invited to.
    """
    ensure(actor, Permission.REVIEW_WRITE)
    name = checked_text(" ".join(name.split()), field="name", least=NAME_MIN, most=NAME_MAX)
    with unit_of_work() as uow:
        if uow.session.get(CallJudge, (call_id, actor.id), with_for_update=True) is None:
            raise NotFound
        if queries.signed(uow.session, actor.id, call_id):
            return
        uow.session.add(
            Declaration(
                account_id=actor.id,
                call_id=call_id,
                text_version=DECLARATION_VERSION,
                signed_name=name,
                signed_at=now(),
            )
        )
        data = {"version": DECLARATION_VERSION}
        notices.happened(uow, actor, "declaration.sign", "call", call_id, data)
        uow.commit()


def queue(actor: Actor, *, call_id: int, offset: int = 0, size: int = SIZE) -> Page[QueueItem]:
    """The judge's proposals of a call; raises `Forbidden` before the declaration is signed."""
    ensure(actor, Permission.REVIEW_WRITE)
    with read_only() as session:
        if not queries.signed(session, actor.id, call_id):
            raise Forbidden("reviews.errors.unsigned")
        rows, total = queries.queue(session, actor.id, call_id, offset=offset, size=size)
        covers = blinders(session, {row.proposal_id: row.identity for row in rows})
    items = [
        QueueItem(
            row.assignment_id,
            row.code,
            covers[row.proposal_id](row.title),
            row.state,
            row.scored,
            row.total,
        )
        for row in rows
    ]
    return Page(items, total)


def next_to_do(actor: Actor, *, call_id: int, but: int | None = None) -> int | None:
    """The next open assignment other than ``but``; None when everything is done."""
    ensure(actor, Permission.REVIEW_WRITE)
    with read_only() as session:
        return queries.next_to_do(session, actor.id, call_id, but=but)
