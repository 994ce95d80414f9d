"""The full-text index over the terms of texts: FTS5 on SQLite, a GIN index of ``tsvector`` on PostgreSQL.

Terms are cut by us, so neither database's own way of cutting words takes part: FTS5 reads them with its plainest
tokeniser, PostgreSQL as an array. On SQLite triggers keep the index in step, PostgreSQL does so by itself.
"""

NAME = "fts_similar"
_TERMS = "array_to_tsvector(string_to_array(terms, ' '))"
_ENTER = "INSERT INTO fts_similar (rowid, terms) VALUES (new.id, new.terms);"
_STRIKE = "INSERT INTO fts_similar (fts_similar, rowid, terms) VALUES ('delete', old.id, old.terms);"
TRIGGERS = {
    f"{NAME}_insert": f"AFTER INSERT ON similar_text BEGIN {_ENTER} END",
    f"{NAME}_delete": f"AFTER DELETE ON similar_text BEGIN {_STRIKE} END",
    f"{NAME}_update": f"AFTER UPDATE ON similar_text BEGIN {_STRIKE} {_ENTER} END",
}


def ours(name: str | None, _kind: str = "", _parents: object = None) -> bool:
    """Whether a table or index is one of the models': the full-text index looks after its own."""
    return not (name or "").startswith(NAME)


def ddl(dialect: str) -> list[str]:
    """Statements that make the index."""
    if dialect != "sqlite":
        return [f"CREATE INDEX {NAME} ON similar_text USING gin ({_TERMS})"]
    table = (
        f"CREATE VIRTUAL TABLE {NAME} USING fts5"
        "(terms, content='similar_text', content_rowid='id', tokenize='ascii', detail=none, columnsize=0)"
    )
    return [table, *(f"CREATE TRIGGER {name} {body}" for name, body in TRIGGERS.items())]


def drop_ddl(dialect: str) -> list[str]:
    """Statements that undo `ddl`."""
    if dialect != "sqlite":
        return [f"DROP INDEX {NAME}"]
    return [*(f"DROP TRIGGER {name}" for name in TRIGGERS), f"DROP TABLE {NAME}"]
