"""Institutions closed and merged by two administrators at once, each with a page of their own."""

from dataclasses import replace

import pytest

from innovation_hub.domain.budgets import MovementKind
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Role
from innovation_hub.services import budgets, institutions
from tests.factories.accounts import an_institution
from tests.factories.budgets import a_line, a_movement, an_office
from tests.factories.registration import a_person
from tests.pages.kit import labelled, open_page, sound, text

REASON = "It was closed by the notice of June."
GO_ON = "decision.go_on"


@pytest.fixture
def admins(clock):
    return [a_person(Role.ADMINISTRATOR, name=name) for name in ("Zawadi", "Neema")]


@pytest.fixture
def office(clock):
    return an_office(code="ZZ-ONE", name="Halmashauri ya Nyang'hwale")


@pytest.fixture
def waiting(office):
    return a_movement(office, a_line(office), MovementKind.RELEASE, "60,000", approved=False)


@pytest.fixture
def into(clock):
    return an_institution(InstitutionKind.LOCAL_AUTHORITY, code="ZZ-TWO", name="Nyang'hwale DC")


def button(app, key):
    (found,) = [each for each in app.button if each.key == key]
    return found


def accept(app, name):
    (found,) = [each for each in app.button if (each.key or "").startswith(f"{GO_ON}.{name}.(")]
    sound(found.click().run())


def plain(app):
    return text(app).replace("\\", "").replace("\xa0", " ")


def state(admin, number):
    return institutions.institution(admin, institution_id=number)


def renamed(admin, number):
    was = state(admin, number).details
    institutions.edit(admin, institution_id=number, seen=was, details=replace(was, name_en="Quite another"))


def merged(admin, old, into):
    both = [state(admin, number).details for number in (old, into)]
    seen = (*both, institutions.holdings(admin, institution_id=old))
    institutions.merge(admin, institution_id=old, into_id=into, seen=seen)


def closing(admin, office):
    app = open_page("institutions", admin, institution=office.institution_id)
    sound(labelled(app.radio, "institutions.what_of_waiting").set_value(True).run())
    return sound(labelled(app.text_area, "institutions.reason").set_value(REASON).run())


def merging(admin, old, into):
    app = open_page("institutions", admin, institution=old)
    sound(labelled(app.text_input, "institutions.merge_search").set_value("ZZ-TWO").run())
    sound(labelled(app.selectbox, "institutions.merge_into").set_value(into).run())
    return sound(labelled(app.checkbox, "institutions.merge_sure").check().run())


def press(app, key):
    """As in a browser that has not drawn the page anew yet."""
    found = button(app, key)
    found.proto.disabled = False
    return sound(found.click().run())


def test_closing_rejects_what_was_seen_to_wait(admins, office, waiting):
    app = closing(admins[0], office)
    assert "1 transaction is waiting for approval" in plain(app)
    sound(labelled(app.button, "institutions.deactivate").click().run())
    assert not state(admins[0], office.institution_id).active
    assert not institutions.holdings(admins[0], institution_id=office.institution_id).waiting


@pytest.mark.parametrize("how", ["changed", "decided"])
def test_what_waits_is_not_rejected_when_it_is_not_what_was_seen(admins, office, waiting, how):
    app = closing(admins[0], office)
    if how == "changed":
        more = a_line(office, description="Another study")
        a_movement(office, more, MovementKind.RELEASE, "5", approved=False)
    else:
        budgets.approve(office.approver, movement_id=waiting, version=1)
    press(app, f"institution.active.{office.institution_id}")
    assert state(admins[0], office.institution_id).active
    now = "2" if how == "changed" else "0"
    assert f"Transactions waiting for approval: was 1, is now {now}" in plain(app)
    accept(app, f"institution.use.{office.institution_id}")
    if how == "changed":
        assert labelled(app.text_area, "institutions.reason").value == REASON
    press(app, f"institution.active.{office.institution_id}")
    assert not state(admins[0], office.institution_id).active


def test_one_who_closes_what_was_closed_since_does_not_open_it(admins, office):
    app = open_page("institutions", admins[0], institution=office.institution_id)
    institutions.set_active(admins[1], institution_id=office.institution_id, active=False)
    press(app, f"institution.active.{office.institution_id}")
    assert not state(admins[0], office.institution_id).active
    assert "was in use, is now not in use" in plain(app).lower()


def test_one_who_closes_what_was_merged_since_is_told_and_keeps_the_reason(admins, office, waiting, into):
    app = closing(admins[0], office)
    merged(admins[1], office.institution_id, into)
    press(app, f"institution.active.{office.institution_id}")
    said = plain(app)
    assert "has been merged into another one. Nothing was changed." in said
    assert REASON in said
    assert len(institutions.holdings(admins[0], institution_id=into).waiting) == 1


def test_merging_leads_to_the_one_that_stays(admins, office, into):
    app = merging(admins[0], office.institution_id, into)
    assert "People: **2**" in plain(app)
    assert "ZZ-ONE stays here, out of use" in plain(app)
    sound(labelled(app.button, "institutions.merge_now").click().run())
    assert state(admins[0], office.institution_id).merged_into == into


@pytest.mark.parametrize("which", ["one", "other"])
def test_what_was_changed_since_is_not_merged(admins, office, into, which):
    app = merging(admins[0], office.institution_id, into)
    renamed(admins[1], office.institution_id if which == "one" else into)
    key = labelled(app.button, "institutions.merge_now").key
    press(app, key)
    assert state(admins[0], office.institution_id).merged_into is None
    code = "ZZ-ONE" if which == "one" else "ZZ-TWO"
    assert f"{code}: Name in English" in plain(app)
    accept(app, f"institution.merge.{office.institution_id}.{into}")
    assert not labelled(app.checkbox, "institutions.merge_sure").value  # said of what was seen before
    sound(labelled(app.checkbox, "institutions.merge_sure").check().run())
    press(app, key)
    assert state(admins[0], office.institution_id).merged_into == into


@pytest.mark.parametrize("taken", ["closed", "merged"])
def test_one_that_cannot_be_merged_into_any_more_is_told(admins, office, into, taken):
    app = merging(admins[0], office.institution_id, into)
    if taken == "closed":
        institutions.set_active(admins[1], institution_id=into, active=False)
    else:
        merged(admins[1], into, an_institution(InstitutionKind.LOCAL_AUTHORITY))
    press(app, labelled(app.button, "institutions.merge_now").key)
    assert state(admins[0], office.institution_id).merged_into is None
    assert "was taken out of use or merged while you were looking at it" in plain(app)


def test_one_that_was_merged_by_another_administrator_is_told(admins, office, into):
    app = merging(admins[0], office.institution_id, into)
    merged(admins[1], office.institution_id, into)
    press(app, labelled(app.button, "institutions.merge_now").key)
    assert "ZZ-ONE was merged into ZZ-TWO" in plain(app)


def test_a_similar_one_is_asked_about_before_it_is_added(admins, office):
    app = open_page("institutions", admins[0], new=1)
    for name in ("name_sw", "name_en"):
        labelled(app.text_input, f"institutions.field.{name}").set_value("Halmashauri ya Nyanghwale")
    labelled(app.text_input, "institutions.field.code").set_value("ZZ-NEW")
    sound(labelled(app.button, "institutions.save").click().run())
    assert "may be here already" in plain(app)
    assert institutions.institutions(admins[0]).total == 1
    sound(labelled(app.button, "institutions.add_anyway").click().run())
    assert institutions.institutions(admins[0]).total == 2
