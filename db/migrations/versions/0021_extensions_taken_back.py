"""The deadline before a call was extended, so that an extension can be taken back"""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

INSTANT = {"sqlite": "DATETIME", "postgresql": "TIMESTAMP WITHOUT TIME ZONE"}


def upgrade() -> None:
    """Bring the table forward; written out, so that SQLite adds the rule without rebuilding the table."""
    kind = INSTANT[op.get_bind().dialect.name]
    rule = "CONSTRAINT ck_call_extended CHECK (extended_from < closes_at)"
    op.execute(f'ALTER TABLE "call" ADD COLUMN extended_from {kind} {rule}')
    op.execute(f'ALTER TABLE "call" ADD COLUMN extended_at {kind}')


def downgrade() -> None:
    """Take the columns back."""
    op.drop_column("call", "extended_at")
    op.drop_column("call", "extended_from")
