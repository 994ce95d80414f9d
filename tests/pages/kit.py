"""Open any page as anybody, without a browser: the real shell, the real services, a fresh database."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest

from innovation_hub.config import ROOT
from innovation_hub.domain.permissions import VISITOR, Actor
from innovation_hub.i18n import translator
from innovation_hub.ui import context
from innovation_hub.ui.pages import BY_NAME

SHELL = ROOT / "innovation_hub" / "ui" / "shell" / "script.py"
SECONDS = 60  # a first run imports everything, on a busy machine


def open_page(name: str, reader: Actor = VISITOR, *, lang: str = "en", **address: object) -> AppTest:
    """The page of this name as the reader sees it; ``address`` fills its query (``id=3``)."""
    app = AppTest.from_file(SHELL, default_timeout=SECONDS)
    app.user = {"session": str(reader.session_id)} if reader.signed_in else {}
    app.session_state[context.LANGUAGE_KEY] = lang
    app.run()
    return sound(app) if name == "home" else go(app, name, **address)


def go(app: AppTest, name: str, **address: object) -> AppTest:
    """The same browser tab, once it has gone to another page."""
    app.switch_page(str(BY_NAME[name].path))
    app.query_params.clear()
    app.query_params.update({key: str(value) for key, value in address.items()})
    return sound(app.run())


def follow(app: AppTest, **address: object) -> AppTest:
    """The page once its reader has followed the link of a row, which names the thing it opens (``proposal=3``)."""
    app.query_params.update({key: str(value) for key, value in address.items()})
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    """The same page, once it is certain that nothing unexpected happened while it was drawn."""
    assert not app.exception, "\n".join(
        line for error in app.exception for line in (error.value, *error.stack_trace)
    )
    accidents = {translator(lang)("errors.unexpected") for lang in ("sw", "en")}
    assert not [error.value for error in app.error if error.value.startswith(tuple(accidents))], (
        "see the log above"
    )
    return app


def unfold(app: AppTest, key: str) -> AppTest:
    """The page once an expander is open, which draws what is in it."""
    app.session_state[key] = True
    return sound(app.run())


def labelled(elements: Any, key: str) -> Any:
    """The one among the elements of a kind whose label is the English text of this key."""
    (found,) = [element for element in elements if element.label == translator("en")(key)]
    return found


def component(app: AppTest, key: str) -> Any:
    """What a component of our own with this key is sent to draw."""
    (found,) = [element.proto for element in app.get("bidi_component") if element.key == key]
    return json.loads(found.bytes)


def charts(app: AppTest) -> list[Any]:
    """What the charts of a page are sent to draw, in order: words around them, and under ``drawn`` the figures."""
    sent = [json.loads(element.proto.bytes) for element in app.get("bidi_component")]
    return [chart for chart in sent if "drawn" in chart]


def refused(app: AppTest) -> bool:
    """Whether the page sent its reader away."""
    t = translator(str(app.session_state[context.LANGUAGE_KEY]))
    sentences = {t("errors.forbidden_page"), t("errors.sign_in_required")}
    return any(shown.value in sentences for shown in [*app.warning, *app.info])


def listed_between(app: AppTest, first: str, last: str) -> int:
    """How many lists stand between the button whose key begins with ``first`` and the one with the key ``last``."""
    drawn = list(app.main)
    keys = [str(getattr(element, "key", "") or "") for element in drawn]
    start = next(n for n, key in enumerate(keys) if key.startswith(first))
    return sum(element.type == "html" for element in drawn[start : keys.index(last)])


def text(app: AppTest) -> str:
    """Everything the page says in words."""
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.text)
    boxes = (app.success, app.info, app.warning, app.error)
    return "\n".join(str(element.value) for kind in (*kinds, *boxes) for element in kind)


def html(app: AppTest) -> str:
    """Everything that the page draws as HTML, tables among it."""
    return "\n".join(str(element.proto.body) for element in app.get("html"))
