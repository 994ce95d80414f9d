"""A browser of the account pages, and people who register with it."""

import warnings

import pytest
from sqlmodel import select
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse
from starlette.routing import Route, WebSocketRoute

from db.models.messages import OutboxMessage
from db.unit_of_work import read_only
from innovation_hub.services import accounts
from innovation_hub.web import identity
from innovation_hub.web.account_forms import account_routes, foreign
from innovation_hub.web.frontend.own import own_routes
from innovation_hub.web.identity import Identity
from innovation_hub.web.same_origin import SameOrigin
from tests.factories.registration import PASSWORD, a_form, a_university

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

EMAIL = "neema@udom.example"


async def who(request):
    """Who the routes behind the middleware take the browser for."""
    found = await identity.actor(request)
    return JSONResponse({"name": found.name, "headers": request.headers.getlist("x-hub-session")})


async def stream(websocket):
    """A websocket as Streamlit's."""
    await websocket.accept()
    await websocket.send_json({"session": websocket.headers.getlist("x-hub-session")})
    await websocket.close()


@pytest.fixture
def browser(database_url) -> TestClient:
    app = Starlette(
        routes=[
            *account_routes(),
            *own_routes(),
            Route("/who", who),
            WebSocketRoute("/_stcore/stream", stream),
        ],
        middleware=[Middleware(SameOrigin, refusal=foreign), Middleware(Identity)],
    )
    return TestClient(app, base_url="http://hub.example", follow_redirects=False)


def rows(table):
    with read_only() as session:
        return session.exec(select(table)).all()


def link(kind: str) -> str:
    message = max((row for row in rows(OutboxMessage) if row.kind == kind), key=lambda row: row.id)
    return message.params["link"]


def form(**typed: object) -> dict[str, object]:
    """A student's form as the browser sends it."""
    return {
        "kind": "student",
        "name": "Neema Mushi",
        "email": EMAIL,
        "password": PASSWORD,
        "university": str(a_university()),
        "study_level": "bachelor",
        "sex": "female",
        "consent": "yes",
    } | typed


def member(email: str = EMAIL) -> None:
    accounts.register(a_form(email=email))
    accounts.confirm(link("confirm").partition("token=")[2])


def signed_in(browser: TestClient) -> None:
    member()
    browser.post("/account/sign-in", data={"email": EMAIL, "password": PASSWORD})
