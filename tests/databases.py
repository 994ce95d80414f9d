"""Fresh databases for tests: a copied file of SQLite; on PostgreSQL one database that is put back as it was.

To copy a database of PostgreSQL takes a hundred times as long as to put back the few rows that a test has changed.
"""

import time
from collections.abc import Callable, Iterator

import psycopg
from psycopg import sql
from sqlalchemy import Engine

MANY = 20_000
"""Deleted rows after which a database is made anew: nothing vacuums them away, so that rows stay in their order."""
PATIENCE = 20.0  # seconds until a connection that was told to end has gone

_first: dict[str, Engine] = {}


def connect(url: str) -> psycopg.Connection:
    """A connection that commits each statement."""
    return psycopg.connect(url, autocommit=True)


def named(server: str, name: str) -> str:
    """The address of a database of the server, as the hub takes it."""
    url = server.replace("postgresql://", "postgresql+psycopg://", 1)
    return url.replace("/postgres?", f"/{name}?", 1)


def share_compiled(engine: Engine) -> None:
    """Let the engines of a run share the statements that SQLAlchemy has compiled; each would compile them again."""
    if engine.dialect.name not in _first:
        with engine.connect():  # from then on its dialect knows the version of the server
            _first[engine.dialect.name] = engine
    first = _first[engine.dialect.name]
    engine.dialect, engine._compiled_cache = first.dialect, first._compiled_cache


class PostgresDatabases:
    """The databases of one server, one for each of the contents that tests ask for."""

    def __init__(self, server: str, fill: Callable[[str, str], None]) -> None:
        self._server = server
        self._fill = fill
        self._deleted: dict[str, int] = {}

    def fresh(self, contents: str) -> str:
        """The address of a database that holds these contents and nothing of an earlier test."""
        name = f"hub_{contents}"
        if name not in self._deleted:
            self._make_template(contents)
            self._copy(contents, name)
        elif not self._put_back(name):
            self._copy(contents, name)
        return named(self._server, name)

    def _put_back(self, name: str) -> bool:
        """Make it as it was at first; False when a copy is needed."""
        with connect(self._address(name)) as connection:
            _end_others(connection)
            deleted = _put_back(connection)
        if deleted is None:
            return False
        self._deleted[name] += deleted
        return self._deleted[name] <= MANY

    def _make_template(self, contents: str) -> None:
        with connect(self._server) as connection:
            connection.execute(f"CREATE DATABASE template_{contents}")
        self._fill(named(self._server, f"template_{contents}"), contents)

    def _copy(self, contents: str, name: str) -> None:
        with connect(self._server) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template_{contents}")
        with connect(self._address(name)) as connection:
            _remember(connection)
        self._deleted[name] = 0

    def _address(self, name: str) -> str:
        return self._server.replace("/postgres?", f"/{name}?", 1)


def _end_others(connection: psycopg.Connection) -> None:
    """End what an earlier test has left connected; it may hold locks."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    until = time.monotonic() + PATIENCE
    while connection.execute(f"SELECT pg_terminate_backend(pid) {others}").fetchall():
        if time.monotonic() > until:
            raise TimeoutError("a connection of an earlier test does not end")
        time.sleep(0.005)


def _remember(connection: psycopg.Connection) -> None:
    """Keep a copy of every row, the state of the sequences, and a note of every later change of the schema."""
    connection.execute("CREATE SCHEMA pristine")
    connection.execute(
        "CREATE TABLE pristine.sequences AS SELECT * FROM pg_sequences WHERE schemaname = 'public'"
    )
    connection.execute("CREATE TABLE pristine.puts (table_name text, statement text)")
    for table, columns in _tables(connection):
        copied = sql.Identifier("pristine", f"rows_of_{table}"[:63])
        connection.execute(
            sql.SQL("CREATE TABLE {} AS TABLE {}").format(copied, sql.Identifier("public", table))
        )
        listed = sql.SQL(", ").join(map(sql.Identifier, columns))
        put = sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {}").format(
            sql.Identifier("public", table), listed, listed, copied
        )
        filled = connection.execute(sql.SQL("SELECT EXISTS (SELECT 1 FROM {})").format(copied)).fetchone()
        statement = put.as_string(connection) if filled == (True,) else ""
        connection.execute("INSERT INTO pristine.puts VALUES (%s, %s)", (table, statement))
    connection.execute("CREATE TABLE pristine.changes (command text)")
    connection.execute(
        "CREATE FUNCTION pristine.note() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER AS "
        "$$ BEGIN INSERT INTO pristine.changes VALUES (tg_tag); END $$"
    )
    connection.execute("CREATE EVENT TRIGGER note ON ddl_command_end EXECUTE FUNCTION pristine.note()")


def _tables(connection: psycopg.Connection) -> Iterator[tuple[str, list[str]]]:
    """The tables of the hub, each with the columns that are written."""
    yield from connection.execute(
        "SELECT c.relname, array_agg(a.attname ORDER BY a.attnum) FROM pg_class c "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' "
        "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname"
    ).fetchall()


def _put_back(connection: psycopg.Connection) -> int | None:
    """Put back every row and sequence; returns how many rows were deleted, None when the schema was changed."""
    if connection.execute("SELECT 1 FROM pristine.changes LIMIT 1").fetchone():
        return None
    puts = connection.execute("SELECT table_name, statement FROM pristine.puts").fetchall()
    deleted = 0
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")  # no trigger, no foreign key
        for table, _ in puts:
            deleted += connection.execute(
                sql.SQL("DELETE FROM {}").format(sql.Identifier("public", table))
            ).rowcount
        for _, statement in puts:
            if statement:
                connection.execute(statement)
        connection.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, "
            "coalesce(last_value, start_value), last_value IS NOT NULL) FROM pristine.sequences"
        )
    return deleted
