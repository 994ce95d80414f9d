"""Kinds of records whose hashes the journal holds, with their tables and columns.

A kind that is also a subject of the journal has the subject's name. A column added later is named in ``later``
with the value that its migration set in existing rows: that value does not change a hash. Personal data
that can be erased, and drafts, are left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, exists, inspect
from sqlmodel import SQLModel, col

from db.models.accounts import Account, AccountRole
from db.models.budgets import BudgetLine, Movement, Posting
from db.models.calls import Call, CallJudge, Criterion
from db.models.covering import ClearedPage, Passage
from db.models.devices import Device, DeviceReading, ReadingRecord
from db.models.funding import FundingChoice, FundingPlan
from db.models.institutions import Institution
from db.models.judging import Assignment, ConflictOfInterest, Declaration, Review, Score
from db.models.panels import PanelRound, PanelSeat
from db.models.proposals import Attachment, Proposal, ScreeningNote, Submission
from db.models.ranking import KeptRanking
from db.models.results import Decision
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.panels import RoundState


@dataclass(frozen=True)
class Part:
    """Rows of another table that belong to a record; ``key`` gives the record's id, through ``via`` where need be."""

    model: type[SQLModel]
    columns: str
    key: Any
    via: tuple[type[SQLModel], ColumnElement[bool]] | None = None
    where: ColumnElement[bool] | None = None
    later: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordKind:
    """A kind of record: its root table, whose ``id`` identifies it, and its parts. ``where`` excludes drafts."""

    name: str
    model: type[SQLModel]
    columns: str
    parts: tuple[Part, ...] = ()
    where: ColumnElement[bool] | None = None
    later: Mapping[str, Any] = field(default_factory=dict)


def table_of(model: type[SQLModel]) -> Table:
    """The table of a model."""
    return cast(Table, inspect(model).local_table)


_SUBMITTED = col(Review.submitted_at).is_not(None)
_REVIEW = "submitted_at total comment confidential_note"
_LINE = "fund_source sub_vote project objective cost_centre target activity gfs_code"
_MOVED = "reference note reverses_id recorded_at recorded_by decided_at decided_by decision_note"
_CALL = "code state title_sw title_en text_sw text_en audience resolutions opens_at closes_at prize_pool"
_SCALE = "judges_per_proposal score_min score_max score_best published_at concluded_at grace_minutes"
_LATER = "extended_from extended_at cancel_reason"
_PLAN = "call_id name rules method seed draws input_hash budget cost value gap funded women_led walk_cost walk_value"
_ROUND = "call_id number kind state top wanted findings built_at built_by frozen_at frozen_by"

KINDS = (
    RecordKind(
        "account",
        Account,
        "kind state institution_id",
        (Part(AccountRole, "role granted_at granted_by", col(AccountRole.account_id)),),
    ),
    RecordKind(
        "institution",
        Institution,
        "code name_sw name_en kind public region_code active merged_into_id",
        later={"merged_into_id": None},
    ),
    RecordKind(
        "call",
        Call,
        f"{_CALL} {_SCALE} {_LATER}",
        (
            Part(Criterion, "id position name_sw name_en weight anchors", col(Criterion.call_id)),
            Part(CallJudge, "account_id capacity", col(CallJudge.call_id)),
        ),
        where=col(Call.state) != CallState.DRAFT,
        later={"grace_minutes": 0, "extended_from": None, "extended_at": None, "cancel_reason": ""},
    ),
    RecordKind(
        "proposal",
        Proposal,
        "call_id owner_id institution_id for_institution code state submission_id was_shortlisted",
        where=col(Proposal.code).is_not(None),
    ),
    RecordKind(
        "submission", Submission, "proposal_id number submitted_at submitted_by content_hash attachment_id"
    ),
    RecordKind("screening_note", ScreeningNote, "proposal_id at by eligible reason"),
    RecordKind("passage", Passage, "proposal_id covered at by"),
    RecordKind(
        "cleared_file",
        Attachment,
        "proposal_id sha256",
        (Part(ClearedPage, "number covers at by", col(ClearedPage.attachment_id)),),
        where=exists().where(col(ClearedPage.attachment_id) == col(Attachment.id)),
    ),
    RecordKind("declaration", Declaration, "account_id call_id text_version signed_at"),
    RecordKind("conflict_of_interest", ConflictOfInterest, "account_id proposal_id kind note at"),
    RecordKind(
        "assignment",
        Assignment,
        "call_id proposal_id account_id state assigned_at answered_at unable_reason",
        (
            Part(Review, _REVIEW, col(Review.assignment_id), where=_SUBMITTED),
            Part(
                Score,
                "criterion_id value",
                col(Review.assignment_id),
                via=(Review, col(Review.id) == col(Score.review_id)),
                where=_SUBMITTED,
            ),
        ),
    ),
    RecordKind("decision", Decision, "proposal_id awarded amount reason decided_at decided_by superseded_at"),
    RecordKind(
        "budget_line",
        BudgetLine,
        f"institution_id financial_year category nature fund description {_LINE} reported created_at created_by",
    ),
    RecordKind(
        "movement",
        Movement,
        f"line_id institution_id kind state amount happened_on {_MOVED}",
        (Part(Posting, "account amount", col(Posting.movement_id)),),
    ),
    RecordKind(
        "device",
        Device,
        "institution_id name purpose created_at created_by",
        (
            Part(
                DeviceReading,
                "financial_year trl evidence recorded_at recorded_by",
                col(DeviceReading.device_id),
            ),
        ),
    ),
    RecordKind(
        "reading_record", ReadingRecord, "device_id financial_year trl evidence recorded_at recorded_by"
    ),
    RecordKind(
        "panel_round",
        PanelRound,
        _ROUND,
        (Part(PanelSeat, "proposal_id account_id by_hand p_top se gain", col(PanelSeat.round_id)),),
        where=col(PanelRound.state) != RoundState.DRAFT,
    ),
    RecordKind(
        "funding_plan",
        FundingPlan,
        f"{_PLAN} walk_funded walk_broken created_at created_by decided_at decided_by decided_how reason",
        (
            Part(
                FundingChoice,
                "proposal_id place level amount score chance walked in_walk",
                col(FundingChoice.plan_id),
            ),
        ),
    ),
    RecordKind(
        "ranking",
        KeptRanking,
        "call_id occasion model method seed top scores proposals judges input_hash result_hash at by",
    ),
)
_PASSING = "passes by itself, and decides nothing"
_DERIVED = "follows from records that are vouched for, and is compared with them"
_REFERENCE = "comes with the release or from a file, and can be loaded again"
_UNDOING = "tells only what a step can be undone to; every decision of it stands in the chain by itself"
ASIDE: Mapping[str, str] = {
    "journal_entry": "is the chain itself",
    "noted_day": "is held elsewhere too, by those the hash was sent to",
    "session": _PASSING,
    "known_browser": _PASSING,
    "email_token": _PASSING,
    "role_request": _PASSING,
    "role_digest": _PASSING,
    "failed_try": _PASSING,
    "job": "progress of work in the background; what the work changes has its own entries",
    "outbox_message": "holds names and addresses, and is emptied once it was sent",
    "trail_entry": "counts attempts, holds addresses of browsers, and is deleted after a while",
    "judge_field": "is what judges say of themselves, and may change at any time",
    "team_member": "is personal and can be erased; as submitted it stands in the submission's content",
    "attachment": "is a draft until it is submitted; its hash then stands in the submission's content",
    "bulk_step": _UNDOING,
    "bulk_move": _UNDOING,
    "balance": _DERIVED,
    "budget_total": _DERIVED,
    "national_total": _DERIVED,
    "reporting_total": _DERIVED,
    "similar_text": _DERIVED,
    "similar_term": _DERIVED,
    "region": _REFERENCE,
    "financial_year": _REFERENCE,
    "enrolment": _REFERENCE,
    "resolution": _REFERENCE,
    "indicator_definition": _REFERENCE,
    "indicator_baseline": _REFERENCE,
    "registered_system": _REFERENCE,
}
"""Tables without hashes in the journal, each with the reason."""
BY_NAME = {kind.name: kind for kind in KINDS}
