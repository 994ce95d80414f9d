"""What the tests of the pages of judging share: people, a call, buttons, and what a page says."""

import pytest

from innovation_hub.domain.permissions import Role
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit

LANGUAGES = ("sw", "en")


@pytest.fixture
def judge():
    return an_account(Role.JUDGE, name="Halima Juma")


@pytest.fixture
def organiser():
    return an_account(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call(judges_per_proposal=1)


def press(app, key):
    """Press the button of this key and wait for the page."""
    app.button(key=key).click().run()
    return kit.sound(app)


def seen(app):
    """Every word of a page, those of its tables included, without the backslashes that keep them plain."""
    html = "\n".join(str(element.proto.body) for element in app.get("html"))
    options = [option for radio in app.radio for option in radio.options]
    drawn = [element.proto.bytes.decode() for element in app.get("bidi_component")]
    return "\n".join([kit.text(app), html, *options, *drawn]).replace("\\", "")


def answers(app, assignment):
    """What stands on the score sheet, by criterion."""
    drawn = kit.component(app, f"review.{assignment}.scores")["answers"]
    return {int(criterion): answer for criterion, answer in drawn.items()}


def submit_form(app):
    next(button for button in app.button if button.proto.is_form_submitter).click().run()
    return kit.sound(app)


def text(app, assignment, name):
    """One of the texts of a review as the sheet is sent it."""
    fields = kit.component(app, f"review.{assignment}.scores")["texts"]["fields"]
    return next(field for field in fields if field["name"] == name)
