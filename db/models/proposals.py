"""Proposals: the working copy, submissions, the team and the PDF."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from db.keys import key_of
from db.types import Table, instant, instant_or_none, primary_key, shillings, str_enum
from innovation_hub.domain.accounts import Sex, StudyLevel
from innovation_hub.domain.money import Money
from innovation_hub.domain.proposals import ProposalState, Standing, Track

_LISTED = ("code", "state", "track", "language", "institution_id")


class Proposal(Table, table=True):
    """The working copy. ``code`` is set at the first submission; ``version`` detects concurrent edits.

    ``submission_id`` is the last submission; its instant and title are copied here for lists, which sort by them and
    search in them (`db.commands.proposals`).
    """

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("trl IS NULL OR trl BETWEEN 1 AND 9", name="trl"),
        CheckConstraint("requested >= 0", name="requested"),
        # A covering index for the counts of indicators 10.2 and 10.4, so that the long rows are not read.
        Index("ix_proposal_counts", "call_id", "state", "was_shortlisted", "institution_id"),
        # One for each order of the lists of a call's proposals, with all that they filter by and search in.
        Index("ix_proposal_by_code", "call_id", *_LISTED, "requested", "submitted_key", "id"),
        Index("ix_proposal_by_title", "call_id", "submitted_key", *_LISTED, "requested", "id"),
        Index("ix_proposal_by_date", "call_id", "submitted_at", *_LISTED, "requested", "submitted_key", "id"),
        Index("ix_proposal_by_amount", "call_id", "requested", *_LISTED, "submitted_key", "id"),
    )

    id: int | None = primary_key()
    call_id: int = Field(foreign_key="call.id", index=True)
    owner_id: int = Field(foreign_key="account.id", index=True)
    institution_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    for_institution: bool = False
    code: str | None = Field(default=None, unique=True, max_length=40)
    state: ProposalState = Field(default=ProposalState.DRAFT, sa_type=str_enum(ProposalState))
    title: str = ""  # a draft may hold a longer one than can be submitted
    track: Track = Field(default=Track.SOFTWARE, sa_type=str_enum(Track))
    language: str = Field(default="sw", max_length=2)
    resolutions: list[int] = Field(default_factory=list, sa_type=JSON)
    summary: str = ""
    problem: str = ""
    solution: str = ""
    users: str = ""
    sustainability: str = ""
    hosting: str = ""
    difference: str = Field(default="", sa_column_kwargs={"server_default": ""})
    trl: int | None = None
    requested: Money = shillings(0)
    consent_to_name: bool = False
    steering_committee: bool = False
    attachment_id: int | None = Field(default=None, foreign_key="attachment.id")
    submission_id: int | None = None
    was_shortlisted: bool = False
    version: int = 1
    created_at: datetime = instant()
    updated_at: datetime = instant()
    demo: bool = False
    title_key: str = key_of("title", index=False)
    submitted_at: datetime | None = instant_or_none()
    submitted_title: str = Field(default="", sa_column_kwargs={"server_default": ""})
    submitted_key: str = key_of("submitted_title", index=False)


class TeamMember(Table, table=True):
    """A member of the team; the first one is the owner. Students are counted by e-mail (10.1).

    ``submitted``: set from the first submission with this member on; without it no figure counts them.
    ``submitted_place`` is the member's position in the team of the last submission, from 0, whatever the address is
    now; None when not in it. ``standing``: only who has joined is a member; ``invitation_hash`` is that of the secret
    in the invitation's e-mail, valid until ``invited_until``.
    """

    __tablename__ = "team_member"
    __table_args__ = (
        UniqueConstraint("proposal_id", "email"),
        CheckConstraint("email = lower(email)", name="email_lower"),
    )

    id: int | None = primary_key()
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    position: int
    name: str = Field(max_length=120)
    email: str = Field(max_length=254, index=True)
    institution_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    student: bool = True
    sex: Sex = Field(default=Sex.UNSAID, sa_type=str_enum(Sex))
    study_level: StudyLevel = Field(default=StudyLevel.NONE, sa_type=str_enum(StudyLevel))
    submitted: bool = False
    submitted_place: int | None = None
    standing: Standing = Field(
        default=Standing.JOINED, sa_type=str_enum(Standing), sa_column_kwargs={"server_default": "joined"}
    )
    invitation_hash: str | None = Field(default=None, max_length=64, index=True)
    invited_until: datetime | None = instant_or_none()


class Submission(Table, table=True):
    """A submitted version; never changed. ``content`` is what the hash is computed from.

    ``request_key`` identifies the request, so that the same request, sent again, makes no second submission.
    """

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("proposal_id", "number"),
        Index("uq_submission_request_key", "proposal_id", "request_key", unique=True),
    )

    id: int | None = primary_key()
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    number: int
    submitted_at: datetime = instant(index=True)
    submitted_by: int = Field(foreign_key="account.id")
    content: dict[str, Any] = Field(sa_type=JSON)
    content_hash: str = Field(max_length=64)
    title_key: str = key_of("content", parts=lambda content: (content["blind"]["title"],), index=False)
    attachment_id: int | None = Field(default=None, foreign_key="attachment.id")
    request_key: str | None = Field(default=None, max_length=64)


class Attachment(Table, table=True):
    """A PDF, stored in the database so that backups and replicas include it."""

    __tablename__ = "attachment"
    __table_args__ = (CheckConstraint("size > 0", name="size"),)

    id: int | None = primary_key()
    proposal_id: int = Field(index=True)
    name: str = Field(max_length=200)
    size: int
    pages: int
    sha256: str = Field(max_length=64)
    content: bytes = Field(sa_type=LargeBinary)
    uploaded_at: datetime = instant()
    uploaded_by: int = Field(foreign_key="account.id")


class ScreeningNote(Table, table=True):
    """The reason why a proposal was ruled out or admitted, and by whom; the proposer sees the last one."""

    __tablename__ = "screening_note"

    id: int | None = primary_key()
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    at: datetime = instant()
    by: int = Field(foreign_key="account.id")
    eligible: bool
    reason: str = ""
