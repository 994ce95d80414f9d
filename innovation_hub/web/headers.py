"""Security headers of all responses, and the blocked addresses of Streamlit."""

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from innovation_hub.web.frontend.addresses import SHUT

# Streamlit styles its elements inline, draws charts into blob: images and starts workers from blobs; no script but
# our own origin's runs, nothing is fetched from elsewhere, and nobody may put the hub into a frame.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "media-src 'self' blob:",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HTTPS_ONLY = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}
_PLAIN = [(name.lower().encode(), value.encode()) for name, value in HEADERS.items()]
_SECURE = [*_PLAIN, *((name.lower().encode(), value.encode()) for name, value in HTTPS_ONLY.items())]


class SecurityHeaders:
    """Adds the headers to every response; does not touch bodies, so uploads and websockets pass unchanged."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Respond with 404 to blocked addresses; pass everything else on and add the headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        wanted = _SECURE if scope["scheme"] == "https" else _PLAIN

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message.setdefault("headers", [])}
                added = [header for header in wanted if header[0] not in present]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        shut = scope["path"].startswith(SHUT)
        app = PlainTextResponse("Not Found", status_code=404) if shut else self.app
        await app(scope, receive, send_with_headers)
