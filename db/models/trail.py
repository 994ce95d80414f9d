"""The security trail: failed sign-ins, refusals, resets, changes of roles; counted by the hour, deleted in time."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from db.types import Table, instant, primary_key, str_enum
from innovation_hub.domain.trail import TrailEvent


class TrailEntry(Table, table=True):
    """How often an event happened to an account, from a client, within an hour; ``account_id`` 0 is an unknown account.

    Without a foreign key, so that entries lock and keep no account. ``client`` is the network address of the browser.
    """

    __tablename__ = "trail_entry"
    __table_args__ = (
        UniqueConstraint("hour", "event", "account_id", "client", name="uq_trail_entry_hour"),
        Index("ix_trail_entry_last_at", "last_at", "id"),
    )

    id: int | None = primary_key()
    hour: datetime = instant()
    event: TrailEvent = Field(sa_type=str_enum(TrailEvent, checked=False))
    account_id: int = 0
    client: str = Field(default="", max_length=45)
    count: int = 0
    last_at: datetime = instant()
