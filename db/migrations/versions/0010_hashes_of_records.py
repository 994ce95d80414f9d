"""The hashes of records, carried by the journal's entries"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward; `innovation-hub migrate` then writes the hashes of what is there already."""
    op.add_column("journal_entry", sa.Column("records", sa.JSON(), nullable=True))


def downgrade() -> None:
    """Take the tables back."""
    op.drop_column("journal_entry", "records")
