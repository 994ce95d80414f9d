"""The data of the form sheet's submission."""

from collections.abc import Mapping
from typing import Any

from innovation_hub.i18n import Translator

_BLANKS = {"done": ("when", "code", "number"), "refused": ("why",), "trying": ("why",)}
_PLAIN = ("held", "offline", "sending")


def described(
    t: Translator, *, submit: str, confirm: str, ready: bool, steps: Mapping[str, str]
) -> dict[str, Any]:
    """Texts of the button and of the states of a submission; the button is drawn if ``ready``.

    ``steps`` is the step of each field, for links from errors to fields.
    """
    # keys: writing.submitting.*
    words = {name: t(f"writing.submitting.{name}") for name in _PLAIN}
    for name, blanks in _BLANKS.items():
        places: dict[str, Any] = {blank: f"{{{blank}}}" for blank in blanks}
        words[name] = t(f"writing.submitting.{name}", **places)
    return {"words": words | {"submit": submit, "confirm": confirm}, "ready": ready, "steps": dict(steps)}
