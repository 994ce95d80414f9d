"""Proposals as those who write them read them: nothing of a decision before the results are out."""

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
    """A person in the team, or asked to be; the first one leads and cannot be removed.

    ``own``: the reader themself, the only one who is told and states the sex. ``invited_until``: when the e-mail's link
    ends, of one who has not answered.
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
        """The same member as typed."""
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
    """One handing-in."""

    number: int
    submitted_at: datetime
    content_hash: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A whole proposal. ``unsent``: what is written differs from what was last submitted.
    ``open``: the call still takes proposals, be it in its grace.

    Once the call takes no more, text and PDF are those that were submitted, if any were: they stand.
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
    """Proof of a handing-in: ``content`` is the exact text whose SHA-256 is ``content_hash``.

    ``journal_head`` is the hash of the journal's last entry when the receipt was made: it proves what came before.
    ``cancelled`` says that the call was, and why if that was published.
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
    """The state that a writer may know of at an instant."""
    over = at >= call.ends_at or call.state in (CallState.CONCLUDED, CallState.CANCELLED)
    return seen_as(
        value,
        call_over=over,
        results_out=call.state is CallState.CONCLUDED,
        call_cancelled=call.state is CallState.CANCELLED,
    )


def draft(row: Proposal) -> ProposalDraft:
    """What is typed into the working copy."""
    return ProposalDraft(**{name: field.drafted(getattr(row, name)) for name, field in FIELDS.items()})


def members(rows: Sequence[tuple[TeamMember, Institution | None]], me: str) -> tuple[MemberView, ...]:
    """The team as the one with the address ``me`` sees it, its leader first; sex is each person's own to see."""
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
