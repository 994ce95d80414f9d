"""Page not found (404): Streamlit would answer unknown addresses with its own page and 200."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from innovation_hub.web.account_forms.page import Visit, notice
from innovation_hub.web.frontend.addresses import STREAMLITS


class _Elsewhere(Route):
    """Matches every address that is not Streamlit's."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match as any route, except Streamlit's own addresses."""
        match, found = super().matches(scope)
        if match is not Match.NONE and found["path_params"]["first"] in STREAMLITS:
            return Match.NONE, {}
        return match, found


async def lost(request: Request) -> Response:
    """A page with the message, and a link to the home page."""
    return notice(Visit(request, {}, status=404), "lost")


def lost_routes() -> list[Route]:
    """The routes, to be added after all other routes of the hub."""
    return [_Elsewhere("/{first}", lost), _Elsewhere("/{first}/{rest:path}", lost)]
