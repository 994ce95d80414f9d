"""Resolution 11: ICT devices being made in the country, and the money for them."""

from innovation_hub.domain.permissions import Permission
from innovation_hub.ui import guard, resolution

actor = guard.require(Permission.RESOLUTION_READ)
resolution.page(actor, 11)
