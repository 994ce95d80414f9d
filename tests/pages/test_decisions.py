"""What was seen is what is decided: two people at once, each with a page of their own."""

import pytest

from innovation_hub.domain.budgets import LedgerAccount, MovementKind
from innovation_hub.domain.permissions import Role
from innovation_hub.services import accounts, budgets
from innovation_hub.services.accounts import person as person_of
from tests.factories.accounts import an_account
from tests.factories.budgets import Office, a_line, a_movement, an_office
from tests.factories.registration import a_person, an_institution
from tests.pages import kit
from tests.pages.kit import open_page, sound, text

REASON = "The letter of release is missing."


@pytest.fixture
def office(clock) -> Office:
    return an_office()


@pytest.fixture
def release(office):
    return a_movement(office, a_line(office), MovementKind.RELEASE, "60,000", approved=False)


def button(app, label):
    (found,) = [each for each in app.button if each.label == label]
    return found


def plain(app):
    """What the page says, without the marks that keep what people wrote from being markdown."""
    return text(app).replace("\\", "").replace("\xa0", " ")


def opened(office, release):
    app = open_page("approvals", office.approver)
    kit.follow(app, movement=release)
    app.text_area[0].set_value(REASON)
    return app


def changed(office, release):
    (row,) = budgets.pending(office.approver).items
    budgets.edit(
        office.officer,
        movement_id=release,
        version=row.version,
        amount="500,000",
        happened_on=row.happened_on,
        reference=row.reference,
        note=row.note,
    )


@pytest.mark.parametrize("label", ["Approve", "Reject"])
def test_a_movement_changed_since_it_was_seen_is_not_decided(office, release, label):
    app = opened(office, release)
    changed(office, release)
    sound(button(app, label).click().run())
    (row,) = budgets.pending(office.approver).items
    assert row.amount == 500_000
    assert "was TSh 60,000, is now TSh 500,000" in plain(app)
    assert app.text_area[0].value == REASON
    sound(button(app, "I have read it: decide on what it says now").click().run())
    sound(button(app, label).click().run())
    assert not budgets.pending(office.approver).total


def test_a_run_between_the_look_and_the_press_changes_nothing(office, release):
    app = opened(office, release)
    changed(office, release)
    sound(app.run())  # the reason is sent as the field is left, before the press of the button arrives
    press = button(app, "Approve")
    assert press.disabled
    press.proto.disabled = False  # in the browser it is not drawn anew yet
    sound(press.click().run())
    assert budgets.pending(office.approver).total == 1


@pytest.mark.parametrize("taken", ["approved", "rejected", "withdrawn"])
def test_a_movement_decided_or_taken_away_since_is_told_with_the_reason(office, release, taken):
    app = opened(office, release)
    other = an_account(Role.APPROVER, name="Neema Mwingine", institution_id=office.institution_id)
    if taken == "approved":
        budgets.approve(other, movement_id=release, version=1)
    elif taken == "rejected":
        budgets.reject(other, movement_id=release, version=1, reason=REASON)
    else:
        budgets.withdraw(office.officer, movement_id=release, version=1)
    sound(button(app, "Reject").click().run())
    said = plain(app)
    assert f"has {taken} this while you were looking at it" in said
    assert REASON in said
    assert taken == "withdrawn" or "Neema Mwingine" in said
    sound(button(app, "I have read it").click().run())
    assert REASON not in plain(app)


def test_the_approver_sees_all_that_is_approved(office, release):
    said = text(opened(office, release))
    for words in ("Kind of spending", "GFS code", "Reference", "Note", "TSh 60,000"):
        assert words.lower() in said.lower(), words


def test_an_officer_does_not_correct_what_was_corrected_since(office):
    line_id = a_line(office)
    release = a_movement(office, line_id, MovementKind.RELEASE, "60,000", approved=False)
    app = open_page("budget_line", office.officer, line=line_id)
    sound(app.button_group[-1].set_value("correct").run())
    changed(office, release)
    (amount,) = [each for each in app.text_input if each.label == "Amount (TSh)"]
    amount.set_value("7")
    sound(button(app, "Save changes").click().run())
    assert budgets.pending(office.approver).items[0].amount == 500_000
    assert [each.value for each in app.text_input if each.label == "Amount (TSh)"] == ["7"]


def test_a_role_granted_since_the_page_was_seen_is_not_lost(database_url):
    admin, other = (a_person(Role.ADMINISTRATOR, name=name) for name in ("Zawadi", "Neema"))
    person, place = a_person(name="Afisa Mpya"), an_institution()
    app = open_page("people", admin, person=person.id)
    accounts.arrange(
        other, account_id=person.id, institution_id=place, roles=frozenset({Role.JUDGE}), seen=frozenset()
    )
    sound(button(app, "Save").click().run())
    assert person_of(other, account_id=person.id).roles == {Role.JUDGE}
    assert "changed since you looked" in text(app)
    sound(button(app, "I have read it: decide on what it says now").click().run())
    sound(button(app, "Save").click().run())
    assert person_of(other, account_id=person.id).roles == {Role.JUDGE}
    assert person_of(other, account_id=person.id).institution_id == place


def test_money_that_was_not_seen_is_never_booked(office, release):
    app = opened(office, release)
    changed(office, release)
    sound(button(app, "Approve").click().run())
    (row,) = budgets.pending(office.approver).items
    assert LedgerAccount.AVAILABLE not in budgets.line(office.officer, line_id=row.line_id).balances or (
        budgets.line(office.officer, line_id=row.line_id).balances[LedgerAccount.AVAILABLE] == 0
    )


def sure(app):
    """The box that says that all decisions were checked, whatever decisions these are."""
    (found,) = [box for box in app.checkbox if str(box.key).startswith("conclude.")]
    return found
