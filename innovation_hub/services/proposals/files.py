"""The PDF of a proposal: attaching, replacing, removing and downloading it."""

from db.models.proposals import Attachment, Proposal
from db.queries import proposals as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.errors import NotFound
from innovation_hub.services.proposals import access
from innovation_hub.services.proposals.drafting import Saved
from innovation_hub.services.proposals.pdf import examine


def attach(actor: Actor, *, proposal_id: int, version: int, name: str, content: bytes) -> Saved:
    """Attach a PDF in place of an earlier one. Raises `TooLarge` or `Invalid` for a file that cannot be accepted."""
    ensure(actor, Permission.PROPOSAL_WRITE)
    with read_only() as session:
        if queries.reachable(session, proposal_id=proposal_id, account_id=actor.id) is None:
            raise NotFound
    pdf = examine(name, content)  # before the transaction: reading a file takes long
    with unit_of_work() as uow:
        row = access.editable(uow, actor, proposal_id, version)
        attachment = Attachment(
            proposal_id=proposal_id,
            name=pdf.name,
            size=len(pdf.content),
            pages=pdf.pages,
            sha256=pdf.sha256,
            content=pdf.content,
            uploaded_at=now(),
            uploaded_by=actor.id,
        )
        uow.session.add(attachment)
        uow.session.flush()
        _replace(uow, row, attachment.id)
        access.touch(row, now())
        uow.commit()
        return Saved(proposal_id, row.version, row.updated_at)


def detach(actor: Actor, *, proposal_id: int, version: int) -> Saved:
    """Remove the PDF from the working copy; submitted versions keep theirs."""
    ensure(actor, Permission.PROPOSAL_WRITE)
    with unit_of_work() as uow:
        row = access.editable(uow, actor, proposal_id, version)
        _replace(uow, row, None)
        access.touch(row, now())
        uow.commit()
        return Saved(proposal_id, row.version, row.updated_at)


def download(actor: Actor, *, proposal_id: int, attachment_id: int) -> bytes:
    """The bytes of a PDF of the proposal; raises `NotFound` for a PDF of another one."""
    ensure(actor, Permission.PROPOSAL_WRITE)
    with read_only() as session:
        found = queries.reachable(session, proposal_id=proposal_id, account_id=actor.id)
        wanted = session.get(Attachment, attachment_id) if found else None
        if wanted is None or wanted.proposal_id != proposal_id:
            raise NotFound
        return wanted.content


def _replace(uow: UnitOfWork, row: Proposal, attachment_id: int | None) -> None:
    """Set the working copy's PDF; the old one is deleted unless a submission refers to it."""
    old, row.attachment_id = row.attachment_id, attachment_id
    uow.session.flush()
    if old is not None and not queries.is_submitted(uow.session, old):
        uow.session.delete(uow.session.get_one(Attachment, old))
