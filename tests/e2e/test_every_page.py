"""Every page in a browser, without a barrier; who may open which is tested without one, in `tests/pages`."""

import pytest

from innovation_hub.domain.permissions import PUBLIC, Role
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.ui.pages import PAGES
from tests.e2e.people import enter
from tests.e2e.profiles import HEIGHTS
from tests.e2e.screenshots import ACCOUNT_FORMS, address, arrive, first_reader

READERS = [role for role in Role if any(first_reader(info.name) == role for info in PAGES)]
t = translator("en")


def sent_away(hub, reason):
    """The sentence with which a page refuses its reader."""
    return hub.page.get_by_test_id("stAlert").filter(has_text=t(reason))


@pytest.mark.parametrize("role", READERS)
def test_pages_of_a_role_open_and_have_no_barriers(role, visit, demo_server):
    hub, barriers = enter(visit(server=demo_server), role), []
    for info in PAGES:
        if first_reader(info.name) == role:
            assert not sent_away(arrive(hub, info.name), "errors.forbidden_page").count(), info.name
            barriers += hub.barriers()
    assert not barriers, "\n".join(barriers)


@pytest.mark.parametrize(
    ("role", "reason"), [(None, "errors.sign_in_required"), (Role.STUDENT, "errors.forbidden_page")]
)
def test_a_page_sends_away_whom_it_is_not_for(role, reason, visit, demo_server):
    hub = visit(server=demo_server)
    if role:
        enter(hub, role)
    assert sent_away(hub.open(address("people")), reason).count()
    assert not hub.barriers()


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_and_account_forms_have_no_barriers(visit, demo_server, language):
    hub, barriers = visit(language=language, server=demo_server), []
    for name in [*ACCOUNT_FORMS, *(info.name for info in PAGES if info.permission in PUBLIC)]:
        hub.open(address(name))
        for width, height in HEIGHTS.items():
            hub.page.set_viewport_size({"width": width, "height": height})
            barriers += hub.rest().barriers()
    assert not barriers, "\n".join(barriers)
