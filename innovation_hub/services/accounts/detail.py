"""One person for administrators, with dates and history; and the institutions of all people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from db.queries import journal as events
from db.queries import people as queries
from db.unit_of_work import read_only
from innovation_hub.domain.permissions import Actor, Permission, Role, ensure
from innovation_hub.services import journal
from innovation_hub.services.accounts.people import Person, found_person
from innovation_hub.services.cache import cached_until_journalled
from innovation_hub.services.journal import History


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """A person with their dates: ``roles`` by time given, ``moved_at`` the last time of each journal event."""

    person: Person
    roles: Mapping[Role, datetime]
    moved_at: Mapping[str, datetime]


def detail(actor: Actor, *, account_id: int) -> PersonDetail:
    """One account with its dates; raises `NotFound`."""
    ensure(actor, Permission.ACCOUNT_MANAGE)
    with read_only() as session:
        return PersonDetail(
            found_person(session, account_id),
            queries.roles_since(session, account_id),
            events.last_times(session, "account", account_id),
        )


def history(actor: Actor, *, account_id: int, offset: int = 0) -> History:
    """The history of an account; raises `NotFound`."""
    ensure(actor, Permission.ACCOUNT_MANAGE)
    with read_only() as session:
        found_person(session, account_id)
        return journal.history(session, actor, "account", account_id, offset=offset)


def institutions_of_people(actor: Actor) -> list[tuple[int, str, str]]:
    """Id and both names of the institutions that accounts belong to, deactivated ones included."""
    ensure(actor, Permission.ACCOUNT_MANAGE)
    with read_only() as session:
        return list(_places(session))


@cached_until_journalled(size=4)
def _places(session: Session) -> tuple[tuple[int, str, str], ...]:
    """Cached: people join institutions, and these get other names, by journalled steps alone."""
    return tuple((row.id, row.name_sw, row.name_en) for row in queries.places(session))
