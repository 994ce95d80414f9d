"""Small files in memory in every encoding a browser may accept."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

import brotli
from starlette.requests import Request
from starlette.responses import Response

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
_QUICK = 5
"""Quality of compression for one response: a millisecond for 20 kB."""
COMPRESSIBLE = ("text/", "application/json", "image/svg")


def accepted(accept_encoding: str) -> list[str]:
    """The supported codings that the header allows, best first; ``identity`` is always last."""
    offered = {
        part.partition(";")[0].strip().lower()
        for part in accept_encoding.split(",")
        if part.replace(" ", "").partition(";q=")[2].strip("0.") or ";q=" not in part.replace(" ", "")
    }
    return [coding for coding in ("br", "gzip") if coding in offered] + ["identity"]


@dataclass(frozen=True)
class Blob:
    """Bytes to be sent, in several codings, with a tag of their contents."""

    content_type: str
    bodies: Mapping[str, bytes]
    digest: str

    @classmethod
    def of(cls, data: bytes | str, content_type: str) -> "Blob":
        """Create it from bytes, compressed where that makes them smaller."""
        raw = data.encode("utf-8") if isinstance(data, str) else data
        bodies = {"identity": raw}
        if content_type.startswith(COMPRESSIBLE):
            bodies |= {"br": brotli.compress(raw, quality=11), "gzip": gzip.compress(raw, 9, mtime=0)}
        return cls(content_type, bodies, hashlib.sha256(raw).hexdigest()[:12])

    @classmethod
    def once(cls, text: str, content_type: str, request: Request) -> "Blob":
        """Create it from a text for one request alone, compressed quickly and only as this request accepts."""
        raw = text.encode("utf-8")
        coding = accepted(request.headers.get("accept-encoding", ""))[0]
        bodies = {"identity": raw}
        if coding == "br":
            bodies["br"] = brotli.compress(raw, quality=_QUICK)
        elif coding == "gzip":
            bodies["gzip"] = gzip.compress(raw, _QUICK, mtime=0)
        return cls(content_type, bodies, hashlib.sha256(raw).hexdigest()[:12])

    def response(
        self, request: Request, *, cache: str, vary: str = "Accept-Encoding", status: int = 200
    ) -> Response:
        """The response to this request: the best coding it accepts, or 304 when it has these bytes already."""
        coding = next(c for c in accepted(request.headers.get("accept-encoding", "")) if c in self.bodies)
        tag = f'"{self.digest}-{coding}"'
        headers = {"Cache-Control": cache, "ETag": tag, "Vary": vary}
        if status == 200 and tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        if coding != "identity":
            headers["Content-Encoding"] = coding
        return Response(self.bodies[coding], status, media_type=self.content_type, headers=headers)
