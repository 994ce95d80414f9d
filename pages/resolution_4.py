"""Resolution 4: allocations and spending of institutions on ICT research and innovation."""

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.ui import resolution


def page(actor: Actor, t: Translator) -> None:
    resolution.page(actor, 4)
