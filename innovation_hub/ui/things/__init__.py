"""Parts of pages of one record: opened by the address, with heading, timeline, tabs, history and actions."""

from innovation_hub.ui.things.head import actions, head
from innovation_hub.ui.things.history import history
from innovation_hub.ui.things.opening import link, show, steps
from innovation_hub.ui.things.tabs import TAB, tabs
from innovation_hub.ui.things.timeline import Milestone, timeline

__all__ = [
    "TAB",
    "Milestone",
    "actions",
    "head",
    "history",
    "link",
    "show",
    "steps",
    "tabs",
    "timeline",
]
