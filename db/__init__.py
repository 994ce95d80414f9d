"""The data layer: tables, queries, migrations and seeds; the same code on SQLite and PostgreSQL."""
