"""The form sheet: the component of all forms with autosave (see docs/adr/0020)."""

from innovation_hub.ui.writing.mounting import forget_others, mount, stays
from innovation_hub.ui.writing.sheet import Shown, described, draw, late

__all__ = ["Shown", "described", "draw", "forget_others", "late", "mount", "stays"]
