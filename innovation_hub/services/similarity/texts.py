"""The texts that are compared: title and sections of a proposal, names and purposes of a system."""

from collections.abc import Mapping
from typing import Any

from db.models.systems import RegisteredSystem
from innovation_hub.domain.proposal_fields import FIELDS, ProposalDraft
from innovation_hub.domain.systems import SystemDraft
from innovation_hub.methods.similarity import Terms, content_terms

_PARTED = "\n\n"
_COMPARED = tuple(name for name, field in FIELDS.items() if field.compared)


def of_content(content: Mapping[str, Any]) -> str:
    """The text of a submitted content."""
    blind = content["blind"]
    return _PARTED.join(str(blind.get(name, "")) for name in _COMPARED)


def of_draft(draft: ProposalDraft) -> str:
    """The text of a draft."""
    return _PARTED.join(str(getattr(draft, name)) for name in _COMPARED)


def of_system(system: SystemDraft | RegisteredSystem) -> str:
    """The text of a system, in both languages."""
    parts = (system.name_sw, system.purpose_sw, system.name_en, system.purpose_en)
    return _PARTED.join(part for part in parts if part)


def index_terms(text: str) -> frozenset[str]:
    """The terms that a text is indexed by."""
    return content_terms(Terms(text).tokens)
