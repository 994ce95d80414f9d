"""Jobs: long work in the background, with progress and result"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('waiting', 'running')")
STATES = ("waiting", "running", "done", "failed", "cancelled")


def upgrade() -> None:
    """Create the table with its indexes; a subject has one open job at a time."""
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column(
            "state",
            sa.Enum(*STATES, name="job_state", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("subject_type", sa.String(32), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(64), nullable=False),
        sa.Column("progress_done", sa.Integer(), nullable=False),
        sa.Column("progress_total", sa.Integer(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("error_key", sa.String(64), nullable=False),
        sa.Column("error_params", sa.JSON(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("cancel_asked", sa.Boolean(), nullable=False),
        sa.Column("claimed_until", sa.DateTime(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=True),
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("progress_done >= 0 AND progress_total >= 0", name=op.f("ck_job_progress")),
        sa.CheckConstraint("(state = 'running') = (claimed_until IS NOT NULL)", name=op.f("ck_job_claim")),
        sa.CheckConstraint("(subject_type IS NULL) = (subject_id IS NULL)", name=op.f("ck_job_subject")),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_job_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index(op.f("ix_job_owner_id"), "job", ["owner_id"])
    op.create_index(op.f("ix_job_ended_at"), "job", ["ended_at"])
    op.create_index("ix_job_open", "job", ["id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.create_index(
        "uq_job_open_subject",
        "job",
        ["subject_type", "subject_id"],
        unique=True,
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("job")
