"""Resolution 10: participation of students and universities, and outcomes of their proposals."""

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.ui import resolution


def page(actor: Actor, t: Translator) -> None:
    resolution.page(actor, 10)
