"""What administrators may do with people, and what nobody may."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from db.models.accounts import Account, AccountRole
from db.unit_of_work import read_only
from innovation_hub.domain.accounts import AccountState
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound, SignInRequired
from innovation_hub.services import accounts, my_account
from innovation_hub.services.accounts import Wanted
from tests.factories.journal import deeds
from tests.factories.registration import PASSWORD, a_form, a_person, an_institution


def arrange(admin, person, *roles: Role, place: int | None = None, seen: set[Role] | None = None) -> None:
    held = accounts.person(admin, account_id=person.id).roles if seen is None else frozenset(seen)
    accounts.arrange(admin, account_id=person.id, institution_id=place, roles=frozenset(roles), seen=held)


def roles_of(person) -> set[Role]:
    with read_only() as session:
        return set(session.exec(select(AccountRole.role).where(AccountRole.account_id == person.id)))


def events() -> list[str]:
    return [entry.event for entry in deeds()]


@pytest.fixture
def admin():
    return a_person(Role.ADMINISTRATOR, name="Zawadi Admin")


def test_an_administrator_gives_and_takes_roles_and_each_is_journalled(admin):
    person, place = a_person(), an_institution()
    arrange(admin, person, Role.OFFICER, Role.JUDGE, place=place)
    assert roles_of(person) == {Role.OFFICER, Role.JUDGE}
    assert accounts.actor_of_session(person.session_id).institution_id == place
    arrange(admin, person, Role.JUDGE)
    assert roles_of(person) == {Role.JUDGE}
    assert events() == [
        "account.institution_set",
        "account.role_granted",
        "account.role_granted",
        "account.institution_set",
        "account.role_revoked",
    ]


def test_what_stays_the_same_is_not_journalled(admin):
    person = a_person(Role.JUDGE)
    arrange(admin, person, Role.JUDGE)
    assert events() == []


@pytest.mark.parametrize("role", [Role.OFFICER, Role.APPROVER])
def test_officers_and_approvers_belong_somewhere(admin, role):
    person = a_person()
    with pytest.raises(Invalid, match="no_institution"):
        arrange(admin, person, role)
    arrange(admin, person, role, place=an_institution())
    with pytest.raises(Invalid, match="no_institution"):
        arrange(admin, person, role)
    assert roles_of(person) == {role}


def test_two_administrators_do_not_undo_each_other(admin):
    person = a_person(Role.JUDGE)
    arrange(admin, person, Role.JUDGE, Role.ORGANISER)
    arrange(admin, person, Role.STUDENT, seen={Role.JUDGE})  # whose page still showed the judge alone
    assert roles_of(person) == {Role.ORGANISER, Role.STUDENT}


def test_the_last_administrator_stays(admin):
    with pytest.raises(Forbidden, match="last_administrator"):
        arrange(admin, admin)
    other = a_person(Role.ADMINISTRATOR)
    arrange(admin, admin, Role.JUDGE)
    with pytest.raises(Forbidden):
        accounts.people(accounts.actor_of_session(admin.session_id))
    with pytest.raises(Forbidden, match="last_administrator"):
        arrange(other, other)


def test_two_administrators_removing_each_other_leave_one(admin):
    other = a_person(Role.ADMINISTRATOR)
    both = threading.Barrier(2)

    def remove(pair) -> bool:
        who, whom = pair
        both.wait()
        try:
            arrange(who, whom, seen={Role.ADMINISTRATOR})
        except Forbidden:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(remove, [(admin, other), (other, admin)]))
    assert sorted(done) == [False, True]


def test_a_disabled_person_is_out_at_once_until_enabled(admin):
    person = a_person(Role.JUDGE)
    accounts.disable(admin, account_id=person.id)
    assert accounts.actor_of_session(person.session_id) is None
    with pytest.raises(Invalid, match="not_active"):
        arrange(admin, person, Role.JUDGE, Role.ORGANISER)
    accounts.enable(admin, account_id=person.id)
    assert accounts.person(admin, account_id=person.id).state is AccountState.ACTIVE
    assert accounts.actor_of_session(person.session_id) is None  # the old session stays over
    assert events() == ["account.disabled", "account.enabled"]


def test_nobody_disables_themselves(admin):
    a_person(Role.ADMINISTRATOR)
    with pytest.raises(Forbidden, match="own_account"):
        accounts.disable(admin, account_id=admin.id)


def test_a_closed_account_stays_closed(admin):
    person = a_person(password_hash=accounts.hash_password(PASSWORD))
    my_account.close_mine(person, password=PASSWORD)
    with pytest.raises(Invalid, match="closed"):
        accounts.enable(admin, account_id=person.id)


@pytest.mark.parametrize("role", [None, *(role for role in Role if role is not Role.ADMINISTRATOR)])
def test_only_administrators_manage_people(role):
    who, other = a_person(*([role] if role else [])), a_person(Role.JUDGE)
    for act in (
        lambda: accounts.people(who),
        lambda: accounts.person(who, account_id=who.id),
        lambda: accounts.disable(who, account_id=other.id),
        lambda: accounts.enable(who, account_id=other.id),
        lambda: arrange(who, who, Role.ADMINISTRATOR, seen=set()),
    ):
        with pytest.raises(Forbidden):
            act()
    with pytest.raises(SignInRequired):
        accounts.people(VISITOR)


def test_there_is_no_such_person(admin):
    for act in (accounts.disable, accounts.enable, accounts.person):
        with pytest.raises(NotFound):
            act(admin, account_id=999)


def test_people_are_found_by_name_address_institution_role_and_state(admin):
    judge = a_person(Role.JUDGE, name="100% Ng'wandu_a", institution_id=an_institution())
    place = accounts.person(admin, account_id=judge.id).institution[0]
    a_person(Role.STUDENT, name="Juma Hassan")
    a_person(name="Waiting Person")
    accounts.register(a_form())

    def names(**wanted) -> set[str]:
        return {row.name for row in accounts.people(admin, wanted=Wanted(**wanted)).rows}

    assert names(text="ng'WANDU") == {judge.name}
    assert names(text="100%") == names(text="u_a") == {judge.name}
    assert names(text="%") == {judge.name}
    assert names(text=place.upper()) == {judge.name}
    assert names(text="udom.example") == {"Neema Mushi"}
    assert names(role=Role.JUDGE) == {judge.name}
    assert names(state=AccountState.UNCONFIRMED) == {"Neema Mushi"}
    assert names(without_role=True) == {"Waiting Person"}
    assert accounts.people(admin).waiting == 1
    assert names(text="nobody at all") == set()


def test_the_list_is_paged_and_costs_the_same_for_one_and_for_many(admin):
    from sqlalchemy import event

    from db.engine import engine

    counted: list[int] = []

    def statements() -> int:
        seen = []

        def listener(_connection, _cursor, statement, *_):
            seen.append(statement)

        event.listen(engine(), "before_cursor_execute", listener)
        page = accounts.people(admin, size=3)
        event.remove(engine(), "before_cursor_execute", listener)
        assert len(page.rows) <= 3
        return sum(statement.startswith("SELECT") for statement in seen)

    counted.append(statements())
    for _ in range(4):
        a_person(Role.JUDGE, Role.ORGANISER)
    counted.append(statements())
    assert counted == [1, 1]
    assert accounts.people(admin, size=3).total == 5
    assert len(accounts.people(admin, offset=3, size=3).rows) == 2


def test_the_command_line_adds_people():
    place = an_institution()
    with read_only() as session:
        from db.models.institutions import Institution

        code = session.get(Institution, place).code
    account_id = accounts.user_add(
        email=" Afisa@Wizara.example",
        name="Afisa Mmoja",
        roles={Role.OFFICER},
        institution_code=code,
        password=PASSWORD,
    )
    signed = accounts.sign_in("afisa@wizara.example", PASSWORD)
    actor = accounts.actor_of_session(signed.session_id)
    assert (actor.account_id, actor.roles, actor.institution_id) == (account_id, {Role.OFFICER}, place)
    with pytest.raises(Conflict, match="taken"):
        accounts.user_add(
            email="afisa@wizara.example",
            name="Mwingine",
            roles=set(),
            institution_code=None,
            password=PASSWORD,
        )


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        ({"email": "x"}, "accounts.refused.email"),
        ({"password": "short"}, "accounts.refused.password_short"),
        ({"institution_code": "NOWHERE"}, "people.refused.unknown_institution"),
        ({"roles": {Role.OFFICER}}, "people.refused.no_institution"),
    ],
)
def test_the_command_line_is_told_what_is_wrong(wrong, key):
    right = {
        "email": "a@example.test",
        "name": "Asha",
        "roles": {Role.JUDGE},
        "institution_code": None,
        "password": PASSWORD,
    }
    with pytest.raises(Invalid, match=key):
        accounts.user_add(**(right | wrong))
    with read_only() as session:
        assert session.exec(select(Account)).all() == []
