"""Pages of PDFs that judges may see"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "cleared_page",
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("covers", sa.JSON(), nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=False),
        sa.Column("at", db.types.UtcDateTime(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_cleared_page_number")),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_cleared_page_attachment_id")
        ),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_cleared_page_by")),
        sa.PrimaryKeyConstraint("attachment_id", "number", name=op.f("pk_cleared_page")),
    )


def downgrade() -> None:
    """Take the tables back."""
    op.drop_table("cleared_page")
