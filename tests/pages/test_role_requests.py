"""A person without a role, and the administrator's list of those who wait."""

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.services import accounts
from tests.factories.registration import a_person, an_institution
from tests.pages.kit import open_page, sound, text
from tests.pages.test_account import button, html


@pytest.fixture
def admin(database_url):
    return a_person(Role.ADMINISTRATOR, name="Zawadi Admin")


@pytest.fixture
def person(admin):
    return a_person(name="Asha Afisa", institution_id=an_institution())


def waiting_list(admin):
    app = open_page("people", admin)
    return sound(app.button_group(key="pick.people.show").set_value("without_role").run())


@pytest.mark.parametrize("page", ["home", "account"])
def test_whoever_has_no_role_reads_what_is_missing_and_whom_to_ask(page, person):
    seen = text(open_page(page, person))
    assert "You have no role yet, Asha Afisa" in seen
    assert "as staff of" in seen
    assert "Zawadi Admin" in seen
    assert "need a role, which an administrator grants" in seen
    assert "Bado huna jukumu" in text(open_page(page, person, lang="sw"))
    assert "no role yet" not in text(open_page(page, a_person(Role.JUDGE)))


def test_the_list_of_those_who_wait_is_one_press_away_and_a_role_another(admin, person):
    assert 'href="/people?show=without_role"' in html(open_page("people", admin))
    app = waiting_list(admin)
    assert "Asha Afisa" in html(app)
    sound(button(app, f"people.grant.officer.{person.id}").click().run())
    assert "Asha Afisa now has the role" in text(app)
    assert "Nobody is waiting" in text(app)
    assert accounts.person(admin, account_id=person.id).roles == {Role.OFFICER}


def test_of_two_administrators_the_second_reads_what_the_first_has_granted(admin, person):
    app = waiting_list(admin)
    accounts.grant(admin, account_id=person.id, role=Role.JUDGE, institution_id=person.institution_id)
    sound(button(app, f"people.grant.approver.{person.id}").click().run())
    assert "Asha Afisa has a role by now: Judge" in text(app)
    assert accounts.person(admin, account_id=person.id).roles == {Role.JUDGE}


def test_a_role_is_not_granted_at_another_institution_than_was_seen(admin, person):
    app = waiting_list(admin)
    accounts.arrange(
        admin, account_id=person.id, institution_id=an_institution(), roles=frozenset(), seen=frozenset()
    )
    sound(button(app, f"people.grant.officer.{person.id}").click().run())
    assert "Nothing has been decided" in text(app)
    assert accounts.person(admin, account_id=person.id).roles == frozenset()
