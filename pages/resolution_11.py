"""Resolution 11: ICT devices developed in the country, and the money for them."""

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.ui import resolution


def page(actor: Actor, t: Translator) -> None:
    resolution.page(actor, 11)
