"""Every page opens for those who may, turns the others away, and never breaks, in both languages."""

import pytest

from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.i18n import LANGUAGES
from innovation_hub.ui.pages import BY_NAME
from tests.factories.accounts import an_account
from tests.pages import kit

READERS = [None, *Role]


@pytest.fixture
def contents() -> str:
    """Pages with something to show."""
    return "demo"


@pytest.mark.long
@pytest.mark.parametrize("role", READERS, ids=lambda role: role or "visitor")
def test_each_page_opens_or_refuses_as_its_permission_says(role):
    reader = an_account(role) if role else VISITOR
    app = kit.open_page("home", reader)
    opened = {name for name in BY_NAME if not kit.refused(kit.go(app, name))}
    assert opened == {name for name, info in BY_NAME.items() if reader.may(info.permission)}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_page_opens_in_both_languages(lang):
    app = kit.open_page("home", an_account(*Role), lang=lang)
    assert not [name for name in BY_NAME if kit.refused(kit.go(app, name))]
