"""Notices: a service says what happened; the journal's entry and the e-mails of `domain.notices` follow from it."""

from innovation_hub.services.notices.about import About
from innovation_hub.services.notices.happening import happened, notify

__all__ = ["About", "happened", "notify"]
