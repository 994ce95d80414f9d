"""Resolution 4: how much institutions set aside for ICT research and innovation, and spend."""

from innovation_hub.domain.permissions import Permission
from innovation_hub.ui import context, resolution

actor = context.require(Permission.RESOLUTION_READ)
resolution.page(actor, 4)
