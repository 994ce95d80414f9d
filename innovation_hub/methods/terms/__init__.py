"""Enumerations and records shared by methods and their callers; importing them loads no numerical library."""
