"""Public data over HTTP: ``/data/<sheet>.json`` or ``.csv``, and the table behind each chart."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from innovation_hub.charts import words
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.domain.sheets import csv_text, marked
from innovation_hub.errors import HubError
from innovation_hub.i18n import translator
from innovation_hub.services import exports, resolutions
from innovation_hub.web import pools

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
LAST = "9999/00"


def sheet(request: Request) -> Response:
    """A whole data set, the same as ``innovation-hub export`` writes."""
    name, kind = request.path_params["name"], request.path_params["kind"]
    if name not in exports.SHEETS or kind not in TYPES:
        return _missing()
    found = exports.SHEETS[name]()
    return _file(found.csv() if kind == "csv" else found.json(), f"{name}.{kind}", TYPES[kind])


def results(request: Request) -> Response:
    """The results of one call as CSV, the same as its page offers."""
    code = request.path_params["code"].upper()
    found = exports.results_of(VISITOR, code=code)
    return _file(found.csv(), f"{code}-results.csv", TYPES["csv"])


def indicator(request: Request) -> Response:
    """The table of one indicator as CSV; ``from`` and ``to`` narrow the financial years."""
    code = request.path_params["code"]
    asked = request.query_params
    lang = "en" if asked.get("lang") == "en" else "sw"
    for progress in resolutions.progress(VISITOR).values():
        for one in progress.indicators:
            if one.code == code:
                some = one.between(asked.get("from", ""), asked.get("to", LAST))
                return _file(csv_text(*words.raw(some, translator(lang))), f"{code}.csv", TYPES["csv"])
    return _missing()


def _file(text: str, name: str, kind: str) -> Response:
    body = marked(text) if kind == TYPES["csv"] else text
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-cache"}
    return Response(body, media_type=kind, headers=headers)


def _missing() -> Response:
    return PlainTextResponse("Not Found", status_code=404, headers={"Cache-Control": "no-store"})


def _with_errors_as_text(answer: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
    """Wrap a handler: it runs in the reading pool, and a refusal becomes plain text with its status."""

    async def endpoint(request: Request) -> Response:
        try:
            return await pools.run_reading(answer, request)
        except HubError as error:
            text = translator("en")(error.key, **error.data)
            return PlainTextResponse(text, status_code=error.status, headers={"Cache-Control": "no-store"})

    return endpoint


def data_routes() -> list[Route]:
    """Routes of public data."""
    return [
        Route("/data/indicators/{code}.csv", _with_errors_as_text(indicator)),
        Route("/data/results/{code}.csv", _with_errors_as_text(results)),
        Route("/data/{name}.{kind}", _with_errors_as_text(sheet)),
    ]
