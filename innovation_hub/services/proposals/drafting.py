"""Drafting proposals: one for each person and call, saved on the server."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal, TeamMember
from db.primary_key import pk
from db.queries import proposals as queries
from db.unit_of_work import unit_of_work
from innovation_hub.domain.calls import Audience, admits
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, Role, ensure
from innovation_hub.domain.proposal_checks import checked
from innovation_hub.domain.proposal_fields import FIELDS, ProposalDraft
from innovation_hub.errors import Forbidden, NotFound
from innovation_hub.services import notices
from innovation_hub.services.proposals import access


@dataclass(frozen=True, slots=True)
class Saved:
    """The version after saving, and the instant."""

    proposal_id: int
    version: int
    at: datetime


def begin(actor: Actor, *, call_id: int) -> int:
    """Begin a proposal for an open call and return its id, or the id of the actor's existing one.

    A person leads at most one proposal in a call. An officer writes for their institution, a student
    for themselves and their team. Raises `Forbidden` for those whom the call is not for.
    """
    ensure(actor, Permission.PROPOSAL_WRITE)
    with unit_of_work() as uow:
        session = uow.session
        # The lock on the account keeps two clicks from creating two proposals.
        account = session.exec(select(Account).where(col(Account.id) == actor.id).with_for_update()).one()
        begun = queries.led_in_call(session, call_id=call_id, account_id=actor.id)
        if begun is not None:
            return begun
        # Locked against cancelling at the same moment, which notifies everybody who has a draft.
        call = session.get(Call, call_id, with_for_update={"read": True})
        if call is None or call.published_at is None:
            raise NotFound
        access.ensure_open(call, now())
        if not admits(call.audience, actor):
            raise Forbidden("proposals.refused.audience")
        student = Role.STUDENT in actor.roles
        institutional = not student or call.audience is Audience.INSTITUTIONS
        row = Proposal(
            call_id=call_id,
            owner_id=actor.id,
            institution_id=account.institution_id,
            for_institution=institutional,
            language=account.language,
            resolutions=list(call.resolutions) if len(call.resolutions) == 1 else [],
            created_at=now(),
            updated_at=now(),
        )
        session.add(row)
        session.flush()
        session.add(
            TeamMember(
                proposal_id=pk(row),
                position=0,
                name=account.name,
                email=account.email,
                institution_id=account.institution_id,
                student=not institutional,
                sex=account.sex,
                study_level=account.study_level,
            )
        )
        notices.happened(uow, actor, "proposal.begun", "proposal", pk(row), {"call": call_id})
        uow.commit()
        return pk(row)


def save(actor: Actor, *, proposal_id: int, version: int, draft: ProposalDraft, language: str = "") -> Saved:
    """Save the draft. An earlier submission stays valid until the proposal is submitted again.

    ``language`` is the one the text is written in, when the writer says so. Raises `Conflict` when a
    team member saved since ``version``, `DeadlinePassed` from the closing instant on.
    """
    ensure(actor, Permission.PROPOSAL_WRITE)
    valid = checked(draft)
    with unit_of_work() as uow:
        row = access.editable(uow, actor, proposal_id, version)
        write(row, valid)
        if language in ("sw", "en"):
            row.language = language
        access.touch(row, now())
        uow.commit()
        return Saved(proposal_id, row.version, row.updated_at)


def write(row: Proposal, draft: ProposalDraft) -> None:
    """Write a checked draft to the proposal's row."""
    for name, field in FIELDS.items():
        setattr(row, name, field.stored(getattr(draft, name)))
