"""Resolution 10: students and universities taking part, and what becomes of their proposals."""

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.ui import resolution


def page(actor: Actor, t: Translator) -> None:
    resolution.page(actor, 10)
