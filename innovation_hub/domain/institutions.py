"""Kinds of institution, after the PEFA 2022 population."""

from enum import StrEnum

POPULATION = 579
"""Public institutions in Tanzania (PEFA 2022): the denominator of reporting rates."""


class InstitutionKind(StrEnum):
    """What an institution is; universities may be public or private."""

    MDA = "mda"
    REGIONAL_SECRETARIAT = "regional_secretariat"
    AGENCY = "agency"
    LOCAL_AUTHORITY = "local_authority"
    CORPORATION = "corporation"
    FUND = "fund"
    UNIVERSITY = "university"
    PRIVATE = "private"
