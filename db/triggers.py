"""Append-only tables: the database itself refuses to change or delete their rows."""

from collections.abc import Sequence

AT_FIRST = ("journal_entry", "posting", "submission")
"""Those of the first migration, which asks for no others."""
APPEND_ONLY = (*AT_FIRST, "ranking")
_FUNCTION = "refuse_change()"


def append_only_ddl(dialect: str, tables: Sequence[str] = AT_FIRST) -> list[str]:
    """Statements that make tables refuse UPDATE and DELETE on this dialect."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table in tables
            for verb in ("UPDATE", "DELETE")
        ]
    function = (
        f"CREATE OR REPLACE FUNCTION {_FUNCTION} RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    return [
        function,
        *(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}"
            for table in tables
        ),
    ]


def drop_append_only_ddl(dialect: str, tables: Sequence[str] = AT_FIRST) -> list[str]:
    """Statements that undo `append_only_ddl`; the function goes with the tables of the first migration."""
    if dialect == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for table in tables for verb in ("update", "delete")
        ]
    triggers = [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in tables]
    last = set(AT_FIRST) <= set(tables)
    return [*triggers, f"DROP FUNCTION IF EXISTS {_FUNCTION}"] if last else triggers
