"""The member of a team who was submitted with a proposal has a column that says so in the field's word"""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Rename the column; both databases keep its rows as they are."""
    op.execute("ALTER TABLE team_member RENAME COLUMN handed_in TO submitted")


def downgrade() -> None:
    """Rename it back."""
    op.execute("ALTER TABLE team_member RENAME COLUMN submitted TO handed_in")
