"""Proposals in every state, and files of every kind."""

from dataclasses import replace
from io import BytesIO

from pypdf import PdfWriter

from innovation_hub.domain import fields
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposal_fields import FIELDS, WRITTEN, ProposalDraft
from innovation_hub.domain.proposals import MemberDraft, Track
from innovation_hub.services import proposals
from innovation_hub.services.calls import CallView
from innovation_hub.services.proposals import ProposalView
from innovation_hub.services.writing import SavedField
from tests.factories.accounts import a_student
from tests.factories.calls import a_call

TEXT = "Wananchi husubiri siku nyingi kupata huduma hii; tunapendekeza njia fupi kwa simu ya kawaida."


def a_full_draft(**changed) -> ProposalDraft:
    """Everything a proposal needs to be submitted."""
    draft = ProposalDraft(
        title="Foleni kwa simu katika vituo vya afya",
        track=Track.SERVICE,
        resolutions=(10,),
        **{field.name: TEXT for field in WRITTEN if field.needed},
        requested=4_500_000,
    )
    return replace(draft, **{"solution": f"{TEXT} {TEXT}"} | changed)


def a_pdf(pages: int = 1, **metadata) -> bytes:
    """A small PDF of blank pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    if metadata:
        writer.add_metadata({f"/{key}": value for key, value in metadata.items()})
    return written(writer)


def written(writer: PdfWriter) -> bytes:
    """The bytes of a PDF that is being made."""
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def a_draft(writer: Actor | None = None, call: CallView | None = None, **fields) -> ProposalView:
    """A full proposal that was not submitted; ``fields`` change its text."""
    writer, call = writer or a_student(), call or a_call()
    proposal_id = proposals.begin(writer, call_id=call.card.id)
    version = proposals.get(writer, proposal_id=proposal_id).version
    proposals.save(writer, proposal_id=proposal_id, version=version, draft=a_full_draft(**fields))
    return proposals.get(writer, proposal_id=proposal_id)


def a_submitted_proposal(writer: Actor | None = None, call: CallView | None = None, **fields) -> ProposalView:
    """A proposal that was submitted."""
    writer = writer or a_student()
    view = a_draft(writer, call, **fields)
    proposals.submit(writer, proposal_id=view.id, version=view.version)
    return proposals.get(writer, proposal_id=view.id)


def typed(writer: Actor, proposal_id: int, name: str, value, over=None) -> SavedField:
    """A field saved as the form sheet does, over what stands unless another content is given."""
    view = proposals.get(writer, proposal_id=proposal_id)
    stands = fields.typed(FIELDS[name], getattr(view.draft, name)) if over is None else over
    return proposals.save_field(
        writer, record_id=proposal_id, name=name, value=value, over=fields.version(stands)
    )


def every_change(writer, proposal_id, version):
    """Each function that changes a proposal."""
    reference = {"proposal_id": proposal_id, "version": version}
    member = MemberDraft("Juma", "juma@example.test")
    return [
        lambda: proposals.save(writer, **reference, draft=a_full_draft()),
        lambda: proposals.save_member(writer, **reference, member=member),
        lambda: proposals.remove_member(writer, **reference, member_id=1),
        lambda: proposals.attach(writer, **reference, name="a.pdf", content=a_pdf()),
        lambda: proposals.detach(writer, **reference),
        lambda: proposals.submit(writer, **reference),
        lambda: proposals.withdraw(writer, **reference),
        lambda: proposals.reopen(writer, **reference),
    ]
