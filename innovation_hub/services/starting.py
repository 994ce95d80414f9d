"""Checks before the hub serves requests, however it is started."""

from sqlalchemy import func, select
from sqlmodel import col

from db.models.accounts import Account
from db.unit_of_work import read_only
from innovation_hub.config import settings
from innovation_hub.domain.accounts import AccountState
from innovation_hub.errors import NotNow
from innovation_hub.services import health


def ensure() -> None:
    """Raise a `HubError` unless the hub can work here and, in production, real people can safely use it."""
    _suits_production()
    health.readiness()
    health.writable()
    if settings().production and (count := demo_accounts()):
        raise NotNow("cli.serve.demo", n=count)


def _suits_production() -> None:
    current = settings()
    if current.production and not current.base_url.startswith("https://"):
        raise NotNow("cli.doctor.configuration.no_tls", url=current.base_url)


def demo_accounts() -> int:
    """The number of demo accounts that can sign in; their password is public."""
    query = select(func.count()).where(col(Account.demo), col(Account.state) == AccountState.ACTIVE)
    with read_only() as session:
        return int(session.execute(query).scalar_one())
