"""Append-only tables: the database itself refuses to change or delete their rows."""

from collections.abc import Sequence

from sqlalchemy import Connection, text

AT_FIRST = ("journal_entry", "posting", "submission")
"""The tables of the first migration, which creates the triggers of no others."""
APPEND_ONLY = (*AT_FIRST, "ranking", "reading_record")
_FUNCTION = "refuse_change()"
_BODY = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"
_AS_MADE = 2 | 8 | 16 | 32
"""PostgreSQL's ``tgtype``: before, on delete, on update, on truncate, once for each statement."""


def append_only_ddl(dialect: str, tables: Sequence[str] = AT_FIRST) -> list[str]:
    """Statements that make tables refuse UPDATE and DELETE on this dialect."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table in tables
            for verb in ("UPDATE", "DELETE")
        ]
    function = f"CREATE OR REPLACE FUNCTION {_FUNCTION} RETURNS trigger LANGUAGE plpgsql AS $$ {_BODY} $$"
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


def lacking(connection: Connection) -> list[str]:
    """The names of the triggers that are missing, disabled, or not as defined here."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        found = {name: _tidy(sql) for name, sql in connection.execute(text(query))}
        wanted = {sql.split()[2]: _tidy(sql) for sql in append_only_ddl("sqlite", APPEND_ONLY)}
        return sorted(name for name, sql in wanted.items() if found.get(name) != sql)
    query = (
        "SELECT tgname, tgrelid::regclass::text, tgtype, prosrc FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid "
        "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') AND tgqual IS NULL"
    )
    sound = {
        (name, table)
        for name, table, kind, body in connection.execute(text(query))
        if kind == _AS_MADE and _tidy(body) == _tidy(_BODY)
    }
    return [f"{table}_append_only" for table in APPEND_ONLY if (f"{table}_append_only", table) not in sound]


def _tidy(sql: str) -> str:
    return " ".join(sql.split())
