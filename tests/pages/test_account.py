"""One's own account, drawn and used without a browser."""

import json

import pytest
from sqlmodel import select

from db.models.accounts import Account
from db.unit_of_work import read_only
from innovation_hub.domain.accounts import Sex
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.i18n import translator
from innovation_hub.services import accounts, my_account, proposals
from innovation_hub.ui.browsers import browser
from tests.factories.accounts import a_student
from tests.factories.registration import PASSWORD, a_person, a_university
from tests.pages.kit import html, open_page, refused, sound, text
from tests.services.test_leading import with_member


@pytest.fixture
def neema():
    return a_person(
        Role.STUDENT,
        name="Neema *Mushi*",
        institution_id=a_university(),
        password_hash=accounts.hash_password(PASSWORD),
    )


def choose(app, part: str):
    """Open one part of the account page."""
    return sound(next(one for one in app.button_group if one.key == "account.part").set_value(part).run())


def button(app, key: str):
    return next(one for one in app.button if str(one.key).endswith(key))


def field(app, key: str):
    return next(one for one in app.text_input if str(one.key).endswith(key))


def test_a_person_sees_who_they_are(neema):
    seen = html(open_page("account", neema))
    for expected in ("@example.test", "Student", my_account.my_profile(neema).institution[1], "This browser"):
        assert expected in seen


def test_a_visitor_is_asked_to_sign_in(database_url):
    assert refused(open_page("account", VISITOR))


def test_somebody_without_a_role_is_told_to_wait(database_url):
    assert "You have no role yet" in text(open_page("account", a_person()))


def test_the_name_is_corrected_and_a_bad_one_stays_to_be_mended(neema):
    app = choose(open_page("account", neema), "name")
    field(app, "account.name").set_value("7")
    sound(button(app, "save_name").click().run())
    assert app.error
    assert field(app, "account.name").value == "7"
    field(app, "account.name").set_value("Neema Mushi Juma")
    sound(button(app, "save_name").click().run())
    assert "The name is saved" in text(app)
    assert my_account.my_profile(neema).name == "Neema Mushi Juma"


def test_the_language_is_chosen_for_pages_and_letters(neema):
    app = choose(open_page("account", neema), "name")
    sound(next(one for one in app.radio if one.key == "account.language").set_value("sw").run())
    assert app.title[0].value == translator("sw")("pages.account")
    assert accounts.actor_of_session(neema.session_id).language == "sw"


def test_the_password_is_changed_and_the_old_one_is_asked_for(neema):
    app = choose(open_page("account", neema), "password")
    field(app, ".current").set_value("not this one 1")
    field(app, ".new").set_value("kiangazi kirefu 3")
    sound(button(app, ".save").click().run())
    assert "current password is not correct" in text(app)
    field(app, ".current").set_value(PASSWORD)
    sound(button(app, ".save").click().run())
    assert "Your password is changed" in text(app)
    assert field(app, ".new").value == ""


def test_other_browsers_are_signed_out(neema):
    with read_only() as session:
        email = session.exec(select(Account.email).where(Account.id == neema.id)).one()
    accounts.sign_in(email, PASSWORD, user_agent="Mozilla/5.0 (Android 14; Mobile) Firefox/130.0")
    app = open_page("account", neema)
    assert "Firefox, Android" in html(app)
    sound(button(app, "end_others").click().run())
    assert "signed out on 1 other browser" in text(app)
    assert len(accounts.my_sessions(neema)) == 1


def test_an_account_is_closed_only_on_purpose(neema):
    app = choose(open_page("account", neema), "close")
    field(app, "close.password").set_value(PASSWORD)
    sound(button(app, "close.do").click().run())
    assert "Nothing was erased" in text(app)
    app.checkbox[0].check()
    field(app, "close.password").set_value(PASSWORD)
    sound(button(app, "close.do").click().run())
    assert "Your account is closed" in text(app)
    assert accounts.actor_of_session(neema.session_id) is None


def test_a_page_that_was_open_when_the_session_ended_shows_nothing_more(neema):
    app = open_page("account", neema)
    accounts.sign_out(neema.session_id)
    assert refused(sound(app.run()))


def test_the_copy_of_ones_data_is_json(neema):
    assert json.loads(my_account.export_mine(neema))["account"]["name"] == "Neema *Mushi*"


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge, Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("", "Unknown browser"),
    ],
)
def test_browsers_are_named_as_people_name_them(header, said):
    assert browser(translator("en"), header) == said


def test_what_one_leads_is_asked_before_the_account_is_closed(neema):
    friend = a_student(name="Asha Juma")
    view, place = with_member(neema, friend)
    app = choose(open_page("account", neema), "close")
    field(app, "close.password").set_value(PASSWORD)
    app.checkbox[0].check()
    sound(button(app, "close.do").click().run())
    assert "First choose what happens to it" in text(app)
    asked = next(one for one in app.selectbox if str(one.key).endswith(f"close.{view.id}"))
    assert asked.options == ["Hand the lead over to Asha Juma", "Delete the draft"]
    asked.select(place)
    sound(button(app, "close.do").click().run())
    assert "Your account is closed" in text(app)
    assert proposals.get(friend, proposal_id=view.id).leads


def test_a_lead_taken_over_while_the_page_is_open_is_told_of(neema):
    leader = a_student()
    view, place = with_member(leader, neema)
    app = choose(open_page("account", neema), "close")
    field(app, "close.password").set_value(PASSWORD)
    app.checkbox[0].check()
    proposals.hand_over(leader, proposal_id=view.id, version=view.version, member_id=place)
    sound(button(app, "close.do").click().run())
    assert "Your account is closed" not in text(app)
    assert accounts.actor_of_session(neema.session_id)


def test_the_address_is_asked_for_and_university_level_and_sex_are_stated(neema):
    app = choose(open_page("account", neema), "email")
    field(app, ".new").set_value("mpya@udom.example")
    field(app, ".current").set_value("not this one 1")
    sound(button(app, ".save").click().run())
    assert field(app, ".new").value == "mpya@udom.example"
    field(app, ".current").set_value(PASSWORD)
    sound(button(app, ".save").click().run())
    assert "We have sent an e-mail to mpya@udom.example" in text(app)
    app = choose(app, "about")
    app.selectbox[-1].select_index(0)
    sound(button(app, ".save").click().run())
    assert "Saved." in text(app)
    assert my_account.my_profile(neema).sex is Sex.FEMALE
