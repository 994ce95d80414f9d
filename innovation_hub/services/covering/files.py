"""Clearing the PDF of a proposal for judges page by page, with places covered by the organiser."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlmodel import Session

from db.models.covering import ClearedPage
from db.queries import covering as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import Invalid, NotFound, TooBusy
from innovation_hub.files import sandbox
from innovation_hub.services import notices
from innovation_hub.services.covering.passages import opened

Place = tuple[int, int, int, int]
"""Left, top, right and bottom in thousandths of a page."""
_MOST = 40
WHOLE = 1_000


@dataclass(frozen=True, slots=True)
class File:
    """A PDF: the number of its pages, and the covered places of each cleared page."""

    id: int
    pages: int
    cleared: Mapping[int, tuple[Place, ...]]


def file(actor: Actor, *, proposal_id: int) -> File:
    """The PDF that was submitted with a proposal; raises `NotFound` when there is none."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        id, pages, _ = _found(session, proposal_id)
        rows = queries.cleared(session, id)
    return File(id, pages, {row.number: tuple(map(_place, row.covers)) for row in rows})


def preview(actor: Actor, *, proposal_id: int, number: int, covers: Sequence[Place]) -> bytes:
    """A page with ``covers`` painted over, as JPEG. Raises `Invalid` for a page that cannot be drawn."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with read_only() as session:
        id, pages, digest = _found(session, proposal_id)
    if not 0 < number <= pages:
        raise NotFound
    return _drawn(_Source(id, digest), number, _checked(covers))


def clear(
    actor: Actor, *, proposal_id: int, attachment_id: int, number: int, covers: Sequence[Place]
) -> None:
    """Let judges see a page with some places covered; an earlier clearing of it is replaced.

    ``attachment_id`` is the PDF that the organiser saw: raises `NotFound` when another was submitted meanwhile.
    """
    picture = preview(
        actor, proposal_id=proposal_id, number=number, covers=covers
    )  # before the transaction: it takes long
    with unit_of_work() as uow:
        _locked(uow, actor, proposal_id, attachment_id)
        row = uow.session.get(ClearedPage, (attachment_id, number))
        row = row or ClearedPage(
            attachment_id=attachment_id, number=number, covers=[], picture=b"", by=actor.id
        )
        row.covers, row.picture, row.by = [list(place) for place in covers], picture, actor.id
        uow.session.add(row)
        data = {"page": number, "covers": len(covers), "sha256": hashlib.sha256(picture).hexdigest()}
        notices.happened(uow, actor, "proposal.clear_page", "proposal", proposal_id, data)
        uow.commit()


def withhold(actor: Actor, *, proposal_id: int, attachment_id: int, number: int) -> None:
    """Hide a cleared page from judges again."""
    ensure(actor, Permission.PROPOSAL_SCREEN)
    with unit_of_work() as uow:
        _locked(uow, actor, proposal_id, attachment_id)
        row = uow.session.get(ClearedPage, (attachment_id, number))
        if row is not None:
            uow.session.delete(row)
            notices.happened(uow, actor, "proposal.withhold_page", "proposal", proposal_id, {"page": number})
        uow.commit()


def _found(session: Session, proposal_id: int) -> tuple[int, int, str]:
    row = queries.file(session, proposal_id)
    if row is None:
        raise NotFound
    return row.id, row.pages, row.sha256


def _locked(uow: UnitOfWork, actor: Actor, proposal_id: int, attachment_id: int) -> None:
    opened(uow, actor, proposal_id)
    if _found(uow.session, proposal_id)[0] != attachment_id:
        raise NotFound


def _place(given: Sequence[int]) -> Place:
    left, top, right, bottom = given
    return left, top, right, bottom


def _checked(covers: Sequence[Place]) -> tuple[Place, ...]:
    for left, top, right, bottom in covers:
        if not (0 <= left < right <= WHOLE and 0 <= top < bottom <= WHOLE):
            raise Invalid("clearing.errors.place", field="covers")
    if len(covers) > _MOST:
        raise Invalid("clearing.errors.many", field="covers", most=_MOST)
    return tuple(covers)


@dataclass(frozen=True, slots=True)
class _Source:
    id: int
    digest: str


@lru_cache(maxsize=16)
def _drawn(source: _Source, number: int, covers: tuple[Place, ...]) -> bytes:
    """The page as JPEG, drawn in a separate process and cached for repeated previews."""
    with read_only() as session:
        content = queries.file_content(session, source.id)
    try:
        picture = sandbox.run("innovation_hub.files.page", content, str(number), json.dumps(covers))
    except sandbox.Busy as error:
        raise TooBusy("proposals.file.busy") from error
    except (sandbox.TooCostly, sandbox.Crashed) as error:
        raise Invalid("clearing.errors.unreadable", field="page") from error
    if not picture:
        raise NotFound
    return picture
