"""What is typed on a long form: kept in the session apart from the widgets, saved as one goes, merged with others.

Widgets that are not drawn forget their values, so the values live in a `Draft`. A field is saved when the reader
leaves it. When somebody else saved meanwhile, their changes to other fields are taken in; where both wrote, the
reader's text stays in the field and the other's is shown, until the reader decides.

Streamlit cuts a callback short when the reader is quicker than the hub, and never calls it again. So what the
browser sent is compared with what the widgets last showed, in every callback and in every run (`catch_up`).
"""

from innovation_hub.ui.draft.record import Draft, Values
from innovation_hub.ui.draft.telling import saved_line, status
from innovation_hub.ui.draft.widgets import bind, bind_options, bind_pills, catch_up, opened, save

__all__ = [
    "Draft",
    "Values",
    "bind",
    "bind_options",
    "bind_pills",
    "catch_up",
    "opened",
    "save",
    "saved_line",
    "status",
]
