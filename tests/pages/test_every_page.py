"""Every page opens for those who may, turns the others away, and never breaks, in both languages."""

import pytest

from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.ui.pages import BY_NAME, PAGES
from tests.factories.accounts import an_account
from tests.pages import kit

READERS = [None, *Role]


@pytest.mark.parametrize("role", READERS, ids=lambda role: role or "visitor")
def test_each_page_opens_or_refuses_as_its_permission_says(role):
    reader = an_account(role) if role else VISITOR
    drawn = {info.name: kit.open_page(info.name, reader) for info in PAGES}
    opened = {name for name, app in drawn.items() if not kit.refused(app)}
    assert opened == {name for name, info in BY_NAME.items() if reader.may(info.permission)}


@pytest.mark.parametrize("name", BY_NAME)
def test_each_page_opens_in_swahili(name):
    reader = an_account(*Role)
    assert not kit.refused(kit.open_page(name, reader, lang="sw"))
