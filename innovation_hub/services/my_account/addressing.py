"""Changing one's e-mail address: confirmed by a link to the new one, with a notice to the old one."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from db.commands import profile as commands
from db.models.accounts import Account, EmailToken
from db.primary_key import pk
from db.queries import accounts as queries
from db.queries import teams
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain import accounts as rules
from innovation_hub.domain.accounts import AccountState, TokenPurpose
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.errors import Conflict, Invalid, NotNow, TooManyTries
from innovation_hub.services import notices, trail, tries
from innovation_hub.services.accounts import tokens
from innovation_hub.services.accounts.proving import prove
from innovation_hub.services.proposals import places


def request_email(actor: Actor, *, email: str, current: str) -> str:
    """E-mail a link to a new address and return its stored form; nothing changes until the link is used.

    ``current`` is the current password. That another account has the address is revealed to that address alone.
    Raises `Invalid` (``field`` is ``email`` or ``current``) or `TooManyTries`.
    """
    ensure(actor, Permission.ACCOUNT_OWN)
    email = rules.clean_email(email)
    account = prove(actor, current)
    if email == account.email:
        raise Invalid("accounts.refused.email_same", field="email")
    with unit_of_work() as uow:
        wait = tries.count(uow, (tries.MAIL, email), (tries.MAIL, f"account:{actor.id}"))
        if wait:
            raise TooManyTries(seconds=wait)
        other = queries.by_email(uow.session, email)
        if other is None:
            _send_link(uow, account, email)
        elif other.state is not AccountState.DISABLED:
            notices.notify(
                uow,
                "account.email_known",
                about=notices.About(account=other),
                link=tokens.link("/account/sign-in"),
                reset=tokens.link("/account/reset"),
            )
        uow.commit()
    return email


def confirm_email(secret: str) -> None:
    """Set the account's address to the link's, also in teams; submitted versions stay as they are.

    Raises `NotNow` for an invalid link and `Conflict` when another account, or another member of one of the person's
    teams, has the address.
    """
    with unit_of_work() as uow:
        account_id = pk(tokens.redeem(uow, secret, TokenPurpose.EMAIL))
        token = uow.session.get_one(EmailToken, tokens.secret_hash(secret))
        query = select(Account).where(Account.id == account_id).with_for_update()
        account = uow.session.exec(query.execution_options(populate_existing=True)).one()
        if token.address is None or account.state is not AccountState.ACTIVE:
            raise NotNow("accounts.refused.link")
        before, account.email = account.email, token.address
        try:
            uow.session.flush()
        except IntegrityError as error:
            raise Conflict("accounts.refused.email_taken") from error
        _follow(uow, account, before)
        commands.readdress_messages(uow.session, before, account.email)
        tokens.withdraw(uow, account_id, TokenPurpose.RESET)
        trail.note_in(uow, TrailEvent.EMAIL_CHANGED, account_id=account_id)
        actor, about = Actor(account_id=account_id), notices.About(account=account, address=before)
        at = now().isoformat()
        notices.happened(uow, actor, "account.email_changed", "account", account_id, about=about, at=at)
        uow.commit()


def _send_link(uow: UnitOfWork, account: Account, email: str) -> None:
    secret = tokens.issue(uow, pk(account), TokenPurpose.EMAIL, email)
    notices.notify(
        uow,
        "account.email_asked",
        about=notices.About(account=account, address=email),
        link=tokens.link("/account/email", secret),
        hours=tokens.HOURS[TokenPurpose.EMAIL],
    )


def _follow(uow: UnitOfWork, account: Account, before: str) -> None:
    """Change the address in the person's rows of teams."""
    held = {row.id: (row, call) for row, call in teams.hold_proposals(uow.session, pk(account), before)}
    there = {member.proposal_id for member in teams.rows_of(uow.session, account.email)}
    for member in teams.rows_of(uow.session, before):
        row, call = held[member.proposal_id]
        if member.proposal_id in there:
            raise Conflict("accounts.refused.email_in_team", title=row.title)
        places.move(uow.session, row, call, member, account.email)
