"""A readiness level (TRL 1-9): its description, its stage, and its nine steps as HTML."""

from html import escape

from innovation_hub.domain.devices import TRL_MAX, TRL_MIN, stage_of
from innovation_hub.i18n import Translator
from innovation_hub.services.devices import DeviceRow
from innovation_hub.ui.tables import Html

LEVELS = range(TRL_MIN, TRL_MAX + 1)

STYLE = """<style>
.hub-trl{display:flex;gap:3px;max-width:22rem;min-width:9rem;margin:.25rem 0}
.hub-trl i{flex:1;height:.8rem;border-radius:.2rem;background:color-mix(in srgb,currentColor 12%,transparent)}
.hub-trl i.on{background:var(--bar)}
</style>"""
"""The style of the steps; drawn once on pages with steps."""


def anchor(t: Translator, level: int) -> str:
    """The description of a level."""
    return t(f"devices.trl.{level}")  # keys: devices.trl.*


def stage(t: Translator, level: int | None) -> str:
    """The name of a level's stage."""
    return t(f"devices.stage.{stage_of(level).value}")  # keys: devices.stage.*


def said(t: Translator, device: DeviceRow) -> str:
    """The latest level with its year, as text."""
    if device.latest is None:
        return t("devices.no_reading")
    return t("devices.level_of", level=device.latest.trl, year=device.latest.financial_year)


def steps(t: Translator, device: DeviceRow) -> Html:
    """The latest level as nine steps, with its description; all text is escaped."""
    words = f"<span>{escape(said(t, device))}</span>"
    if device.latest is None:
        return Html(words)
    marks = "".join(f'<i class="{"on" if n <= device.latest.trl else ""}"></i>' for n in LEVELS)
    return Html(f'<div><div class="hub-trl" aria-hidden="true">{marks}</div>{words}</div>')
