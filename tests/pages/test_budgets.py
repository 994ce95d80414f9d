"""The budget pages as an officer and an approver use them."""

from datetime import date

import pytest

from innovation_hub.domain.budgets import LedgerAccount, MovementKind, Nature
from innovation_hub.domain.permissions import Role
from innovation_hub.services import budgets
from tests.factories.accounts import an_account
from tests.factories.budgets import YEAR, Office, a_line, a_movement, an_office
from tests.pages import kit
from tests.pages.kit import html, open_page, sound, text

K = MovementKind


@pytest.fixture
def office(clock) -> Office:
    return an_office()


def button(app, label: str):
    (found,) = [each for each in app.button if each.label == label]
    return found


def labelled(elements, label: str):
    (found,) = [each for each in elements if each.label == label]
    return found


def write_line(app, *, gfs: str, amount: str):
    sound(button(app, "Add a line").click().run())
    labelled(app.radio, "Kind of spending").set_value(Nature.RECURRENT)
    labelled(app.text_input, "Description of the line").set_value(
        "To install internet and intercom connection"
    )
    labelled(app.text_input, "Amount allocated (TSh)").set_value(amount)
    labelled(app.text_input, "Cost centre").set_value("518B")
    labelled(app.text_input, "GFS code").set_value(gfs)
    return sound(button(app, "Save and ask for approval").click().run())


def test_an_officer_enters_the_two_real_lines(office):
    app = open_page("budgets", office.officer, year="2017/18")
    assert "There are no lines" in text(app)
    write_line(app, gfs="221201", amount="8,600,000")
    assert "Line saved" in text(app)
    write_line(app, gfs="221215", amount="1,400,000")
    assert budgets.overview(office.officer, financial_year="2017/18").lines.total == 2
    assert "221201" in html(app)


def test_the_name_of_an_institution_is_shown_as_it_is_typed(clock):
    office = an_office(name="[Halmashauri](http://evil.example) **kuu**")
    shown = text(open_page("budgets", office.officer, year=YEAR))
    assert "\\[Halmashauri\\]" in shown
    assert "\\*\\*kuu" in shown


def test_a_refused_line_keeps_what_was_typed(office):
    app = open_page("budgets", office.officer, year=YEAR)
    write_line(app, gfs="221201", amount="12,5")
    assert "has 8 digits" in app.error[0].value
    labelled(app.text_input, "GFS code").set_value("22120101")
    sound(button(app, "Save and ask for approval").click().run())
    assert "cannot read the amount" in app.error[0].value
    assert labelled(app.text_input, "Amount allocated (TSh)").value == "12,5"
    app.session_state["hub.lang"] = "sw"
    sound(app.run())
    assert labelled(app.text_input, "Maelezo ya kasma").value.startswith("To install")


def test_the_year_at_a_glance(office):
    line_id = a_line(office)
    for kind, amount in (
        (K.RELEASE, "1,000,000"),
        (K.DIRECT_EXPENDITURE, "1,000,000"),
        (K.OVERRUN, "250,000"),
    ):
        a_movement(office, line_id, kind, amount)
    shown = html(open_page("budgets", office.approver))
    assert "125.0%" in shown
    assert "Study of digital payments" in shown
    assert f"/budget-line?line={line_id}" in shown


def test_an_officer_of_no_institution_is_told(office):
    app = open_page("budgets", an_account(Role.OFFICER))
    assert "not linked to an institution" in text(app)


def test_recording_a_movement(office):
    line_id = a_line(office)
    app = open_page("budget_line", office.officer, line=line_id)
    sound(app.button_group[-1].set_value("record").run())
    sound(labelled(app.selectbox, "Kind of transaction").set_value(K.RELEASE).run())
    labelled(app.text_input, "Amount (TSh)").set_value("2,000,000")
    sound(button(app, "Record and ask for approval").click().run())
    assert "TSh 1,000,000" in app.error[0].value
    assert labelled(app.text_input, "Amount (TSh)").value == "2,000,000"
    labelled(app.text_input, "Amount (TSh)").set_value("TSh 400,000/=")
    sound(button(app, "Record and ask for approval").click().run())
    assert "will count when a colleague" in text(app)
    (latest, *_) = budgets.line(office.officer, line_id=line_id).movements.items
    assert (latest.kind, latest.amount) == (K.RELEASE, 400_000)


def test_correcting_withdrawing_and_reversing(office):
    line_id = a_line(office)
    a_movement(office, line_id, K.RELEASE, "5", approved=False)
    app = open_page("budget_line", office.officer, line=line_id)
    sound(app.button_group[-1].set_value("correct").run())
    labelled(app.text_input, "Amount (TSh)").set_value("7")
    sound(button(app, "Save changes").click().run())
    assert budgets.line(office.officer, line_id=line_id).movements.items[0].amount == 7
    sound(app.button_group[-1].set_value("correct").run())
    sound(button(app, "Withdraw this transaction").click().run())
    sound(app.button_group[-1].set_value("reverse").run())
    labelled(app.text_area, "Reason").set_value("Not approved by the council.")
    sound(button(app, "Ask for the reversal").click().run())
    assert budgets.line(office.officer, line_id=line_id).movements.items[0].kind is K.REVERSAL


def test_a_foreign_line_typed_by_hand_is_not_found(office):
    line_id = a_line(an_office())
    app = open_page("budget_line", office.officer, line=line_id)
    assert "cannot find this record" in app.error[0].value
    assert "Choose a line" in text(open_page("budget_line", office.officer))


def test_an_approver_approves_in_two_clicks_and_rejects_with_a_reason(office):
    line_id = a_line(office)
    release = a_movement(office, line_id, K.RELEASE, "400,000", approved=False)
    other = a_movement(office, line_id, K.RELEASE, "100,000", approved=False)
    app = open_page("approvals", office.approver)
    kit.follow(app, movement=release)
    assert "TSh 600,000" in html(app)
    sound(button(app, "Approve").click().run())
    assert "now counts" in text(app)
    assert budgets.line(office.officer, line_id=line_id).balances[LedgerAccount.AVAILABLE] == 400_000
    kit.follow(app, movement=other)
    sound(button(app, "Reject").click().run())
    assert "at least 10 characters" in app.error[0].value
    labelled(app.text_area, "Reason for rejecting").set_value("The letter is missing.")
    sound(button(app, "Reject").click().run())
    assert "No transactions are waiting for approval" in text(app)


def test_more_than_is_left_cannot_be_approved(office):
    line_id = a_line(office)
    a_movement(office, line_id, K.RELEASE, "600,000", approved=False)
    second = a_movement(office, line_id, K.RELEASE, "600,000", approved=False)
    (first, _) = budgets.pending(office.approver).items
    budgets.approve(office.approver, movement_id=first.id, version=1)
    app = open_page("approvals", office.approver)
    kit.follow(app, movement=second)
    assert "TSh 400,000" in app.warning[0].value
    assert button(app, "Approve").disabled


def test_ones_own_movement_waits_for_somebody_else(office):
    both = an_account(Role.OFFICER, Role.APPROVER, institution_id=office.institution_id)
    recorded = budgets.record(
        both,
        line_id=a_line(office),
        kind=K.RELEASE,
        amount="5",
        happened_on=date(2025, 9, 1),
    )
    app = open_page("approvals", both)
    kit.follow(app, movement=recorded.movement_id)
    assert "recorded this transaction" in app.warning[0].value
    assert not [each for each in app.button if each.label == "Approve"]


@pytest.mark.parametrize("lines", [1, 3, 60])
def test_a_page_of_the_list_is_no_longer_than_a_page(office, lines):
    for n in range(lines):
        a_line(office, description=f"Line {n}", approved=n == 0)
    app = open_page("budgets", office.officer)
    assert html(app).count("/budget-line?line=") == min(lines, budgets.LINES)


def test_typed_html_stays_text(office):
    a_line(office, description="<script>alert(1)</script> **bold**")
    assert "<script>" not in html(open_page("budgets", office.officer))


def test_an_approver_for_whom_nothing_waits_is_led_to_the_budgets(office):
    assert "budgets" in [link.proto.page for link in open_page("approvals", office.approver).get("page_link")]
