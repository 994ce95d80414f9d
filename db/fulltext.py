"""The full-text index over the terms of texts: FTS5 on SQLite, a GIN index of ``tsvector`` on PostgreSQL.

Terms are split by the hub, not by the database: FTS5 reads them with its simplest
tokeniser, PostgreSQL as an array. On SQLite triggers update the index, PostgreSQL does so by itself.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from sqlalchemy import TextClause, text
from sqlmodel import Session

NAME = "fts_similar"
_VECTOR = "array_to_tsvector(string_to_array(terms, ' '))"
_ENTER = "INSERT INTO fts_similar (rowid, terms) VALUES (new.id, new.terms);"
_STRIKE = "INSERT INTO fts_similar (fts_similar, rowid, terms) VALUES ('delete', old.id, old.terms);"
_TRIGGERS = {
    f"{NAME}_insert": f"AFTER INSERT ON similar_text BEGIN {_ENTER} END",
    f"{NAME}_delete": f"AFTER DELETE ON similar_text BEGIN {_STRIKE} END",
    f"{NAME}_update": f"AFTER UPDATE ON similar_text BEGIN {_STRIKE} {_ENTER} END",
}


def ours(name: str | None, _kind: str = "", _parents: object = None) -> bool:
    """Whether a table or index belongs to the models, and not to the full-text index."""
    return not (name or "").startswith(NAME)


def ddl(dialect: str) -> list[str]:
    """Statements that create the index."""
    if dialect != "sqlite":
        return [f"CREATE INDEX {NAME} ON similar_text USING gin ({_VECTOR})"]
    table = (
        f"CREATE VIRTUAL TABLE {NAME} USING fts5"
        "(terms, content='similar_text', content_rowid='id', tokenize='ascii', detail=none, columnsize=0)"
    )
    return [table, *(f"CREATE TRIGGER {name} {body}" for name, body in _TRIGGERS.items())]


def drop_ddl(dialect: str) -> list[str]:
    """Statements that undo `ddl`."""
    if dialect != "sqlite":
        return [f"DROP INDEX IF EXISTS {NAME}"]
    return [*(f"DROP TRIGGER IF EXISTS {name}" for name in _TRIGGERS), f"DROP TABLE IF EXISTS {NAME}"]


def search(
    dialect: str, questions: Mapping[tuple[str, ...], float], most: int
) -> tuple[TextClause, dict[str, Any]]:
    """A statement, and its values, for the ids of the texts that match the most questions, by weight.

    A text matches a question when it has each of its terms.
    """
    weights = list(questions.values())
    if dialect == "sqlite":
        asked = [" AND ".join(f'"{term}"' for term in terms) for terms in questions]
        named: dict[str, Any] = {f"asked{n}": one for n, one in enumerate(asked)}
        named |= {f"weight{n}": weight for n, weight in enumerate(weights)}
        return _in_fts5(len(asked)), {"most": most, **named}
    # Terms have letters and digits only, so they need no escaping.
    asked = [" & ".join(f"'{term}'" for term in terms) for terms in questions]
    return _IN_GIN, {"most": most, "asked": asked, "weights": weights}


@lru_cache
def _in_fts5(number: int) -> TextClause:
    """The search in FTS5 with one subquery for each question."""
    branch = (
        "SELECT rowid AS id, CAST(:weight{n} AS REAL) AS weight"
        " FROM fts_similar WHERE fts_similar MATCH :asked{n}"
    )
    every = " UNION ALL ".join(branch.format(n=n) for n in range(number))
    ranked = "SELECT id FROM ({}) AS hit GROUP BY id ORDER BY sum(weight) DESC, id LIMIT :most"
    return text(ranked.format(every))


# From a list, so that one small plan serves all questions, and no parallel workers are started.
_IN_GIN = text(
    "SELECT hit.id FROM unnest(CAST(:asked AS text[]), CAST(:weights AS double precision[])) AS q (asked, weight) "
    "CROSS JOIN LATERAL (SELECT id FROM similar_text "
    "WHERE array_to_tsvector(string_to_array(terms, ' ')) @@ CAST(q.asked AS tsquery)) AS hit "
    "GROUP BY hit.id ORDER BY sum(q.weight) DESC, hit.id LIMIT :most"
)


@lru_cache
def frequencies(dialect: str) -> TextClause:
    """How many texts use each term of the JSON list ``:terms``."""
    listed = {
        "sqlite": "SELECT value FROM json_each(:terms)",
        "postgresql": "SELECT json_array_elements_text(CAST(:terms AS json))",
    }
    query = "SELECT term, texts FROM similar_term WHERE term IN ({})"
    return text(query.format(listed[dialect]))


@lru_cache
def count(dialect: str) -> TextClause:
    """Add the JSON object ``:changes`` to the counts of terms.

    In one fixed order, to prevent deadlocks.
    """
    listed = {
        "sqlite": "SELECT key, value FROM json_each(:changes) WHERE true ORDER BY key",
        "postgresql": "SELECT key, CAST(value AS integer) FROM json_each_text(CAST(:changes AS json)) ORDER BY key",
    }
    statement = (
        "INSERT INTO similar_term (term, texts) {} "
        "ON CONFLICT (term) DO UPDATE SET texts = similar_term.texts + excluded.texts"
    )
    return text(statement.format(listed[dialect]))


def fill(dialect: str) -> list[str]:
    """Statements that fill a new index with the texts; PostgreSQL's is filled when it is created."""
    return ["INSERT INTO fts_similar (fts_similar) VALUES ('rebuild')"] if dialect == "sqlite" else []


def examine(dialect: str) -> list[str]:
    """Statements that fail when the index differs from the texts; none on PostgreSQL, whose index cannot differ."""
    # With rank 1 the index is compared with its content table.
    if dialect != "sqlite":
        return []
    return ["INSERT INTO fts_similar (fts_similar, rank) VALUES ('integrity-check', 1)"]


def run(session: Session, statements: Callable[[str], list[str]]) -> None:
    """Execute the statements that one of these functions gives for the session's database."""
    for statement in statements(session.get_bind().dialect.name):
        session.execute(text(statement))
