"""The read transaction that the services of one page share, for callers above the services."""

from db.unit_of_work import one_view

__all__ = ["one_view"]
