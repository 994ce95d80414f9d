"""The twelve resolutions, and the definitions of the indicators of 4, 10 and 11."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from db.types import Table


class Resolution(Table, table=True):
    """A resolution of February 2023: the Swahili text as passed, and our English translation."""

    __tablename__ = "resolution"
    __table_args__ = (CheckConstraint("number BETWEEN 1 AND 12", name="number"),)

    number: int = Field(primary_key=True)
    title_sw: str
    title_en: str
    text_sw: str
    text_en: str
    followed: bool = False


class IndicatorDefinition(Table, table=True):
    """What an indicator measures, in both languages, with its unit and source."""

    __tablename__ = "indicator_definition"

    code: str = Field(primary_key=True, max_length=8)
    resolution: int = Field(foreign_key="resolution.number", index=True)
    name_sw: str
    name_en: str
    definition_sw: str
    definition_en: str
    unit: str = Field(max_length=16)
    source: str = ""


class IndicatorBaseline(Table, table=True):
    """A published figure from elsewhere, with its source; shown as context, never added to the hub's figures."""

    __tablename__ = "indicator_baseline"

    code: str = Field(primary_key=True, foreign_key="indicator_definition.code")
    year: int = Field(primary_key=True)
    label_sw: str = Field(primary_key=True)
    label_en: str
    value: float
    source: str
