"""Invitations to teams; whoever is in a team when this comes has joined it"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table forward; the check is written out, so that SQLite does not rebuild the table."""
    op.execute(
        "ALTER TABLE team_member ADD COLUMN standing VARCHAR(32) DEFAULT 'joined' NOT NULL "
        "CONSTRAINT ck_team_member_standing CHECK (standing IN ('joined', 'invited', 'declined'))"
    )
    op.add_column("team_member", sa.Column("invitation_hash", sa.String(length=64), nullable=True))
    op.add_column("team_member", sa.Column("invited_until", db.types.UtcDateTime(), nullable=True))
    op.create_index(op.f("ix_team_member_invitation_hash"), "team_member", ["invitation_hash"])


def downgrade() -> None:
    """Take the columns back, and those who had not joined: an older release would count them as members."""
    op.execute("DELETE FROM team_member WHERE standing <> 'joined'")
    op.drop_index(op.f("ix_team_member_invitation_hash"), "team_member")
    with op.batch_alter_table("team_member", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_team_member_standing"), type_="check")
        batch_op.drop_column("invited_until")
        batch_op.drop_column("invitation_hash")
        batch_op.drop_column("standing")
