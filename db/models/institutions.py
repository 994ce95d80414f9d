"""Reference data: regions, institutions and universities, financial years."""

from datetime import date

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from db.keys import key_of
from db.types import Table, primary_key, str_enum
from innovation_hub.domain.institutions import InstitutionKind


class Region(Table, table=True):
    """One of the 31 regions; ``code`` is ISO 3166-2."""

    __tablename__ = "region"

    code: str = Field(primary_key=True, max_length=8)
    name_sw: str
    name_en: str
    zone: str
    zanzibar: bool


class FinancialYear(Table, table=True):
    """1 July to 30 June; ``label`` is written ``2025/26``."""

    __tablename__ = "financial_year"
    __table_args__ = (CheckConstraint("ends_on > starts_on", name="order"),)

    label: str = Field(primary_key=True, max_length=7)
    starts_on: date
    ends_on: date


class Institution(Table, table=True):
    """A public institution, a university or a private partner. ``code`` is short and unique, whatever its case.

    A merged institution is out of use and refers to its successor, which has all its records.
    """

    __tablename__ = "institution"

    id: int | None = primary_key()
    code: str = Field(unique=True, max_length=24)
    name_sw: str
    name_en: str
    kind: InstitutionKind = Field(sa_type=str_enum(InstitutionKind), index=True)
    public: bool = True
    region_code: str | None = Field(default=None, foreign_key="region.code", index=True)
    active: bool = True
    demo: bool = False
    merged_into_id: int | None = Field(default=None, foreign_key="institution.id", index=True)
    code_key: str = key_of("code", unique=True)
    sw_key: str = key_of("name_sw")
    en_key: str = key_of("name_en")


class Enrolment(Table, table=True):
    """Enrolled ICT students of a university in a financial year, where known (10.1)."""

    __tablename__ = "enrolment"
    __table_args__ = (CheckConstraint("ict_students >= 0", name="students"),)

    institution_id: int = Field(primary_key=True, foreign_key="institution.id")
    financial_year: str = Field(primary_key=True, foreign_key="financial_year.label")
    ict_students: int
    source: str
    demo: bool = False
