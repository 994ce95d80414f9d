"""The rules of the hub, with the standard library alone: no database, no user interface."""
