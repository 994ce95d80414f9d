"""The people of the demo data: one for each role."""

from functools import cache

from db.seed import demo
from innovation_hub.domain.permissions import Role
from innovation_hub.services.demo.cast import PASSWORD
from tests.e2e.hub import Hub

LOCALES = {"sw": "sw-TZ", "en": "en-GB"}


@cache
def _sign_ins() -> dict[Role, tuple[str, str]]:
    return {Role(one.role): (one.email, PASSWORD) for one in demo.people().sign_ins}


def email_of(role: Role) -> str:
    """The address with which the demo person with this role signs in."""
    return _sign_ins()[role][0]


def enter(hub: Hub, role: Role) -> Hub:
    """Sign in as the demo person with this role, by the request that the form sends; no page is opened."""
    email, password = _sign_ins()[role]
    form = {"email": email, "password": password, "next": "/"}
    spoken = {"Accept-Language": hub.page.evaluate("navigator.language")}
    requests = hub.page.context.request
    answer = requests.post(f"{hub.server.url}/account/sign-in", form=form, headers=spoken, max_redirects=0)
    assert answer.status == 303, answer.text()
    return hub
