"""What our own scripts send never comes to what stands behind, unless no route of ours takes it."""

import pytest
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from innovation_hub.web.api import Api
from tests.web.conftest import TestClient


async def save(request):
    return PlainTextResponse(f"ours {request.path_params['number']}")


async def behind(scope, receive, send):
    await PlainTextResponse("behind")(scope, receive, send)


@pytest.fixture
def browser():
    routes = [Route("/api/things/{number:int}", save, methods=["PUT"]), Route("/elsewhere", save)]
    return TestClient(Api(behind, routes))


def test_a_request_for_a_route_is_answered_before_anything_behind(browser):
    assert browser.put("/api/things/7").text == "ours 7"


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/api/things/7"), ("PUT", "/api/things/seven"), ("GET", "/api/none"), ("GET", "/elsewhere")],
)
def test_everything_else_goes_on(browser, method, path):
    assert browser.request(method, path).text == "behind"
