"""People, institutions and the journal, as administrators see them."""

import pytest

from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import translator
from innovation_hub.services import accounts, institutions
from innovation_hub.services.accounts import Wanted
from innovation_hub.services.journal import PAGE, Entry
from innovation_hub.ui.journal_details import details
from tests.factories.registration import a_person, a_university, an_institution
from tests.pages.kit import follow, open_page, sound, text, unfold
from tests.pages.test_account import button, field, html


@pytest.fixture
def admin(database_url):
    return a_person(Role.ADMINISTRATOR, name="Zawadi Admin")


def test_people_are_searched_and_filtered(admin):
    a_person(Role.JUDGE, name="Asha <b>Jaji</b>")
    a_person(name="Anayesubiri Mtu")
    app = open_page("people", admin)
    assert "1 person has confirmed" in text(app)
    assert "Asha &lt;b&gt;Jaji&lt;/b&gt;" in html(app)
    sound(field(app, ".q").set_value("asha").run())
    assert "1 person" in html(app)
    assert "Zawadi" not in html(app).partition("<tbody")[2]
    sound(field(app, ".q").set_value("").run())
    sound(app.button_group(key="pick.people.show").set_value("without_role").run())
    assert "Anayesubiri Mtu" in html(app)
    sound(field(app, ".q").set_value("nobody at all").run())
    assert "Nobody matches" in text(app)


def test_a_person_is_given_a_place_and_a_role(admin):
    person, place = a_person(name="Afisa Mpya"), an_institution()
    app = open_page("people", admin, person=person.id)
    roles = next(one for one in app.button_group if "roles" in str(one.key))
    roles.set_value([Role.OFFICER])
    sound(button(app, f"save.{person.id}").click().run())
    assert "must have an institution" in text(app)
    next(one for one in app.selectbox if "place" in str(one.key)).set_value(place)
    sound(button(app, f"save.{person.id}").click().run())
    assert "are saved" in text(app)
    assert accounts.person(admin, account_id=person.id).roles == {Role.OFFICER}


def test_a_person_is_kept_out_and_let_in(admin):
    person = a_person(Role.JUDGE)
    app = open_page("people", admin, person=person.id)
    sound(button(app, f"door.{person.id}").click().run())
    assert accounts.people(admin, wanted=Wanted(role=Role.JUDGE)).items[0].state == "disabled"
    sound(button(app, f"door.{person.id}").click().run())
    assert "can sign in again" in text(app)


def test_an_address_typed_by_hand_that_leads_nowhere_is_a_sentence(admin):
    assert "cannot find this record" in text(open_page("people", admin, person=999))
    assert "cannot find this record" in text(open_page("institutions", admin, institution=999))


def test_an_institution_is_added_and_edited(admin):
    app = open_page("institutions", admin, new=1)
    field(app, ".sw").set_value("Wizara ya Habari")
    field(app, ".code").set_value("WHA")
    sound(button(app, ".save").click().run())
    assert "in both languages" in text(app)
    assert field(app, ".sw").value == "Wizara ya Habari"
    field(app, ".en").set_value("Ministry of Information")
    sound(button(app, ".save").click().run())
    assert "Ministry of Information is saved" in text(app)
    made = institutions.institutions(admin).items[0]

    app = open_page("institutions", admin, institution=made.id)
    field(app, ".en").set_value("Ministry of News")
    sound(button(app, ".save").click().run())
    assert institutions.institution(admin, institution_id=made.id).details.name_en == "Ministry of News"


def test_the_second_of_two_editors_of_an_institution_keeps_their_text(admin):
    made = a_university()
    app = open_page("institutions", admin, institution=made)
    seen = institutions.institution(admin, institution_id=made).details
    from dataclasses import replace

    institutions.edit(
        admin, institution_id=made, seen=seen, details=replace(seen, name_en="The first change")
    )
    field(app, ".en").set_value("The second change")
    sound(button(app, ".save").click().run())
    assert "Name in English: was" in text(app)
    assert field(app, ".en").value == "The second change"
    assert institutions.institution(admin, institution_id=made).details.name_en == "The first change"


def test_an_institution_is_taken_out_of_use_and_put_back(admin):
    made = a_university()
    app = open_page("institutions", admin, institution=made)
    sound(button(app, f"active.{made}").click().run())
    assert institutions.choices() == []
    sound(button(app, f"active.{made}").click().run())
    assert len(institutions.choices()) == 1


def test_the_journal_tells_what_happened_in_words_and_is_checked(admin):
    person = a_person(name="Mtu")
    accounts.arrange(
        admin, account_id=person.id, institution_id=None, roles=frozenset({Role.JUDGE}), seen=frozenset()
    )
    app = open_page("journal", admin)
    seen = html(app)
    for expected in ("Role granted", "Zawadi Admin", f"Account no. {person.id}", "role: Judge"):
        assert expected in seen
    assert "jukumu: Jaji" in html(open_page("journal", admin, lang="sw"))
    sound(button(app, "journal.check").click().run())
    assert "The chain is whole: 3 events" in text(app)  # two more for people who came past the services
    sound(next(one for one in app.selectbox if one.key == "pick.journal.subject").set_value("call").run())
    assert "No events match" in text(app)
    sound(field(app, "journal.number").set_value("x").run())
    assert "in digits" in text(app)


def test_what_the_journal_holds_is_told_in_words_and_survives_tampering():
    t = translator("sw")

    def shown(event, **data):
        return details(t, Entry(1, now(), None, event, "call", 1, data))

    assert (
        shown("call.amended", fields=["title_sw"])
        == f"{t('journal.data.changed')}: {t('calls.field.title_sw')}"
    )
    assert shown("assignment.declined", kind="family") == f"aina: {t('judging.conflict.family')}"
    assert shown("x", **{"from": "2026-01-01T09:00:00+00:00"}) == "kutoka: 2026-01-01 12:00:00"
    assert shown("x", **{"from": "Tampered"}) == "kutoka: Tampered"
    assert shown("x", **{"from": "draft", "to": "submitted"}).startswith(
        f"kutoka: {t('proposals.state.draft')}, "
    )
    assert shown("x", pairs=[[1, 2], [3, 4]]) == f"{t('journal.data.pairs')}: 1–2; 3–4"
    assert len(shown("x", pairs=[[n, n] for n in range(999)])) < 200
    assert shown("x", demo=True, number=None) == "mfano: ndiyo, toleo la: –"


def test_the_journal_is_turned_page_by_page(admin):
    for _ in range((PAGE + 10) // 2):  # two entries each: one for a person who came past the services
        accounts.disable(admin, account_id=(person := a_person()).id)
    app = open_page("journal", admin)
    assert f"no. {person.id}<" in html(app)
    sound(button(app, "journal.older").click().run())
    assert f"no. {person.id}<" not in html(app)
    assert button(app, "journal.older").disabled
    sound(button(app, "journal.newer").click().run())
    assert f"no. {person.id}<" in html(app)


def test_a_filter_stands_in_the_address_by_its_name_in_any_language(admin):
    a_person(Role.JUDGE, name="Asha Jaji")
    app = unfold(open_page("people", admin), "people.filters")
    sound(next(one for one in app.selectbox if one.key == "pick.people.role").set_value("judge").run())
    sound(field(app, ".q").set_value("asha").run())
    assert (app.query_params["role"], app.query_params["q"]) == ("judge", "asha")
    sound(app.run())  # the same address again
    assert "1 person" in html(app)
    sound(field(app, ".q").set_value("").run())
    assert "q" not in app.query_params


def test_an_address_chooses_the_filter_and_one_that_names_none_shows_everybody(admin):
    a_person(Role.JUDGE, name="Asha Jaji")
    assert "Zawadi" not in html(open_page("people", admin, show="judge")).partition("<tbody")[2]
    assert "Zawadi" in html(open_page("people", admin, show="Wenye jukumu: Jaji"))


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({"show": "judge"}, {"role": "judge"}),
        ({"show": "disabled"}, {"state": "disabled"}),
        ({"show": "all"}, {"show": "all"}),
        ({"show": "without_role"}, {"show": "without_role"}),
    ],
)
def test_addresses_of_earlier_releases_lead_to_the_same_people(admin, before, now):
    a_person(Role.JUDGE, name="Asha Jaji")
    a_person(name="Anayesubiri Mtu")
    accounts.disable(admin, account_id=a_person(Role.OFFICER, name="Juma Aliyezuiwa").id)
    app = open_page("people", admin, q="a", **before)
    assert not app.warning
    assert dict(app.query_params) == {"q": "a"} | now
    names = {"judge": "Asha", "disabled": "Juma", "without_role": "Anayesubiri"}
    found = {name for name in ("Zawadi", *names.values()) if f">{name}" in html(app)}
    assert found == ({names[before["show"]]} if before["show"] != "all" else {"Zawadi", *names.values()})


def test_the_list_is_sorted_by_its_address_and_the_rows_keep_it(admin):
    person = a_person(Role.JUDGE, name="Asha Jaji")
    rows = html(open_page("people", admin, order="name", kind="staff")).partition("<tbody")[2]
    assert rows.index("Asha") < rows.index("Zawadi")
    assert f"?kind=staff&amp;order=name&amp;person={person.id}" in rows
    assert "No sign-in on record" not in rows
    assert "Last signed in" in html(open_page("people", admin, order="signed_in"))


def test_a_person_is_a_thing_with_dates_history_and_neighbours(admin):
    judge = a_person(Role.JUDGE, name="Asha Jaji")
    other = a_person(name="Neema Mtu")
    accounts.disable(admin, account_id=judge.id)
    app = open_page("people", admin, person=judge.id, order="name")
    assert "# Asha Jaji" in text(app)
    assert "Account disabled" in html(app)
    assert "Judge (since" in html(app)
    assert "1 of 3" in text(app)
    sound(button(app, "person.after").click().run())
    assert "# Neema Mtu" in text(app)
    assert app.query_params["person"] == str(other.id)
    shown = html(follow(app, person=judge.id, tab="history"))
    assert "Account disabled" in shown
    assert "Zawadi Admin" in shown.partition("<tbody")[2]
    sound(button(app, f"door.{judge.id}").click().run())
    assert "can sign in again" in text(app)


def test_one_steps_from_person_to_person_over_the_edge_of_a_page(admin):
    numbers = [a_person(Role.JUDGE, name=f"Judge {n:02}").id for n in range(accounts.PEOPLE_PAGE + 1)]
    app = open_page("people", admin, person=numbers[-2], role="judge", order="name")
    assert "20 of 21" in text(app)
    sound(button(app, "person.after").click().run())
    assert "# Judge 20" in text(app)
    assert "21 of 21" in text(app)
    expected = {"role": "judge", "order": "name", "page": "2", "person": str(numbers[-1])}
    assert dict(app.query_params) == expected
    assert "person.after" not in [one.key for one in app.button]
    sound(button(app, "person.before").click().run())
    assert "# Judge 19" in text(app)
    assert "page" not in app.query_params


def test_a_person_who_is_not_in_the_filtered_list_has_no_neighbours(admin):
    judge = a_person(Role.JUDGE, name="Asha Jaji")
    a_person(Role.STUDENT)
    app = open_page("people", admin, person=judge.id, role="student")
    assert "# Asha Jaji" in text(app)
    assert not {"person.before", "person.after"} & {one.key for one in app.button}


def test_the_list_is_narrowed_by_its_address_and_each_row_keeps_it(admin):
    an_institution()
    a_university()
    everybody = html(open_page("institutions", admin))
    app = open_page("institutions", admin, kind="university", state="active", page=7)
    assert html(app).count("institution=") == 1 < everybody.count("institution=")
    assert "/institutions?kind=university&amp;state=active&amp;institution=" in html(app)
    sound(button(app, "institutions.clear").click().run())
    assert html(app).count("institution=") == everybody.count("institution=")
    assert not sound(open_page("institutions", admin, region="nowhere")).exception
