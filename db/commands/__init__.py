"""Statements that write, by noun; ``db.queries`` reads and takes locks.

Changes that a service makes to loaded rows are written by the session itself.
"""
