"""Append-only tables: the database itself refuses to change or delete their rows."""

APPEND_ONLY = ("journal_entry", "posting", "submission")


def append_only_ddl(dialect: str) -> list[str]:
    """Statements that make the append-only tables refuse UPDATE and DELETE on this dialect."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table in APPEND_ONLY
            for verb in ("UPDATE", "DELETE")
        ]
    function = (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    return [
        function,
        *(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            for table in APPEND_ONLY
        ),
    ]


def drop_append_only_ddl(dialect: str) -> list[str]:
    """Statements that undo `append_only_ddl`."""
    if dialect == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {table}_no_{verb}"
            for table in APPEND_ONLY
            for verb in ("update", "delete")
        ]
    return [
        *(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in APPEND_ONLY),
        "DROP FUNCTION IF EXISTS refuse_change()",
    ]
