"""Password reset: a link by e-mail, a new password, all sessions ended."""

from db.commands import accounts as commands
from db.primary_key import pk
from db.queries import accounts as queries
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain import accounts as rules
from innovation_hub.domain.accounts import AccountState, TokenPurpose
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.errors import NotNow
from innovation_hub.services import notices, trail, tries
from innovation_hub.services.accounts import tokens
from innovation_hub.services.accounts.passwords import hash_password
from innovation_hub.services.accounts.strength import check_password, places_of
from innovation_hub.services.accounts.waiting import begin


def request_reset(email: str, *, client: str = "", onward: str = "/") -> None:
    """E-mail a link for choosing a new password; returns in the same way for an unknown address."""
    email = rules.clean_email(email)
    tries.admit((tries.REGISTER, client))
    with unit_of_work() as uow:
        account = queries.by_email(uow.session, email, lock=True)
        known = account is not None and account.state is not AccountState.DISABLED
        if account is not None and known and not tries.count(uow, (tries.MAIL, email)):
            secret = tokens.issue(uow, pk(account), TokenPurpose.RESET)
            notices.notify(
                uow,
                "account.reset_asked",
                about=notices.About(account=account),
                link=tokens.link("/account/reset/choose", secret, onward),
                hours=tokens.HOURS[TokenPurpose.RESET],
            )
        event, known_id = TrailEvent.RESET_REQUESTED, account.id if account else None
        trail.note_in(uow, event, account_id=known_id, client=client)
        uow.commit()


def reset_password(secret: str, *, password: str) -> None:
    """Give the link's account a new password and end its sessions.

    Raises `Invalid` for a weak password (the link stays valid) and `NotNow` for an invalid link. The link came by
    e-mail, so it confirms an address that was still waiting.
    """
    with read_only() as session:
        holder = queries.holder_of_token(session, tokens.secret_hash(secret))
    if holder is None or not tokens.link_is_valid(secret, TokenPurpose.RESET):
        raise NotNow("accounts.refused.link")
    hashed = hash_password(
        check_password(
            password, email=holder.email, name=holder.name, places=places_of(holder.institution_id)
        )
    )
    with unit_of_work() as uow:
        account = tokens.redeem(uow, secret, TokenPurpose.RESET)
        account_id = pk(account)
        account.password_hash = hashed
        if account.state is AccountState.UNCONFIRMED:
            account.state = AccountState.ACTIVE
            tokens.withdraw(uow, account_id, TokenPurpose.CONFIRM)
            begin(uow, account)
        commands.end_sessions(uow.session, account_id)
        tokens.withdraw(uow, account_id, TokenPurpose.EMAIL)
        trail.note_in(uow, TrailEvent.PASSWORD_RESET, account_id=account_id)
        actor, at = Actor(account_id=account_id), now().isoformat()
        notices.happened(uow, actor, "account.password_reset", "account", account_id, at=at)
        uow.commit()
    tries.reset((tries.EMAIL, holder.email))
