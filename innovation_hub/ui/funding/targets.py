"""Targets of rules: the values to choose from, and their names."""

from innovation_hub.domain.funding import EVERY, Dimension, RuleDraft
from innovation_hub.i18n import Translator
from innovation_hub.services.funding import Ground


def options(ground: Ground) -> dict[str, tuple[str, str]]:
    """All targets as ``dimension:value``, with their Swahili and English names."""
    found: dict[str, tuple[str, str]] = {}
    for dimension, values in (
        (Dimension.TRACK, [(track, "", "") for track in ground.tracks]),
        (Dimension.RESOLUTION, [(number, "", "") for number in ground.resolutions]),
        (Dimension.REGION, ground.regions),
        (Dimension.INSTITUTION, ground.institutions),
    ):
        if values:
            found[f"{dimension}:{EVERY}"] = ("", "")
        found |= {f"{dimension}:{value}": (sw, en) for value, sw, en in values}
    return found


def labelled(t: Translator, name: str, names: tuple[str, str]) -> str:
    """The text of one of the `options`."""
    dimension, value = name.split(":", 1)
    return target(t, Dimension(dimension), value, names)


def target(t: Translator, dimension: Dimension, value: str, names: tuple[str, str]) -> str:
    """The text of a target."""
    if value == EVERY:
        return t(f"funding.every.{dimension}")  # keys: funding.every.*
    if dimension is Dimension.TRACK:
        value = t(f"proposals.track.{value}")
    elif any(names):
        value = t.pick(*names)
    return t(f"funding.one.{dimension}", value=value)  # keys: funding.one.*


def named(t: Translator, ground: Ground, rule: RuleDraft, value: str) -> str:
    """The text of a stored rule's target; ``value`` is the value in question if the rule is for every one."""
    names = {key: (sw, en) for key, sw, en in (*ground.regions, *ground.institutions)}
    return target(t, rule.dimension, value or rule.which, names.get(value or rule.which, ("", "")))
