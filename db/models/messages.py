"""The outbox: messages to be sent, inserted in the transaction that caused them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field

from db.types import Table, instant, instant_or_none, primary_key, str_enum
from innovation_hub.domain.messages import MessageState


class OutboxMessage(Table, table=True):
    """A message in its reader's language; its ``kind`` is one of `domain.notices`, as `mail.enqueue` checks.

    ``due_at`` is when it is to be sent: postponed while a process has claimed it and after each failed try; after the
    end, the instant of it. ``acknowledged_at``: an administrator acknowledged that it will not arrive.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (Index("ix_outbox_message_due", "state", "due_at"),)

    id: int | None = primary_key()
    kind: str = Field(max_length=32)
    to_address: str = Field(max_length=254)
    language: str = Field(max_length=2)
    params: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    state: MessageState = Field(default=MessageState.PENDING, sa_type=str_enum(MessageState))
    tries: int = 0
    created_at: datetime = instant()
    due_at: datetime = instant()
    give_up_at: datetime | None = instant_or_none()
    sent_at: datetime | None = instant_or_none()
    acknowledged_at: datetime | None = instant_or_none()
    last_error: str = Field(default="", max_length=300)
