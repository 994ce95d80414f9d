"""Submitting, withdrawing and reopening proposals, by the server's clock, each in one transaction."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from db.commands import proposals as commands
from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal, Submission
from db.primary_key import pk
from db.queries import calls as call_queries
from db.queries import proposals as queries
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, ensure
from innovation_hub.domain.proposal_checks import missing, only_what_applies
from innovation_hub.domain.proposals import reference
from innovation_hub.domain.workflow import Event, Window, target, transition
from innovation_hub.errors import Invalid, NotFound, Several
from innovation_hub.services import journal, notices
from innovation_hub.services.proposals import access, views
from innovation_hub.services.proposals.content import content, hash_of, named
from innovation_hub.services.proposals.drafting import Saved, write
from innovation_hub.services.proposals.lookup import receipt_of
from innovation_hub.services.proposals.views import Receipt
from innovation_hub.services.similarity import index


def submit(
    actor: Actor, *, proposal_id: int, version: int, arrived: datetime | None = None, key: str | None = None
) -> Receipt:
    """Submit the proposal and return the receipt; submitting again before the deadline revises it.

    The instant that counts is when the request ``arrived`` at the server; None is now.
    The closing instant itself, with the grace, is too late: `DeadlinePassed`. Raises `Several` with all that is
    missing. Reference numbers have no gaps: the call is locked while one is given. A repeated request with the same
    ``key``, whose answer was lost, returns the first one's receipt, also after the deadline.
    """
    ensure(actor, transition(Event.SUBMIT).permission)
    with unit_of_work() as uow:
        at = min(arrived or now(), now())
        if key and (before := _answered(uow, actor, proposal_id, key)):
            return before
        row, call = _led(uow, actor, proposal_id, version, at)
        row.state = target(Event.SUBMIT, row.state, actor=actor, window=Window.WHILE_OPEN)
        draft = only_what_applies(views.draft(row))
        write(row, draft)
        if lacking := missing(draft, for_institution=row.for_institution):
            raise Several([Invalid(lack.key, field=lack.field, **lack.data) for lack in lacking])
        if row.code is None:
            row.code = reference(call.code, call.next_number)
            call.next_number += 1
        submission = _snapshot(uow.session, row, actor, at)
        submission.request_key = key
        uow.session.add(submission)
        uow.session.flush()
        commands.put_last(row, submission)
        index.submitted(uow.session, proposal_id, submission.content)
        access.touch(row, at)
        proof = {"code": row.code, "number": submission.number, "hash": submission.content_hash}
        said = _receipt(uow.session, call, submission)
        notices.happened(uow, actor, "proposal.submitted", "proposal", proposal_id, proof, **said)
        uow.commit()
        return receipt_of(uow.session, row, call, submission, actor.name)


def _answered(uow: UnitOfWork, actor: Actor, proposal_id: int, key: str) -> Receipt | None:
    """The receipt of an earlier request with this key, or None; the call is locked, so that repeated requests wait."""
    row, call = _reached(uow, actor, proposal_id)
    before = queries.submission_of_key(uow.session, proposal_id, key)
    if before is None:
        return None
    access.ensure_leads(actor, row)
    return receipt_of(uow.session, row, call, before, uow.session.get_one(Account, before.submitted_by).name)


def withdraw(actor: Actor, *, proposal_id: int, version: int) -> Saved:
    """Withdraw a submitted proposal; it can be reopened until the deadline."""
    return _move(actor, proposal_id, version, Event.WITHDRAW, "proposal.withdrawn")


def reopen(actor: Actor, *, proposal_id: int, version: int) -> Saved:
    """Make a withdrawn proposal a draft again; it keeps its reference number."""
    return _move(actor, proposal_id, version, Event.REOPEN, "proposal.reopened")


def _move(actor: Actor, proposal_id: int, version: int, event: Event, name: str) -> Saved:
    ensure(actor, transition(event).permission)
    with unit_of_work() as uow:
        at = now()
        row, _ = _led(uow, actor, proposal_id, version, at)
        row.state = target(event, row.state, actor=actor, window=Window.WHILE_OPEN)
        if event is Event.WITHDRAW:
            index.taken_back(uow.session, proposal_id)
        access.touch(row, at)
        notices.happened(uow, actor, name, "proposal", proposal_id, {"code": row.code})
        uow.commit()
        return Saved(proposal_id, row.version, at)


def _led(
    uow: UnitOfWork, actor: Actor, proposal_id: int, version: int, at: datetime
) -> tuple[Proposal, Call]:
    """The proposal and its open call, both locked; the call first, as everywhere, to prevent deadlocks."""
    _reached(uow, actor, proposal_id)
    row, call = access.lock_proposal(uow, actor, proposal_id, version, at)
    access.ensure_leads(actor, row)
    return row, call


def _reached(uow: UnitOfWork, actor: Actor, proposal_id: int) -> tuple[Proposal, Call]:
    """The proposal, and its call, which is locked; raises `NotFound`."""
    found = queries.reachable(uow.session, proposal_id=proposal_id, account_id=actor.id)
    if found is None:
        raise NotFound
    call_queries.locked(uow.session, pk(found[1]))
    return found


def _snapshot(session: Session, row: Proposal, actor: Actor, at: datetime) -> Submission:
    session.flush()
    pdf = queries.attachment(session, row.attachment_id) if row.attachment_id else None
    team = queries.team(session, pk(row))
    body = content(session, row, team, pdf)
    for member, _ in team:
        member.submitted_place = None
    for place, (member, _) in enumerate(named(team)):
        member.submitted, member.submitted_place = True, place
    earlier = queries.submissions(session, pk(row))
    return Submission(
        proposal_id=pk(row),
        # Never before the last submission, even after the clock was set back.
        submitted_at=max(at, earlier[0].submitted_at) if earlier else at,
        number=earlier[0].number + 1 if earlier else 1,
        submitted_by=actor.id,
        content=body,
        content_hash=hash_of(body),
        attachment_id=row.attachment_id,
    )


def _receipt(session: Session, call: Call, submission: Submission) -> dict[str, Any]:
    """The fields of the receipt besides the proposal's number and title."""
    return {
        "submitted_at": submission.submitted_at.isoformat(),
        "closes_at": call.closes_at.isoformat(),
        "grace_minutes": call.grace_minutes,
        "content_hash": submission.content_hash,
        "journal_head": journal.head(session),
    }
