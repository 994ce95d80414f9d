"""Recipients of notices: those that a row of the table names, in the order of sending."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, TypeVar

from sqlmodel import Session

from db.models.accounts import Account
from db.models.proposals import TeamMember
from db.primary_key import pk
from db.queries import calls, cancelling, panels, proposals, ranking, waiting
from innovation_hub.config import settings
from innovation_hub.domain.notices import Recipients
from innovation_hub.domain.proposals import Standing
from innovation_hub.i18n import LANGUAGES
from innovation_hub.services import tries
from innovation_hub.services.notices.about import About

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Recipient:
    """A recipient, with the values for their text alone. ``limited``: e-mails to them are limited by the hour."""

    email: str
    language: str
    words: Mapping[str, Any] = field(default_factory=dict)
    limited: tries.Limit | None = None


def _call_teams(session: Session, about: About) -> Iterator[Recipient]:
    """Everybody in the team of a proposal or draft of the call, once each."""
    return (Recipient(*each) for each in calls.teams(session, pk(_known(about.call))).items())


def _call_judges(session: Session, about: About) -> Iterator[Recipient]:
    """The judges of the call who can judge today."""
    return (Recipient(*each) for each in cancelling.judges(session, pk(_known(about.call))).items())


def _asked_judges(session: Session, about: About) -> Iterator[Recipient]:
    """The judges of whom reviews were asked or taken back, with their number; not those who cannot judge now."""
    for account_id, count in sorted(about.asked.items()):
        if panels.can_judge(session, account_id):
            account = session.get_one(Account, account_id)
            yield Recipient(account.email, account.language, {"count": count})


def _owners(session: Session, about: About) -> Iterator[Recipient]:
    """The owner of each proposal that the call received."""
    for row in ranking.owners(session, pk(_known(about.call))):
        yield Recipient(row.email, row.language, {"code": row.code, "title": row.title})


def _team(session: Session, about: About) -> Iterator[Recipient]:
    """Everybody who has joined the proposal's team; the leader, first in it, without a limit."""
    team = _joined(session, about)
    languages = _languages(session, about, [member.email for member in team])
    for member in sorted(team, key=attrgetter("email")):  # in one fixed order, as each count is locked
        limit = None if member is team[0] else tries.RECEIPT
        yield Recipient(member.email, languages[member.email], limited=limit)


def _other_members(session: Session, about: About) -> Iterator[Recipient]:
    """Everybody who has joined the team but those who lead it, or did."""
    leaders = {each.email for each in (about.former_leader, about.successor) if each}
    others = (member.email for member in _joined(session, about) if member.email not in leaders)
    return _limited(session, about, others)


def _leader(session: Session, about: About) -> Iterator[Recipient]:
    """Who leads the proposal now."""
    return _limited(session, about, [session.get_one(Account, _known(about.proposal).owner_id).email])


def _former_leader(session: Session, about: About) -> Iterator[Recipient]:
    """Who led the proposal until now and stays in its team."""
    return _limited(session, about, [] if about.leaving else [_known(about.former_leader).email])


def _successor(session: Session, about: About) -> Iterator[Recipient]:
    """The new leader, made so by one who stays in the team."""
    return _limited(session, about, [] if about.leaving else [_known(about.successor).email])


def _heir(session: Session, about: About) -> Iterator[Recipient]:
    """The new leader, when the former one closes the account."""
    return _limited(session, about, [_known(about.successor).email] if about.leaving else [])


def _member(session: Session, about: About) -> Iterator[Recipient]:
    """The member of the team whom the event is about, with or without an account."""
    email = _known(about.member).email
    yield Recipient(email, _languages(session, about, [email])[email])


def _administrators(session: Session, about: About) -> Iterator[Recipient]:
    """Everybody who can act as administrator now."""
    return (Recipient(*each) for each in waiting.administrators(session))


def _note_to(session: Session, about: About) -> Iterator[Recipient]:
    """The addresses in the settings that receive the journal's last hash."""
    known = proposals.languages(session, settings().note_to)
    return (Recipient(email, known.get(email, LANGUAGES[0])) for email in settings().note_to)


def _account(session: Session, about: About) -> Iterator[Recipient]:
    """The person whose account it is about."""
    account = _known(about.account)
    yield Recipient(account.email, account.language)


def _other_address(session: Session, about: About) -> Iterator[Recipient]:
    """The same person at an address that is not, or no longer, the account's."""
    yield Recipient(about.address, _known(about.account).language)


FOUND_BY: Mapping[Recipients, Callable[[Session, About], Iterable[Recipient]]] = {
    Recipients.CALL_TEAMS: _call_teams,
    Recipients.CALL_JUDGES: _call_judges,
    Recipients.ASKED_JUDGES: _asked_judges,
    Recipients.OWNERS: _owners,
    Recipients.TEAM: _team,
    Recipients.OTHER_MEMBERS: _other_members,
    Recipients.LEADER: _leader,
    Recipients.FORMER_LEADER: _former_leader,
    Recipients.SUCCESSOR: _successor,
    Recipients.HEIR: _heir,
    Recipients.MEMBER: _member,
    Recipients.ADMINISTRATORS: _administrators,
    Recipients.NOTE_TO: _note_to,
    Recipients.ACCOUNT: _account,
    Recipients.OTHER_ADDRESS: _other_address,
}


def _known(concerned: T | None) -> T:
    """Return the argument; raises ValueError for None, when the service did not name the record or person."""
    if concerned is None:
        raise ValueError("the event does not say whom or what it is about")
    return concerned


def _joined(session: Session, about: About) -> list[TeamMember]:
    team = proposals.team(session, pk(_known(about.proposal)))
    return [member for member, _ in team if member.standing is Standing.JOINED]


def _limited(session: Session, about: About, emails: Iterable[str]) -> Iterator[Recipient]:
    found = sorted(emails)  # in one fixed order, as each count is locked
    languages = _languages(session, about, found)
    return (Recipient(email, languages[email], limited=tries.RECEIPT) for email in found)


def _languages(session: Session, about: About, emails: list[str]) -> dict[str, str]:
    """The language of each: the account's, or that in which the proposal is written."""
    written = _known(about.proposal).language
    return dict.fromkeys(emails, written) | proposals.languages(session, emails)
