"""Who waits for a role knows where they stand, and administrators know that somebody waits."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from db.models.accounts import RoleRequest
from db.models.messages import OutboxMessage
from db.unit_of_work import read_only
from innovation_hub.domain.accounts import AccountKind, StudyLevel
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Conflict, Forbidden, Invalid
from innovation_hub.services import accounts, mail, my_account
from tests.factories.registration import PASSWORD, a_person, an_institution
from tests.services.test_accounts import registered


def staff(email="afisa@wizara.example"):
    """The actor of somebody who has registered as staff of an institution and confirmed the address."""
    of = {"kind": AccountKind.STAFF, "study_level": StudyLevel.NONE, "institution": an_institution()}
    registered(email=email, name="Asha Afisa", **of)
    return accounts.actor_of_session(accounts.sign_in(email, PASSWORD).session_id)


def asked() -> list[OutboxMessage]:
    with read_only() as session:
        query = select(OutboxMessage).where(OutboxMessage.kind == "roles_wanted")
        return list(session.exec(query.order_by(OutboxMessage.id)))


@pytest.fixture
def admin():
    return a_person(Role.ADMINISTRATOR, name="Zawadi Admin", email="zawadi@hub.example", language="sw")


def test_administrators_get_one_email_a_day_while_somebody_new_waits(admin, clock):
    a_person(Role.ADMINISTRATOR, email="second@hub.example", language="en")
    assert accounts.tell_administrators() == 0
    person = staff()
    assert accounts.without_role(person).told_at is None
    assert [accounts.tell_administrators() for _ in range(3)] == [2, 0, 0]
    assert accounts.without_role(person).told_at is not None
    second = staff("wa-pili@wizara.example")
    assert accounts.tell_administrators() == 0  # one e-mail has gone today
    assert accounts.without_role(second).told_at is None
    clock.forward(days=1)
    assert accounts.tell_administrators() == 2
    clock.forward(days=1)
    assert accounts.tell_administrators() == 0  # nobody new
    assert [(one.to_address, one.params["count"]) for one in asked()] == [
        ("zawadi@hub.example", 1),
        ("second@hub.example", 1),
        ("zawadi@hub.example", 2),
        ("second@hub.example", 2),
    ]
    email = mail.render(asked()[-1])
    assert email["Subject"] == "2 people are waiting for a role"
    assert "/people?show=without_role" in email.get_content()


def test_two_processes_tell_them_once(admin):
    staff()
    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(lambda _: accounts.tell_administrators(), range(2))) == [0, 1]
    assert len(asked()) == 1


def test_nobody_is_told_of_who_has_a_role_or_has_gone(admin):
    first, second = staff(), staff("wa-pili@wizara.example")
    accounts.grant(admin, account_id=first.id, role=Role.JUDGE, institution_id=first.institution_id)
    my_account.close_mine(second, password=PASSWORD)
    assert accounts.tell_administrators() == 0
    with read_only() as session:
        assert session.exec(select(RoleRequest)).all() == []


def test_without_an_administrator_the_day_is_not_used_up():
    person = staff()
    assert accounts.tell_administrators() == 0
    assert accounts.without_role(person).administrators == ()
    a_person(Role.ADMINISTRATOR)
    assert accounts.tell_administrators() == 1


def test_a_person_learns_where_they_stand(admin):
    person = staff()
    found = accounts.without_role(person)
    assert (found.kind, found.asked, found.administrators) == (AccountKind.STAFF, True, ("Zawadi Admin",))
    assert found.institution
    assert accounts.without_role(admin) is None
    taken = a_person()
    assert accounts.without_role(taken).asked is False


def test_one_press_grants_what_was_seen_and_nothing_else(admin):
    person, elsewhere = staff(), an_institution()
    with pytest.raises(Conflict):
        accounts.grant(admin, account_id=person.id, role=Role.OFFICER, institution_id=elsewhere)
    accounts.grant(admin, account_id=person.id, role=Role.OFFICER, institution_id=person.institution_id)
    with pytest.raises(Conflict):
        accounts.grant(admin, account_id=person.id, role=Role.JUDGE, institution_id=person.institution_id)
    assert accounts.person(admin, account_id=person.id).roles == {Role.OFFICER}
    placeless = a_person()
    with pytest.raises(Invalid, match="no_institution"):
        accounts.grant(admin, account_id=placeless.id, role=Role.APPROVER, institution_id=None)
    with pytest.raises(Forbidden):
        accounts.grant(person, account_id=placeless.id, role=Role.JUDGE, institution_id=None)
