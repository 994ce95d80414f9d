"""Views of proposals for their writers, without decisions before the results are published."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.models.calls import Call
from db.models.institutions import Institution
from db.models.proposals import Proposal, TeamMember
from db.primary_key import pk
from innovation_hub.domain.accounts import Sex, StudyLevel
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.money import Money
from innovation_hub.domain.proposal_fields import FIELDS, ProposalDraft
from innovation_hub.domain.proposals import MemberDraft, ProposalState, SeenState, Standing, seen_as
from innovation_hub.services.calls import views as calls
from innovation_hub.services.calls.views import CallCard


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal in its writers' list."""

    id: int
    code: str | None
    title: str
    state: SeenState
    leads: bool
    updated_at: datetime
    call: CallCard


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member of the team or an invited person; the first one leads and cannot be removed.

    ``own``: this is the reader, who alone sees and states the sex. ``invited_until``: when the link of an open
    invitation ends.
    """

    id: int
    name: str
    email: str
    leads: bool
    institution_id: int | None
    institution_sw: str
    institution_en: str
    student: bool
    sex: Sex
    study_level: StudyLevel
    standing: Standing = Standing.JOINED
    invited_until: datetime | None = None
    own: bool = False

    @property
    def draft(self) -> MemberDraft:
        """The member as an editable draft."""
        return MemberDraft(
            self.name, self.email, self.institution_id, self.student, self.sex, self.study_level
        )


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A PDF without its bytes; size in bytes."""

    id: int
    name: str
    size: int
    pages: int
    sha256: str
    uploaded_at: datetime


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """One submission."""

    number: int
    submitted_at: datetime
    content_hash: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A whole proposal. ``unsent``: the working copy differs from the last submission.
    ``open``: the call takes proposals, its grace included.

    Once it is not, text and PDF are those of the last submission, if there is one.
    """

    id: int
    code: str | None
    state: SeenState
    call: CallCard
    draft: ProposalDraft
    members: tuple[MemberView, ...]
    attachment: AttachmentView | None
    submissions: tuple[SubmissionView, ...]
    leads: bool
    for_institution: bool
    unsent: bool
    reason: str
    awarded: Money
    version: int
    updated_at: datetime
    open: bool

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The names of those who were invited and have not answered."""
        return tuple(member.name for member in self.members if member.standing is Standing.INVITED)

    @property
    def editable(self) -> bool:
        """Whether the text may still be changed."""
        return self.open and self.state in (SeenState.DRAFT, SeenState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of a submission: ``content`` is the exact text whose SHA-256 is ``content_hash``.

    ``journal_head`` is the hash of the journal's last entry when the receipt was made; it proves all earlier entries.

    ``cancelled``: the call was cancelled, with the reason if that was published.
    """

    code: str
    number: int
    submitted_at: datetime
    submitted_by: str
    title: str
    call_title_sw: str
    call_title_en: str
    closes_at: datetime
    grace_minutes: int
    content_hash: str
    content: str
    attachment: AttachmentView | None
    journal_head: str
    cancelled: bool = False
    cancel_reason: str = ""


def card(row: Proposal, call: Call, account_id: int, at: datetime) -> ProposalCard:
    """The card of a proposal for one of its writers at an instant."""
    return ProposalCard(
        id=pk(row),
        code=row.code,
        title=row.title,
        state=state(row.state, call, at),
        leads=row.owner_id == account_id,
        updated_at=row.updated_at,
        call=calls.card(call, at),
    )


def state(value: ProposalState, call: Call, at: datetime) -> SeenState:
    """The state that a writer may see at an instant."""
    over = at >= call.ends_at or call.state in (CallState.CONCLUDED, CallState.CANCELLED)
    return seen_as(
        value,
        call_over=over,
        results_out=call.state is CallState.CONCLUDED,
        call_cancelled=call.state is CallState.CANCELLED,
    )


def draft(row: Proposal) -> ProposalDraft:
    """The draft of the working copy."""
    return ProposalDraft(**{name: field.drafted(getattr(row, name)) for name, field in FIELDS.items()})


def members(rows: Sequence[tuple[TeamMember, Institution | None]], me: str) -> tuple[MemberView, ...]:
    """The team for the reader with the address ``me``, its leader first; sex is shown in the reader's own row alone."""
    return tuple(
        MemberView(
            id=pk(row),
            name=row.name,
            email=row.email,
            leads=row.position == 0,
            institution_id=row.institution_id,
            institution_sw=institution.name_sw if institution else "",
            institution_en=institution.name_en if institution else "",
            student=row.student,
            sex=row.sex if row.email == me else Sex.UNSAID,
            study_level=row.study_level,
            standing=row.standing,
            invited_until=row.invited_until,
            own=row.email == me,
        )
        for row, institution in rows
    )
