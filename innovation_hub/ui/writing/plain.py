"""The place of the form sheet in a light page, where its script draws it before Streamlit has come."""

from collections.abc import Mapping
from html import escape
from typing import Any

import orjson

from innovation_hub.i18n import Translator

SHEET = "data-hub-sheet"
"""The attribute with the data of the sheet."""


def place(t: Translator, data: Mapping[str, Any]) -> str:
    """The HTML of the place of a sheet with its data; until its script has come, a sentence that one is needed."""
    return (
        f'<div class="light-sheet" {SHEET}="{escape(orjson.dumps(dict(data)).decode())}">{arriving(t)}</div>'
    )


def arriving(t: Translator) -> str:
    """The HTML of a sentence in place of a form whose script has not come yet."""
    return f'<p class="light-alert light-info">{escape(t("writing.arriving"))}</p>'
