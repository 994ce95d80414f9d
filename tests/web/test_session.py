"""Who is signed in on this browser, as a form asks whose writer was signed out."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from db.unit_of_work import unit_of_work
from innovation_hub.services import accounts
from innovation_hub.web.identity import COOKIE, Identity
from innovation_hub.web.session import session_routes
from tests.factories.accounts import a_student
from tests.web.conftest import TestClient

pytestmark = [pytest.mark.usefixtures("database_url"), pytest.mark.databases]


def test_it_says_who_is_there_and_nothing_else():
    student = a_student()
    with TestClient(Starlette(routes=session_routes(), middleware=[Middleware(Identity)])) as browser:
        assert browser.get("/api/session").json() == {"account": None}
        with unit_of_work() as uow:
            browser.cookies.set(COOKIE, accounts.open_session(uow, student.id)[1])
            uow.commit()
        answer = browser.get("/api/session")
        assert (answer.json(), answer.headers["cache-control"]) == ({"account": student.id}, "no-store")
