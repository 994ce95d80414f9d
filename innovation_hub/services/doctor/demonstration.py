"""The check that production holds no demo sign-in."""

from typing import Any

from innovation_hub.config import settings
from innovation_hub.services import starting
from innovation_hub.services.doctor.finding import Grade


def demonstration() -> tuple[Grade, str, dict[str, Any]]:
    """Check that nobody can sign in with the published demo password in production."""
    count = starting.demo_accounts()
    if count and settings().production:
        return Grade.BAD, "cli.serve.demo", {"n": count}
    return Grade.GOOD, "cli.doctor.demonstration.found", {"n": count}
