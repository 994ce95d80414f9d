"""Messages that were not delivered are kept, with the time of giving up and of taking note"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BEFORE = ("pending", "sent", "failed")
STATES = (*BEFORE, "refused", "obsolete")
KINDS = ("confirm", "already_registered", "reset", "submitted", "assigned", "decided", "panel_withdrawn")


def upgrade() -> None:
    """Bring the table forward. Kinds of messages are no longer listed here: a new kind needs no migration."""
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("give_up_at", db.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("acknowledged_at", db.types.UtcDateTime(), nullable=True))
        batch_op.drop_constraint(op.f("ck_outbox_message_message_kind"), type_="check")
        batch_op.drop_constraint(op.f("ck_outbox_message_message_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_outbox_message_message_state"), _among("state", STATES))
    # What an older release gave up was emptied and cannot be sent again: there is nothing left to decide about it.
    op.execute("UPDATE outbox_message SET acknowledged_at = due_at WHERE state = 'failed'")


def downgrade() -> None:
    """Take the columns back."""
    op.execute("UPDATE outbox_message SET state = 'failed' WHERE state IN ('refused', 'obsolete')")
    op.execute(f"DELETE FROM outbox_message WHERE NOT ({_among('kind', KINDS)})")  # noqa: S608
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_outbox_message_message_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_outbox_message_message_state"), _among("state", BEFORE))
        batch_op.create_check_constraint(op.f("ck_outbox_message_message_kind"), _among("kind", KINDS))
        batch_op.drop_column("acknowledged_at")
        batch_op.drop_column("give_up_at")


def _among(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(map(repr, values))})"
