"""One moment of the hub: what is read within it, by whichever services, fits together."""

from db.unit_of_work import one_view

__all__ = ["one_view"]
