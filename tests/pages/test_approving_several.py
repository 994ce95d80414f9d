"""Several movements approved in one step on the page of approvals."""

from dataclasses import replace
from datetime import date

import pytest

from innovation_hub.domain.budgets import MovementKind
from innovation_hub.domain.permissions import Role
from innovation_hub.services import budgets
from tests.factories.accounts import an_account
from tests.factories.budgets import Office, a_line, a_movement, an_office
from tests.pages.kit import html, open_page, sound, text

K = MovementKind
APPROVE = "approvals.approve_several"


@pytest.fixture
def office(clock) -> Office:
    return an_office()


@pytest.fixture
def line(office):
    return a_line(office, amount="1,000,000")


@pytest.fixture
def queue(office, line):
    return [
        a_movement(office, line, K.RELEASE, amount, approved=False) for amount in ("100", "2,000", "30,000")
    ]


@pytest.fixture
def other(office):
    return an_account(Role.APPROVER, institution_id=office.institution_id, name="Asha Omari")


def ticking(actor, *ids, **address):
    app = open_page("approvals", actor, **address)
    sound(app.toggle(key="approvals.ticking").set_value(True).run())
    for one in ids:
        sound(app.checkbox(key=f"approvals.tick.{one}").check().run())
    return app


def press(app, key=APPROVE):
    return sound(app.button(key=key).click().run())


def plain(app):
    return text(app).replace("\\", "").replace("\xa0", " ")


def waiting(office):
    return [row.id for row in budgets.pending(office.approver).items]


def edit(office, movement_id, amount):
    budgets.edit(
        office.officer, movement_id=movement_id, version=1, amount=amount, happened_on=date(2025, 9, 1)
    )


def test_what_is_ticked_is_counted_summed_and_approved(office, line, queue):
    app = ticking(office.approver)
    assert APPROVE not in [button.key for button in app.button]
    assert "Tick the transactions" in plain(app)
    app = ticking(office.approver, queue[0], queue[2], movement=queue[0])
    assert app.button(key=APPROVE).label == "Approve 2 transactions"
    assert "Release: **TSh 30,100** (2 transactions)" in plain(app)
    drawn = html(app)
    assert "Effect on 1 line" in drawn
    assert "TSh 969,900" in drawn
    press(app)
    assert waiting(office) == [queue[1]]
    assert [box.value for box in app.success] == ["2 transactions approved. They now count."]
    assert "movement" not in app.query_params
    assert APPROVE not in [button.key for button in app.button], "nothing is ticked any more"


def test_sums_of_different_kinds_are_not_added_up(office, line, queue):
    more = a_movement(office, line, K.SUPPLEMENTARY, "7,000", approved=False)
    said = plain(ticking(office.approver, queue[0], queue[1], more))
    assert "Release: **TSh 2,100** (2 transactions)" in said
    assert "Supplementary allocation: **TSh 7,000** (1 transaction)" in said
    assert "9,100" not in said


def test_ones_own_has_a_box_that_cannot_be_ticked(office, line, queue):
    both = an_account(Role.OFFICER, Role.APPROVER, institution_id=office.institution_id)
    own = a_movement(replace(office, officer=both), line, K.RELEASE, "5", approved=False)
    app = ticking(both)
    assert app.checkbox(key=f"approvals.tick.{own}").disabled
    press(app, "approvals.tick_all")
    assert app.button(key=APPROVE).label == "Approve 3 transactions"
    press(app)
    assert waiting(office) == [own]


def test_what_was_edited_or_decided_meanwhile_is_named_and_not_approved(office, other, queue):
    app = ticking(office.approver, *queue)
    edit(office, queue[0], "999")
    budgets.approve(other, movement_id=queue[1], version=1)
    press(app)
    assert waiting(office) == [queue[0]]
    (said,) = [box.value.replace("\\", "").replace("\xa0", " ") for box in app.warning]
    assert "1 transaction approved. It now counts." in said
    assert "2 transactions were not approved:" in said
    assert (
        f"No. {queue[0]}: Release, TSh 999 (Study of digital payments): This transaction was changed" in said
    )
    assert (
        f"No. {queue[1]}: Release, TSh 2,000 (Study of digital payments): Asha Omari has already approved"
        in said
    )
    assert not app.success


def test_the_sum_does_not_include_what_was_edited_since_it_was_ticked(office, queue):
    app = ticking(office.approver, queue[0], queue[1])
    edit(office, queue[0], "999")
    sound(app.run())
    assert "1 ticked row has changed" in plain(app)
    assert "Release: **TSh 2,000** (1 transaction)" in plain(app)
    assert app.button(key=APPROVE).label == "Approve 1 transaction"


def test_when_another_approver_was_first_with_the_whole_queue_it_says_so(office, other, queue):
    app = ticking(office.approver, *queue)
    budgets.approve_several(other, seen=[(one, 1) for one in queue])
    press(app)
    (said,) = [box.value for box in app.warning]
    assert "Nothing was approved." in said
    assert said.count("Asha Omari has already approved it.") == 3


def test_what_exceeds_what_is_left_is_said_before(office, line, queue):
    much = a_movement(office, line, K.RELEASE, "990,000", approved=False)
    app = ticking(office.approver, queue[2], much)
    assert app.button(key=APPROVE).label == "Approve 1 transaction"
    assert (
        f"No. {much}: Release, TSh 990,000 (Study of digital payments): That is more than is left"
        in plain(app)
    )
    press(app)
    assert waiting(office) == [queue[0], queue[1], much]
