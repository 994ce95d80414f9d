"""Drafts may hold a longer title than can be submitted"""

import sqlmodel
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables forward."""
    if op.get_bind().dialect.name != "sqlite":
        op.alter_column("proposal", "title", type_=sqlmodel.sql.sqltypes.AutoString())
        return
    # Rebuilding the table would delete its children; SQLite cannot widen a column, but take it out.
    op.execute("ALTER TABLE proposal RENAME COLUMN title TO title_140")
    op.execute("ALTER TABLE proposal ADD COLUMN title VARCHAR NOT NULL DEFAULT ''")
    op.execute("UPDATE proposal SET title = title_140")
    op.execute("ALTER TABLE proposal DROP COLUMN title_140")
