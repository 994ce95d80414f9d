"""Calls being written may hold longer titles and names of criteria than can be published"""

import sqlmodel
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WIDENED = {"call": ("title_sw", "title_en"), "criterion": ("name_sw", "name_en")}


def upgrade() -> None:
    """Bring the tables forward."""
    for table, columns in WIDENED.items():
        for column in columns:
            if op.get_bind().dialect.name == "sqlite":
                _anew(table, column)
            else:
                op.alter_column(table, column, type_=sqlmodel.sql.sqltypes.AutoString())


def _anew(table: str, column: str) -> None:
    # Rebuilding the table would delete its children; SQLite cannot widen a column, but take it out.
    op.execute(f"ALTER TABLE {table} RENAME COLUMN {column} TO {column}_short")
    op.execute(f"ALTER TABLE {table} ADD COLUMN {column} VARCHAR NOT NULL DEFAULT ''")
    op.execute(f"UPDATE {table} SET {column} = {column}_short")  # noqa: S608  (names from above)
    op.execute(f"ALTER TABLE {table} DROP COLUMN {column}_short")


def downgrade() -> None:
    """Nothing to take back: a wide column holds what a narrow one did."""
