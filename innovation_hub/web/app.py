"""Routes and middleware around Streamlit in the ASGI application."""

from collections.abc import Collection, Sequence

from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from innovation_hub.services import pulse
from innovation_hub.web.account_forms import account_routes, foreign
from innovation_hub.web.api import Api
from innovation_hub.web.arrival import Arrival
from innovation_hub.web.assets import StaticAssets
from innovation_hub.web.assets.installed import store
from innovation_hub.web.away import away, guarded
from innovation_hub.web.background import lifespan
from innovation_hub.web.crawlers import crawler_routes
from innovation_hub.web.data import data_routes
from innovation_hub.web.fields import field_routes
from innovation_hub.web.frames import BinaryFrames
from innovation_hub.web.frontend.modules import Components, module_routes
from innovation_hub.web.frontend.own import own_routes
from innovation_hub.web.frontend.page import Content, page_routes
from innovation_hub.web.headers import SecurityHeaders
from innovation_hub.web.health import health_routes
from innovation_hub.web.identity import Identity
from innovation_hub.web.lost import lost_routes
from innovation_hub.web.manifest import manifest_routes
from innovation_hub.web.moved import moved_routes
from innovation_hub.web.noted import noted_routes
from innovation_hub.web.numbers import Numbers
from innovation_hub.web.offline import offline_routes
from innovation_hub.web.same_origin import SameOrigin
from innovation_hub.web.scores import score_routes
from innovation_hub.web.session import session_routes
from innovation_hub.web.submission import submission_routes

__all__ = ["lifespan", "middleware", "routes"]


def routes(
    pages: Collection[str], content: Content | None = None, public: Collection[str] = ()
) -> Sequence[BaseRoute]:
    """Routes before Streamlit's own.

    ``pages`` are the addresses of the hub's pages, ``public`` those that everybody may read; ``content`` draws light
    pages.
    """
    return [
        *health_routes(pulse.database),
        *data_routes(),
        *noted_routes(),
        *api_routes(),
        *own_routes(),
        *module_routes(),
        *account_routes(),
        *page_routes(pages, guarded, content),
        *crawler_routes(public),
        *manifest_routes(),
        *offline_routes(),
        *moved_routes(),
        *lost_routes(),
    ]


def api_routes() -> Sequence[BaseRoute]:
    """Routes for the hub's scripts."""
    return [*score_routes(), *field_routes(), *session_routes(), *submission_routes()]


def middleware() -> Sequence[Middleware]:
    """The middleware, the outermost first."""
    return [
        Middleware(Arrival),
        Middleware(Numbers),
        Middleware(SecurityHeaders),
        Middleware(SameOrigin, refusal=foreign),
        Middleware(Api, routes=api_routes()),
        Middleware(BinaryFrames),
        Middleware(StaticAssets, store=store()),
        Middleware(Components),
        Middleware(Identity, refusal=away),
    ]
