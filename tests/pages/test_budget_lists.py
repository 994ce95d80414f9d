"""The lists of budgets on their pages: the address holds what is chosen, and there is a way on from each row."""

import pytest

from innovation_hub.domain.budgets import Category, MovementKind
from innovation_hub.services import budgets
from tests.factories.budgets import YEAR, Office, a_line, a_movement, an_office
from tests.pages import kit
from tests.pages.kit import html, open_page, sound, text

K = MovementKind


@pytest.fixture
def office(clock) -> Office:
    return an_office()


@pytest.fixture
def queue(office):
    """A page of releases and two more, each of a shilling more than the one before."""
    line = a_line(office)
    return [a_movement(office, line, K.RELEASE, str(n), approved=False) for n in range(1, budgets.QUEUE + 3)]


def listed(app, ids):
    """Which of the movements are rows of the list."""
    return [one for one in ids if f'movement={one}"' in html(app)]


def press(app, key):
    return sound(app.button(key=key).click().run())


def test_the_address_of_the_queue_holds_what_is_chosen(office, queue):
    address = {"from": "5", "to": "3", "order": "largest"}
    app = open_page("approvals", office.approver, **address)
    assert listed(app, queue) == queue[2:5]
    assert f'href="?from=5&amp;to=3&amp;order=largest&amp;movement={queue[2]}"' in html(app)
    assert "3 transactions waiting" in html(app)
    press(app, "approvals.clear")
    assert app.query_params["order"] == "largest"
    assert "from" not in app.query_params
    assert listed(app, queue) == queue[2:]


def test_a_choice_of_the_queue_is_written_into_the_address(office, queue):
    app = open_page("approvals", office.approver, page=2)
    assert listed(app, queue) == queue[budgets.QUEUE :]
    kit.unfold(app, "approvals.filters")
    sound(app.selectbox(key="pick.approvals.kind").set_value("supplementary").run())
    assert app.query_params["kind"] == "supplementary"
    assert "page" not in app.query_params
    assert "Nothing matches" in text(app)
    sound(app.selectbox(key="pick.approvals.kind").set_value("release").run())
    names = [box.options for box in app.selectbox if box.label == "Recorded by"]
    assert names == [["All", "Neema Mushi"]]
    assert listed(app, queue) == queue[: budgets.QUEUE]


def test_one_steps_through_the_whole_queue(office, queue):
    last_of_page = queue[budgets.QUEUE - 1]
    app = open_page("approvals", office.approver, movement=last_of_page)
    assert f"{budgets.QUEUE} of {len(queue)}" in text(app)
    press(app, "movement.after")
    assert app.query_params["movement"] == str(queue[budgets.QUEUE])
    assert listed(app, queue) == queue[budgets.QUEUE :], "the list shows the page of what is open"
    press(app, "movement.before")
    assert f"{budgets.QUEUE} of {len(queue)}" in text(app)


def test_what_is_approved_from_a_narrowed_queue_leaves_it(office, queue):
    app = open_page("approvals", office.approver, to="2", movement=queue[0])
    press(app, "approvals.approve")
    assert listed(app, queue) == [queue[1]]
    assert "movement" not in app.query_params


@pytest.fixture
def lines(office):
    """Two lines of two categories, one of them with something that waits."""
    made = [
        a_line(office, category=category, description=f"Line of {category.value}")
        for category in (Category.ICT, Category.DEVICES)
    ]
    a_movement(office, made[0], K.RELEASE, "5", approved=False)
    return made


def test_lines_stand_by_category_until_something_is_chosen(office, lines):
    shown = html(open_page("budgets", office.officer))
    assert shown.count("<caption>") == 2
    assert "Ordinary ICT: TSh 1,000,000 allocated" in shown
    shown = html(open_page("budgets", office.officer, order="newest"))
    assert shown.count("<caption>") == 1
    assert "2 lines" in shown
    assert "Ordinary ICT · Development" in shown


def test_the_address_of_the_lines_holds_what_is_chosen_and_the_way_back_too(office, lines):
    app = open_page("budgets", office.officer, year=YEAR, state="waiting")
    shown = html(app)
    link = f'href="/budget-line?line={lines[0]}&amp;year={YEAR.replace("/", "%2F")}&amp;state=waiting"'
    assert link in shown
    assert f"line={lines[1]}" not in shown
    sound(app.text_input(key="pick.budgets.q").set_value("Devices").run())
    assert "Nothing matches" in text(app)
    sound(app.selectbox(key="pick.budgets.year").set_value("2024/25").run())
    assert app.query_params["year"] == "2024/25"
    assert app.query_params["q"] == "Devices"


def test_one_steps_from_line_to_line(office, lines):
    app = open_page("budget_line", office.officer, line=lines[0], year=YEAR, q="line of", tab="details")
    assert "2 of 2" in text(app)
    press(app, "line.before")
    assert "Line of devices" in text(app)
    assert app.query_params["tab"] == "details"
    assert "line.before" not in [button.key for button in app.button]


def test_a_line_that_the_list_does_not_hold_has_no_neighbours(office, lines):
    app = open_page("budget_line", office.officer, line=lines[1], state="waiting")
    assert not [button.key for button in app.button if str(button.key).startswith("line.")]
