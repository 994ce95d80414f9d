"""Links that confirm a new e-mail address"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the table forward. Purposes of links are no longer listed here: a new one needs no migration."""
    with op.batch_alter_table("email_token", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(length=254), nullable=True))
        batch_op.drop_constraint(op.f("ck_email_token_token_purpose"), type_="check")


def downgrade() -> None:
    """Take the column back, and the links that an older release does not know."""
    op.execute("DELETE FROM email_token WHERE purpose NOT IN ('confirm', 'reset')")
    with op.batch_alter_table("email_token", schema=None) as batch_op:
        batch_op.create_check_constraint(
            op.f("ck_email_token_token_purpose"), "purpose IN ('confirm', 'reset')"
        )
        batch_op.drop_column("address")
