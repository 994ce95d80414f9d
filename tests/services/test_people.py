"""What administrators may do with people, and what nobody may."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from db.models.accounts import Account, AccountRole, Session
from db.models.institutions import Institution, Region
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.accounts import AccountKind, AccountState
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.errors import Conflict, Forbidden, Invalid, NotFound, SignInRequired
from innovation_hub.services import accounts, my_account
from innovation_hub.services.accounts import PeopleOrder, Wanted
from tests.factories.journal import deeds
from tests.factories.registration import PASSWORD, a_form, a_person, an_institution
from tests.statements import watched


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
        lambda: accounts.near_person(who, wanted=Wanted(), account_id=who.id),
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
        return {row.name for row in accounts.people(admin, wanted=Wanted(**wanted)).items}

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


@pytest.fixture
def spread(admin):
    """Two people at institutions in two regions, and one without an institution."""
    with unit_of_work() as uow:
        for code in ("TZ-01", "TZ-02"):
            uow.session.add(Region(code=code, name_sw=code, name_en=code, zone="", zanzibar=False))
        uow.commit()
    found = {}
    for name, code in (("Chuki", "TZ-01"), ("Asha", "TZ-02"), ("Baraka", None)):
        place = an_institution() if code else None
        if place:
            with unit_of_work() as uow:
                uow.session.get(Institution, place).region_code = code
                uow.commit()
        found[name] = a_person(Role.JUDGE, name=name, institution_id=place)
    return found


def listed(admin, **wanted) -> list[str]:
    return [row.name for row in accounts.people(admin, wanted=Wanted(**wanted)).items]


def test_people_are_narrowed_by_institution_region_and_kind(admin, spread):
    place = spread["Asha"].institution_id
    assert listed(admin, institution_id=place) == listed(admin, region="TZ-02") == ["Asha"]
    assert listed(admin, region="TZ-03") == []
    accounts.register(a_form())
    assert listed(admin, kind=AccountKind.STUDENT) == ["Neema Mushi"]
    places = {number for number, _, _ in accounts.institutions_of_people(admin)}
    assert {place, spread["Chuki"].institution_id} <= places
    unused = an_institution()
    assert unused not in {number for number, _, _ in accounts.institutions_of_people(admin)}


def test_people_are_sorted_by_name_by_account_and_by_sign_in(admin, spread):
    with unit_of_work() as uow:
        for name, day in (("Asha", 3), ("Chuki", 9)):
            account_id = spread[name].id
            for session in uow.session.exec(select(Session).where(Session.account_id == account_id)):
                session.created_at = datetime(2020, 1, day, tzinfo=UTC)
        for row in uow.session.exec(select(Session).where(Session.account_id == spread["Baraka"].id)):
            uow.session.delete(row)
        uow.session.get(Account, spread["Chuki"].id).name = ""
        uow.commit()
    assert listed(admin) == ["Baraka", "Asha", "", "Zawadi Admin"]
    assert listed(admin, order=PeopleOrder.NAME) == ["Asha", "Baraka", "Zawadi Admin", ""]
    found = accounts.people(admin, wanted=Wanted(order=PeopleOrder.SIGNED_IN)).items
    assert [row.name for row in found] == ["Zawadi Admin", "", "Asha", "Baraka"]
    assert found[2].signed_in_at == datetime(2020, 1, 3, tzinfo=UTC)
    assert found[3].signed_in_at is None


@pytest.mark.parametrize("order", PeopleOrder)
def test_each_order_and_filter_is_one_question_and_pages_follow_each_other(admin, spread, order):
    wanted = Wanted(text="a", role=Role.JUDGE, order=order)
    whole = [row.name for row in accounts.people(admin, wanted=wanted).items]
    with watched() as seen:
        pages = [accounts.people(admin, wanted=wanted, offset=n, size=1) for n in range(3)]
    assert len(seen) == 3
    assert [page.items[0].name for page in pages] == whole
    assert {page.total for page in pages} == {3}


@pytest.mark.parametrize("order", PeopleOrder)
def test_the_neighbours_of_a_person_are_those_of_the_list_over_the_edges_of_pages(admin, order):
    for name in ("Asha", "Baraka", "Asha", "Asha", "Baraka"):
        a_person(Role.JUDGE, name=name)
    with unit_of_work() as uow:
        for row in (*uow.session.exec(select(Account)), *uow.session.exec(select(Session))):
            row.created_at = datetime(2020, 1, 1, tzinfo=UTC)
        uow.commit()
    wanted = Wanted(text=" A", role=Role.JUDGE, order=order)
    ids = [row.id for row in accounts.people(admin, wanted=wanted).items]
    assert len(ids) == 5
    for place, number in enumerate(ids):
        asked = {"wanted": wanted, "account_id": number, "size": 2}
        near = accounts.near_person(admin, **asked, offset=place // 2 * 2)
        first = max(0, place - 1)
        assert (near.ids, near.first, near.total) == (tuple(ids[first : place + 2]), first, 5)
    assert accounts.near_person(admin, wanted=wanted, account_id=admin.id) is None


@pytest.mark.parametrize("number", [7, 30])
def test_neighbours_are_sought_on_the_page_and_beside_it_in_two_statements(admin, number):
    ids = [a_person(Role.JUDGE).id for _ in range(number)][::-1]
    asked = {"wanted": Wanted(role=Role.JUDGE), "account_id": ids[3], "size": 2}
    with watched() as seen:
        found = [accounts.near_person(admin, **asked, offset=offset) for offset in (0, 2, 4)]
    assert [one.ids for one in found] == [tuple(ids[2:5])] * 3
    assert [(one.first, one.total) for one in found] == [(2, number)] * 3
    assert len(seen) <= 6
    assert accounts.near_person(admin, **asked, offset=6) is None
    assert accounts.near_person(admin, **asked, offset=60) is None


def test_the_dates_and_the_history_of_a_person_are_for_administrators(admin):
    person = a_person(Role.JUDGE, name="Asha")
    accounts.disable(admin, account_id=person.id)
    found = accounts.detail(admin, account_id=person.id)
    assert list(found.roles) == [Role.JUDGE]
    assert list(found.moved_at) == ["account.disabled"]
    told = accounts.history(admin, account_id=person.id)
    assert [(entry.event, entry.actor) for entry in told.entries.items] == [
        ("account.disabled", "Zawadi Admin")
    ]
    for read in (accounts.detail, accounts.history):
        with pytest.raises(NotFound):
            read(admin, account_id=999)
        for role in (role for role in Role if role is not Role.ADMINISTRATOR):
            with pytest.raises(Forbidden):
                read(a_person(role), account_id=person.id)
        with pytest.raises(SignInRequired):
            read(VISITOR, account_id=person.id)
    with pytest.raises(Forbidden):
        accounts.institutions_of_people(a_person(Role.ORGANISER))


@pytest.mark.parametrize("times", [1, 3])
def test_a_person_asks_as_many_questions_however_much_happened(admin, times):
    person = a_person(Role.JUDGE)
    for _ in range(times):
        accounts.disable(admin, account_id=person.id)
        accounts.enable(admin, account_id=person.id)
    with watched() as seen:
        accounts.detail(admin, account_id=person.id)
        accounts.history(admin, account_id=person.id)
    assert len(seen) == 3 + 3


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
        assert len(page.items) <= 3
        return sum(statement.startswith("SELECT") for statement in seen)

    counted.append(statements())
    for _ in range(4):
        a_person(Role.JUDGE, Role.ORGANISER)
    counted.append(statements())
    assert counted == [1, 1]
    assert accounts.people(admin, size=3).total == 5
    assert len(accounts.people(admin, offset=3, size=3).items) == 2


def test_the_command_line_adds_people():
    place = an_institution()
    with read_only() as session:
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
