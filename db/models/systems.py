"""The register of existing government systems, with which new proposals are compared."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from db.keys import key_of
from db.types import Table, instant, primary_key, str_enum
from innovation_hub.domain.systems import SystemStatus


class RegisteredSystem(Table, table=True):
    """A system. ``key`` is its owner and name in lower case, by which an import finds it."""

    __tablename__ = "registered_system"
    __table_args__ = (
        CheckConstraint("name_sw <> '' OR name_en <> ''", name="name"),
        CheckConstraint("year IS NULL OR year BETWEEN 1960 AND 2100", name="year"),
    )

    id: int | None = primary_key()
    key: str = Field(unique=True, max_length=400)
    name_sw: str = Field(default="", max_length=160)
    name_en: str = Field(default="", max_length=160)
    owner: str = Field(max_length=160)
    purpose_sw: str = ""
    purpose_en: str = ""
    url: str = Field(default="", max_length=300)
    year: int | None = None
    status: SystemStatus = Field(default=SystemStatus.IN_USE, sa_type=str_enum(SystemStatus))
    demo: bool = False
    updated_at: datetime = instant()
    search_key: str = key_of("name_en", "name_sw", "owner", parts=lambda en, sw, owner: (en or sw, sw, owner))
