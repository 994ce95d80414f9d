"""Steps over many proposals"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None
_STATES = "draft submitted withdrawn eligible ineligible shortlisted awarded declined"


def _choice(name: str, values: str) -> sa.Enum:
    return sa.Enum(*values.split(), name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "bulk_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            _choice("bulk_kind", "shortlist decline"),
            nullable=False,
        ),
        sa.Column("at", db.types.UtcDateTime(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("undone_at", db.types.UtcDateTime(), nullable=True),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_bulk_step_by")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_bulk_step_call_id")),
        sa.ForeignKeyConstraint(["undone_by"], ["account.id"], name=op.f("fk_bulk_step_undone_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_step")),
    )
    with op.batch_alter_table("bulk_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bulk_step_call_id"), ["call_id"], unique=False)

    op.create_table(
        "bulk_move",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column(
            "before",
            _choice("proposal_state", _STATES),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_bulk_move_proposal_id")),
        sa.ForeignKeyConstraint(["step_id"], ["bulk_step.id"], name=op.f("fk_bulk_move_step_id")),
        sa.PrimaryKeyConstraint("step_id", "proposal_id", name=op.f("pk_bulk_move")),
    )


def downgrade() -> None:
    """Take the tables back."""
    op.drop_table("bulk_move")
    with op.batch_alter_table("bulk_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bulk_step_call_id"))

    op.drop_table("bulk_step")
