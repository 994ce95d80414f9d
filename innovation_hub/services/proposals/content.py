"""The content of a submission: a snapshot in two parts, its canonical text and its hash."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlmodel import Session

from db.models.institutions import Institution
from db.models.proposals import Proposal, TeamMember
from innovation_hub.domain.canonical import canonical, sha256
from innovation_hub.domain.proposal_field import SnapshotPart
from innovation_hub.domain.proposal_fields import FIELDS, ProposalDraft
from innovation_hub.domain.proposals import CONTENT_SCHEMA, Standing

Team = Sequence[tuple[TeamMember, Institution | None]]


def named(team: Team) -> Team:
    """The members that a submission names: those who joined or have not answered yet."""
    return [(member, place) for member, place in team if member.standing is not Standing.DECLINED]


def content(session: Session, row: Proposal, team: Team, pdf: Row[Any] | None) -> dict[str, Any]:
    """The snapshot of the proposal's present rows; see `innovation_hub.domain.proposals` for the keys."""
    home = session.get(Institution, row.institution_id) if row.institution_id else None
    return {
        "schema": CONTENT_SCHEMA,
        "blind": {
            "title": row.title,
            "track": row.track.value,
            "language": row.language,
            **_written(row, SnapshotPart.BLIND),
            "attachment": {"sha256": pdf.sha256, "size": pdf.size, "pages": pdf.pages} if pdf else None,
        },
        "identity": {
            "for_institution": row.for_institution,
            **_written(row, SnapshotPart.IDENTITY),
            "institution": home.code if home else None,
            "attachment_name": pdf.name if pdf else None,
            "team": [
                {
                    "name": member.name,
                    "email": member.email,
                    "institution": place.code if place else None,
                    "student": member.student,
                    "study_level": member.study_level.value,
                }
                for member, place in named(team)
            ],
        },
        **_written(row, SnapshotPart.ASIDE),
    }


def draft_of(content: dict[str, Any]) -> ProposalDraft:
    """The draft of a submitted content; fields that did not exist then are empty."""
    parts = {
        SnapshotPart.BLIND: content["blind"],
        SnapshotPart.IDENTITY: content["identity"],
        SnapshotPart.ASIDE: content,
    }
    typed = {
        name: field.drafted(parts[field.part][name])
        for name, field in FIELDS.items()
        if name in parts[field.part]
    }
    return ProposalDraft(**typed)


def _written(row: Proposal, part: SnapshotPart) -> dict[str, Any]:
    """The fields of a part as JSON; fields added in later releases only when they are filled."""
    values = {field: field.plain(getattr(row, name)) for name, field in FIELDS.items() if field.part is part}
    return {
        field.name: value
        for field, value in values.items()
        if field.original or value != field.plain(field.default)
    }


def hash_of(value: dict[str, Any]) -> str:
    """SHA-256 of the canonical text in UTF-8."""
    return sha256(canonical(value))
