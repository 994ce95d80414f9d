"""Addresses that lead nowhere: Streamlit would answer them with its own page and 200."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from innovation_hub.web.account_forms.page import Visit, notice
from innovation_hub.web.frontend.addresses import STREAMLITS


class _Elsewhere(Route):
    """Takes every address that Streamlit has no use for."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As any route, but for what is Streamlit's."""
        match, found = super().matches(scope)
        if match is not Match.NONE and found["path_params"]["first"] in STREAMLITS:
            return Match.NONE, {}
        return match, found


async def lost(request: Request) -> Response:
    """A page that says that there is nothing here, with the way home."""
    return notice(Visit(request, {}, status=404), "lost")


def lost_routes() -> list[Route]:
    """To come after all routes of ours."""
    return [_Elsewhere("/{first}", lost), _Elsewhere("/{first}/{rest:path}", lost)]
