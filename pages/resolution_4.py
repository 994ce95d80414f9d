"""Resolution 4: how much institutions set aside for ICT research and innovation, and spend."""

from innovation_hub.domain.permissions import Permission
from innovation_hub.ui import guard, resolution

actor = guard.require(Permission.RESOLUTION_READ)
resolution.page(actor, 4)
