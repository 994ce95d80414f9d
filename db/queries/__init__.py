"""Queries by noun: each takes a session, none commits."""
