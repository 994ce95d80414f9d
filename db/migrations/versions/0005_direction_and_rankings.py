"""The direction of a call's scale, and rankings that were kept"""

import sqlalchemy as sa
from alembic import op

import db.types
from db.triggers import append_only_ddl, drop_append_only_ddl

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

DIRECTIONS = "score_best IN ('highest', 'lowest')"


def upgrade() -> None:
    """Bring the tables forward."""
    if op.get_bind().dialect.name == "sqlite":
        # Rebuilding the table would delete its children, so the column is put in as it is.
        op.execute(
            "ALTER TABLE call ADD COLUMN score_best VARCHAR(32) NOT NULL DEFAULT 'highest' "
            f"CONSTRAINT ck_call_direction CHECK ({DIRECTIONS})"
        )
    else:
        op.add_column(
            "call", sa.Column("score_best", sa.String(32), server_default="highest", nullable=False)
        )
        op.create_check_constraint(op.f("ck_call_direction"), "call", DIRECTIONS)
    op.create_table(
        "ranking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("occasion", _enum("occasion", "kept", "shortlist", "published"), nullable=False),
        sa.Column("model", _enum("model", "mean", "zscore", "linear", "rasch"), nullable=False),
        sa.Column("method", sa.String(length=60), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("top", sa.Integer(), nullable=False),
        sa.Column("scores", sa.Integer(), nullable=False),
        sa.Column("proposals", sa.Integer(), nullable=False),
        sa.Column("judges", sa.Integer(), nullable=False),
        sa.Column("input_hash", sa.String(length=64), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("result_hash", sa.String(length=64), nullable=False),
        sa.Column("at", db.types.UtcDateTime(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.CheckConstraint("scores >= 1", name=op.f("ck_ranking_scores")),
        sa.CheckConstraint("top >= 1", name=op.f("ck_ranking_top")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_ranking_by")),
        sa.ForeignKeyConstraint(["call_id"], ["call.id"], name=op.f("fk_ranking_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking")),
    )
    with op.batch_alter_table("ranking", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_ranking_call_id"), ["call_id"], unique=False)
    for statement in append_only_ddl(op.get_bind().dialect.name, ["ranking"]):
        op.execute(statement)


def downgrade() -> None:
    """Take the tables back."""
    dialect = op.get_bind().dialect.name
    for statement in drop_append_only_ddl(dialect, ["ranking"]):
        op.execute(statement)
    op.drop_table("ranking")
    if dialect == "sqlite":
        op.execute("ALTER TABLE call DROP COLUMN score_best")
    else:
        op.drop_column("call", "score_best")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)
