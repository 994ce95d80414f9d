"""Calls: written, published, read, extended and cancelled."""

from innovation_hub.services.calls.editing import create
from innovation_hub.services.calls.fields import add_criterion, remove_criterion, save_field
from innovation_hub.services.calls.publishing import amend, cancel, publish
from innovation_hub.services.calls.reading import announced, get, managed
from innovation_hub.services.calls.views import CallCard, CallView, CriterionView, ManagedCall

__all__ = [
    "CallCard",
    "CallView",
    "CriterionView",
    "ManagedCall",
    "add_criterion",
    "amend",
    "announced",
    "cancel",
    "create",
    "get",
    "managed",
    "publish",
    "remove_criterion",
    "save_field",
]
