"""Kinds of institution, after the PEFA 2022 population."""

import re
import unicodedata
from enum import StrEnum

from innovation_hub.errors import Invalid

POPULATION = 579
"""Public institutions in Tanzania (PEFA 2022): the denominator of reporting rates."""


class InstitutionKind(StrEnum):
    """Kind of institution; universities may be public or private."""

    MDA = "mda"
    REGIONAL_SECRETARIAT = "regional_secretariat"
    AGENCY = "agency"
    LOCAL_AUTHORITY = "local_authority"
    CORPORATION = "corporation"
    FUND = "fund"
    UNIVERSITY = "university"
    PRIVATE = "private"


NAME_LENGTH = 160
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{1,23}")


def clean_code(text: str) -> str:
    """The short, unique code of an institution; raises `Invalid`."""
    code = text.strip()
    if not _CODE.fullmatch(code):
        raise Invalid("institutions.refused.code", field="code")
    return code


def clean_name(text: str, *, field: str) -> str:
    """The name of an institution in one language, with spaces normalised; raises `Invalid`."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    if len(name) < 3 or not any(sign.isalpha() for sign in name):
        raise Invalid("institutions.refused.name", field=field)
    if len(name) > NAME_LENGTH:
        raise Invalid("institutions.refused.name_long", field=field, limit=NAME_LENGTH)
    return name
