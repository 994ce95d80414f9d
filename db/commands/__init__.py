"""Statements that write, by the noun they write to; ``db.queries`` reads, and takes the locks.

What a service changes in a row that it holds is written by the session itself.
"""
