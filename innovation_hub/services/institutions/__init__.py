"""Institutions: the lists people choose from, and the reference data that administrators keep."""

from db.queries.institutions import WantedInstitutions
from innovation_hub.domain.likeness import Known
from innovation_hub.services.institutions.closing import Holdings, holdings, reject_waiting, set_active
from innovation_hub.services.institutions.keeping import (
    ALL,
    Details,
    InstitutionChoice,
    Listed,
    Similar,
    add,
    choices,
    edit,
    institution,
    institutions,
    regions,
)
from innovation_hub.services.institutions.merging import merge

__all__ = [
    "ALL",
    "Details",
    "Holdings",
    "InstitutionChoice",
    "Known",
    "Listed",
    "Similar",
    "WantedInstitutions",
    "add",
    "choices",
    "edit",
    "holdings",
    "institution",
    "institutions",
    "merge",
    "regions",
    "reject_waiting",
    "set_active",
]
