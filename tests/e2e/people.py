"""The people of the demo data: one for each role."""

from functools import cache

from db.seed import demo
from innovation_hub.domain.permissions import Role
from innovation_hub.services.demo.cast import PASSWORD
from tests.e2e.hub import Hub

LOCALES = {"sw": "sw-TZ", "en": "en-GB"}


@cache
def _sign_ins() -> dict[Role, tuple[str, str]]:
    return {Role(one.role): (one.email, PASSWORD) for one in demo.people().sign_ins}


def enter(hub: Hub, role: Role) -> Hub:
    """Sign in as the demo person with this role."""
    return hub.sign_in(*_sign_ins()[role])
