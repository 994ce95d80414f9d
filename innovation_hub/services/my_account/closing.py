"""Closing one's account: the person decides on proposals they lead, then all their personal data is deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from db.commands import accounts as accounts_commands
from db.commands import profile as profile_commands
from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal
from db.primary_key import pk
from db.queries import profile as records
from db.queries import proposals as proposal_queries
from db.queries import teams
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain import accounts as rules
from innovation_hub.domain.accounts import AccountState, Sex, StudyLevel
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import Standing
from innovation_hub.errors import Conflict, Invalid
from innovation_hub.services import notices
from innovation_hub.services.accounts import erasures
from innovation_hub.services.accounts.people import keep_an_administrator
from innovation_hub.services.accounts.proving import prove
from innovation_hub.services.proposals import leading, places
from innovation_hub.services.proposals.successor import Successor


class Fate(StrEnum):
    """What happens to a proposal without a new leader: a draft is deleted, a submitted one stays."""

    DELETE = "delete"
    STAY = "stay"


Choice = int | Fate
"""The member of the team who is to lead the proposal, by id, or its fate."""


@dataclass(frozen=True, slots=True)
class Led:
    """A proposal that the closing account leads, and the possible choices for it."""

    proposal_id: int
    version: int
    title: str
    code: str | None
    call_sw: str
    call_en: str
    others: int
    fate: Fate
    successors: tuple[Successor, ...]


def led(actor: Actor) -> tuple[Led, ...]:
    """The proposals that must be decided on before the actor's account can be closed."""
    ensure(actor, Permission.ACCOUNT_OWN)
    with read_only() as session:
        return tuple(
            Led(
                pk(row),
                row.version,
                row.title,
                row.code,
                call.title_sw,
                call.title_en,
                sum(one.standing is Standing.JOINED for one, _ in proposal_queries.team(session, pk(row)))
                - 1,
                Fate.STAY if teams.is_submitted(session, pk(row)) else Fate.DELETE,
                leading.successors_of(session, row, call),
            )
            for row, call in teams.led(session, actor.id)
        )


def close_mine(actor: Actor, *, password: str, choices: Mapping[int, Choice] | None = None) -> bool:
    """Close one's own account for good; returns whether the name stays because an official record needs it.

    ``choices`` give for each proposal that the actor leads what happens to it. Raises `Conflict`, and closes
    nothing, when one is missing. Teams are notified. The address is deleted from every table, except in submitted
    versions; sex, level, roles and sessions are deleted. The name is deleted too, unless an official record has it.
    """
    ensure(actor, Permission.ACCOUNT_OWN)
    prove(actor, password)
    wanted = dict(choices or {})
    with unit_of_work() as uow:
        leading.hold_people(uow, actor.id, {each for each in wanted.values() if not isinstance(each, Fate)})
        keep_an_administrator(uow, without=actor.id)
        data = erase(uow, actor, uow.session.get_one(Account, actor.id), wanted)
        notices.happened(uow, actor, "account.closed", "account", actor.id, data)
        uow.commit()
    erasures.keep_if_possible()
    return bool(data["name_kept"])


def erase(
    uow: UnitOfWork, actor: Actor, account: Account, wanted: Mapping[int, Choice] | None
) -> dict[str, int | bool]:
    """Delete the person's own data, for use inside a transaction; returns the data of the journal entry.

    Without ``wanted`` a draft goes to the first of its team who may lead it; when nobody may, it is deleted.
    """
    number = pk(account)
    data = _leave_teams(uow, actor, account, wanted)
    named = records.is_on_record(uow.session, number)
    profile_commands.erase_keys(uow.session, number)
    accounts_commands.end_sessions(uow.session, number)
    profile_commands.erase_messages(uow.session, number, account.email, rules.closed_email(number))
    account.email, account.password_hash = rules.closed_email(number), ""
    account.name = account.name if named else ""
    account.sex, account.study_level = Sex.UNSAID, StudyLevel.NONE
    account.state = AccountState.DISABLED
    uow.session.flush()
    return {"name_kept": named, **data}


def _leave_teams(
    uow: UnitOfWork, actor: Actor, account: Account, wanted: Mapping[int, Choice] | None
) -> dict[str, int]:
    erased = given = 0
    for row, call in teams.hold_proposals(uow.session, pk(account), account.email):
        if row.owner_id == account.id:
            choice = _at_hand(uow, row, call) if wanted is None else wanted.get(pk(row))
            if choice is None:
                raise Conflict("accounts.refused.proposals_left", field="proposals", title=row.title)
            erased += _decided(uow, actor, account, row, call, choice)
            given += not isinstance(choice, Fate)
    for member in teams.rows_of(uow.session, account.email):
        places.close(uow.session, member, rules.closed_email(pk(account)))
    return {"drafts_erased": erased, "handed_over": given}


def _at_hand(uow: UnitOfWork, row: Proposal, call: Call) -> Choice:
    """The choice for a proposal whose leader cannot be asked; see `erase`."""
    if teams.is_submitted(uow.session, pk(row)):
        return Fate.STAY
    found = leading.successors_of(uow.session, row, call)
    return found[0].member_id if found else Fate.DELETE


def _decided(
    uow: UnitOfWork, actor: Actor, account: Account, row: Proposal, call: Call, choice: Choice
) -> bool:
    """Apply the choice for a proposal that the closing account leads; returns whether it was deleted."""
    if not isinstance(choice, Fate):
        leading.give(uow, actor, row, call, choice, leaving=True)
        return False
    if choice is not (Fate.STAY if teams.is_submitted(uow.session, pk(row)) else Fate.DELETE):
        raise Invalid("accounts.refused.proposal_choice", field="proposals", title=row.title)
    about = notices.About(proposal=row, call=call, former_leader=account, leaving=True)
    if choice is Fate.STAY:
        notices.notify(uow, "proposal.leader_left", about=about)
        return False
    data = {"call": row.call_id}
    notices.happened(uow, actor, "proposal.deleted", "proposal", pk(row), data, about=about)
    profile_commands.erase_draft(uow.session, pk(row))
    return True
