"""Calls: creating, editing, publishing, reading, extending and cancelling them."""

from innovation_hub.services.calls.cancelling import Touched, cancel, touched
from innovation_hub.services.calls.editing import create
from innovation_hub.services.calls.extending import Extension, Undoing, extend, extension, take_back_extension
from innovation_hub.services.calls.fields import add_criterion, remove_criterion, save_field
from innovation_hub.services.calls.listing import announced, dates, find, get, history, managed
from innovation_hub.services.calls.publishing import amend, publish
from innovation_hub.services.calls.views import CallCard, CallDates, CallView, CriterionView, ManagedCall

__all__ = [
    "CallCard",
    "CallDates",
    "CallView",
    "CriterionView",
    "Extension",
    "ManagedCall",
    "Touched",
    "Undoing",
    "add_criterion",
    "amend",
    "announced",
    "cancel",
    "create",
    "dates",
    "extend",
    "extension",
    "find",
    "get",
    "history",
    "managed",
    "publish",
    "remove_criterion",
    "save_field",
    "take_back_extension",
    "touched",
]
