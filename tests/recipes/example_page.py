"""What a new page does, in a copy of the project that has it: see `test_page`."""

import sys

import pytest
from streamlit.runtime.scriptrunner import exec_code

from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.ui.errors import unexpected
from innovation_hub.ui.pages import BY_NAME
from tests.e2e.screenshots import address, every_page
from tests.factories.accounts import an_account
from tests.pages import kit

pytestmark = pytest.mark.usefixtures("database_url")


@pytest.fixture(autouse=True)
def anew():
    """A server that has not drawn the page yet."""
    sys.modules.pop("pages.visits", None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_opens_for_one_who_may(lang):
    reader = an_account(Role.ORGANISER)
    app = kit.open_page("visits", reader, lang=lang)
    t = translator(lang)
    assert app.title[0].value == t("pages.visits")
    assert t("visits.greeting", name=reader.name, times=1) in kit.text(app)


@pytest.mark.parametrize("role", [None, Role.STUDENT], ids=["visitor", "student"])
def test_it_turns_away_one_who_may_not(role):
    assert kit.refused(kit.open_page("visits", an_account(role) if role else VISITOR))
    assert "pages.visits" not in sys.modules


def test_it_is_imported_once():
    app = kit.open_page("visits", an_account(Role.ORGANISER))
    assert "Visits so far: 2." in kit.text(kit.sound(app.run()))


def test_it_has_an_address_and_is_among_the_pages_that_are_looked_at_in_a_browser():
    assert address("visits") == "/visits"
    assert {picture.role for picture in every_page() if picture.name == "visits"} == {Role.ORGANISER}


def test_when_it_cannot_be_imported_it_says_so_until_it_is_mended(monkeypatch):
    monkeypatch.setattr(exec_code, "handle_user_script_exception", lambda error, _: unexpected(error))
    file = BY_NAME["visits"].path
    whole = file.read_text()
    file.write_text("1 / 0")
    try:
        app = kit.open_page("home", an_account(Role.ORGANISER))
        app.switch_page(str(file))
        (said,) = app.run().error
    finally:
        file.write_text(whole)
    assert said.value.startswith(translator("en")("errors.unexpected"))
    assert "Visits so far: 1." in kit.text(kit.go(app, "visits"))
