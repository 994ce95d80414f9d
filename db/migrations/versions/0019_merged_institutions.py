"""Institutions that were merged into another one"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward."""
    place = sa.ForeignKey("institution.id", name=op.f("fk_institution_merged_into_id"))
    if (
        op.get_bind().dialect.name == "sqlite"
    ):  # else the table would be rebuilt, and all rows that refer to it
        op.execute(
            "ALTER TABLE institution ADD COLUMN merged_into_id INTEGER "
            "CONSTRAINT fk_institution_merged_into_id REFERENCES institution (id)"
        )
    else:
        op.add_column("institution", sa.Column("merged_into_id", sa.Integer(), place, nullable=True))
    op.create_index(op.f("ix_institution_merged_into_id"), "institution", ["merged_into_id"])


def downgrade() -> None:
    """Take the column back."""
    op.drop_index(op.f("ix_institution_merged_into_id"), "institution")
    op.drop_column("institution", "merged_into_id")
