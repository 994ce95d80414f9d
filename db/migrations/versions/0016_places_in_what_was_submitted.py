"""Where a member stands in what was submitted"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database forward; rows of before are found by their address until they are submitted again."""
    op.add_column("team_member", sa.Column("submitted_place", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take the column back."""
    op.drop_column("team_member", "submitted_place")
