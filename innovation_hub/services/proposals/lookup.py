"""Reading proposals, for their writers."""

from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal, Submission
from db.primary_key import pk
from db.queries import proposals as queries
from db.unit_of_work import read_only
from innovation_hub.domain.calls import CallPhase, CallState, phase
from innovation_hub.domain.canonical import canonical
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import ProposalState, SeenState
from innovation_hub.errors import NotFound
from innovation_hub.services import journal
from innovation_hub.services.calls import views as calls
from innovation_hub.services.paging import SIZE, Page
from innovation_hub.services.proposals import views
from innovation_hub.services.proposals.content import content, draft_of, hash_of
from innovation_hub.services.proposals.views import (
    AttachmentView,
    ProposalCard,
    ProposalView,
    Receipt,
    SubmissionView,
)


def mine(actor: Actor, *, offset: int = 0, size: int = SIZE) -> Page[ProposalCard]:
    """Proposals the actor leads or takes part in, the last touched first."""
    ensure(actor, Permission.PROPOSAL_WRITE)
    at = now()
    with read_only() as session:
        rows, total = queries.of_account(session, actor.id, offset=offset, limit=size)
        return Page([views.card(row, call, actor.id, at) for row, call in rows], total)


def get(actor: Actor, *, proposal_id: int) -> ProposalView:
    """One proposal with its team, PDF and history; raises `NotFound` for other people's."""
    ensure(actor, Permission.PROPOSAL_WRITE)
    at = now()
    with read_only() as session:
        found = queries.reachable(session, proposal_id=proposal_id, account_id=actor.id)
        if found is None:
            raise NotFound
        row, call = found
        history = queries.submissions(session, proposal_id)
        team = queries.team(session, proposal_id)
        pdf = queries.attachment(session, row.attachment_id) if row.attachment_id else None
        unsent = not history or hash_of(content(session, row, team, pdf)) != history[0].content_hash
        reason, awarded = _outcome(session, row, call)
        open_now = phase(call.state, call.opens_at, call.ends_at, at) is CallPhase.OPEN
        submitted = history[0] if history and not open_now else None
        return ProposalView(
            id=proposal_id,
            code=row.code,
            state=views.state(row.state, call, at),
            call=calls.card(call, at),
            draft=draft_of(submitted.content) if submitted else views.draft(row),
            members=views.members(team, session.get_one(Account, actor.id).email),
            attachment=_attachment(session, submitted.attachment_id) if submitted else _file(pdf),
            submissions=tuple(SubmissionView(s.number, s.submitted_at, s.content_hash) for s in history),
            leads=row.owner_id == actor.id,
            for_institution=row.for_institution,
            unsent=unsent,
            reason=reason,
            awarded=awarded,
            open=open_now,
            version=row.version,
            updated_at=row.updated_at,
        )


def receipt(actor: Actor, *, proposal_id: int, number: int | None = None) -> Receipt:
    """The receipt of the latest submission, or of the one with this number."""
    ensure(actor, Permission.PROPOSAL_WRITE)
    with read_only() as session:
        found = queries.reachable(session, proposal_id=proposal_id, account_id=actor.id)
        history = queries.submissions(session, proposal_id) if found else []
        wanted = next((s for s in history if number in (None, s.number)), None)
        if found is None or wanted is None:
            raise NotFound
        by = session.get_one(Account, wanted.submitted_by).name
        return receipt_of(session, *found, wanted, by)


def receipt_of(session: Session, row: Proposal, call: Call, submission: Submission, by: str) -> Receipt:
    """The receipt of a submission, for use inside a transaction."""
    return Receipt(
        code=row.code or "",
        number=submission.number,
        submitted_at=submission.submitted_at,
        submitted_by=by,
        title=submission.content["blind"]["title"],
        call_title_sw=call.title_sw,
        call_title_en=call.title_en,
        closes_at=call.closes_at,
        grace_minutes=call.grace_minutes,
        content_hash=submission.content_hash,
        content=canonical(submission.content),
        attachment=_attachment(session, submission.attachment_id),
        journal_head=journal.head(session),
        cancelled=call.state is CallState.CANCELLED,
        cancel_reason=call.cancel_reason,
    )


def _attachment(session: Session, attachment_id: int | None) -> AttachmentView | None:
    return _file(queries.attachment(session, attachment_id) if attachment_id else None)


def _file(row: Row[Any] | None) -> AttachmentView | None:
    if row is None:
        return None
    return AttachmentView(row.id, row.name, row.size, row.pages, row.sha256, row.uploaded_at)


def _outcome(session: Session, row: Proposal, call: Call) -> tuple[str, int]:
    """The reason and the amount that a writer may see: when ruled out at once, of a decision once it is published."""
    if row.state is ProposalState.INELIGIBLE:
        note = queries.last_screening_note(session, pk(row))
        return (note.reason if note else ""), 0
    seen = views.state(row.state, call, now())
    if call.state is CallState.CONCLUDED and seen in (SeenState.AWARDED, SeenState.DECLINED):
        decision = queries.standing_decision(session, pk(row))
        if decision is not None:
            return decision.reason, decision.amount if decision.awarded else 0
    return "", 0
