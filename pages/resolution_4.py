"""Resolution 4: how much institutions set aside for ICT research and innovation, and spend."""

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.ui import resolution


def page(actor: Actor, t: Translator) -> None:
    resolution.page(actor, 4)
