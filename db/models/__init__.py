"""Every table of the hub, by noun; importing this package fills the metadata."""

from db.models import (
    accounts,
    awards,
    budgets,
    calls,
    devices,
    funding,
    institutions,
    journal,
    judging,
    messages,
    panels,
    proposals,
    ranking,
    register,
    resolutions,
    similarity,
)

__all__ = [
    "accounts",
    "awards",
    "budgets",
    "calls",
    "devices",
    "funding",
    "institutions",
    "journal",
    "judging",
    "messages",
    "panels",
    "proposals",
    "ranking",
    "register",
    "resolutions",
    "similarity",
]
