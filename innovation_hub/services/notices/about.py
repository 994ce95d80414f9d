"""The records and people of an event, and the values its notices' texts take from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlmodel import Session

from db.models.accounts import Account
from db.models.calls import Call
from db.models.proposals import Proposal, TeamMember
from innovation_hub.domain.notices import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The records and people of an event.

    ``leaving``: the former leader closes the account. ``asked``: the number of reviews by a judge's account.
    ``address``: where an account is written to instead of its own address.
    """

    call: Call | None = None
    proposal: Proposal | None = None
    account: Account | None = None
    former_leader: Account | None = None
    successor: Account | None = None
    leaving: bool = False
    inviter: Account | None = None
    member: TeamMember | None = None
    asked: Mapping[int, int] = field(default_factory=dict)
    address: str = ""


def complete(session: Session, about: About, subject_type: str = "", subject_id: int = 0) -> About:
    """Return ``about`` with the event's subject, and the call of its proposal, filled in."""
    if subject_type == "call" and about.call is None:
        about = replace(about, call=session.get_one(Call, subject_id))
    elif subject_type == "proposal" and about.proposal is None:
        about = replace(about, proposal=session.get_one(Proposal, subject_id))
    elif subject_type == "account" and about.account is None:
        about = replace(about, account=session.get_one(Account, subject_id))
    if about.proposal is not None and about.call is None:
        about = replace(about, call=session.get_one(Call, about.proposal.call_id))
    return about


def words(about: About, notice: Notice, language: str) -> dict[str, Any]:
    """The values for the texts of a notice in a language: titles, the link and the name of the row's person.

    The id of a named account is added as ``person``, so that the message is emptied when they close it.
    """
    found: dict[str, Any] = {}
    call, proposal = about.call, about.proposal
    if call is not None:
        found["call"] = call.title(language)
    if proposal is not None:
        found |= {"title": proposal.title, "code": proposal.code or ""}
    if notice.link:
        found["link"] = notice.link.format(
            call=call and call.id, code=call and call.code, proposal=proposal and proposal.id
        )
    if notice.names is not None:
        named = getattr(about, notice.names.value)
        found["name"] = named.name
        if isinstance(named, Account):
            found["person"] = named.id
    return found
