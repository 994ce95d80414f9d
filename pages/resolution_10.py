"""Resolution 10: students and universities taking part, and what becomes of their proposals."""

from innovation_hub.domain.permissions import Permission
from innovation_hub.ui import guard, resolution

actor = guard.require(Permission.RESOLUTION_READ)
resolution.page(actor, 10)
