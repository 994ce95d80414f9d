"""For each role: every page it may open opens without a barrier, every other page sends it away."""

import pytest

from innovation_hub.domain.permissions import GRANTS, PUBLIC, Role
from innovation_hub.i18n import translator
from innovation_hub.ui.pages import PAGES
from tests.e2e.people import enter
from tests.e2e.screenshots import ACCOUNT_FORMS, address, arrive, first_reader

REFUSALS = ("errors.forbidden_page", "errors.sign_in_required")


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "visitor")
def test_each_role_opens_its_pages_and_no_others(role, visit, demo_server):
    hub = visit(server=demo_server)
    if role:
        enter(hub, role)
    t, barriers, wrong = translator("en"), [], {}
    sent_away = hub.page.get_by_test_id("stAlert").filter(has_text=t(REFUSALS[0] if role else REFUSALS[1]))
    for info in PAGES:
        may = info.permission in (GRANTS[role] if role else PUBLIC)
        arrive(hub, info.name) if may else hub.open(address(info.name))
        if may == bool(sent_away.count()):
            wrong[info.name] = "refused" if may else "opened"
        elif may and first_reader(info.name) == role:
            barriers += hub.barriers()
    assert not wrong
    assert not barriers, "\n".join(barriers)


@pytest.mark.parametrize("language", ["sw", "en"])
@pytest.mark.parametrize("width", [390, 1280])
def test_public_pages_and_account_forms_have_no_barriers(visit, demo_server, language, width):
    hub = visit(language=language, width=width, server=demo_server)
    barriers = []
    for name in [*ACCOUNT_FORMS, *(info.name for info in PAGES if info.permission in PUBLIC)]:
        barriers += hub.open(address(name)).barriers()
    assert not barriers, "\n".join(barriers)
