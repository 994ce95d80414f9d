"""Timelines of records: an ordered list, drawn in a row on wide screens and in a column on phones."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from innovation_hub.i18n import Translator
from innovation_hub.ui.html import html

# Colours are mixed from the text colour, so that they suit the light and the dark theme.
_STYLE = """<style>
ol.hub-timeline{list-style:none;display:flex;margin:.25rem 0 .75rem;padding:0;font-size:var(--step--1);line-height:1.35}
.hub-timeline li{flex:1 1 0;min-width:0;margin:0;padding:1.35rem .75rem 0 0;position:relative;overflow-wrap:anywhere}
.hub-timeline li::before{content:"";position:absolute;left:0;top:.2rem;width:.8rem;height:.8rem;border-radius:50%;
box-sizing:border-box;border:2px solid var(--mark);background:var(--mark)}
.hub-timeline li:not(:last-child)::after{content:"";position:absolute;left:1.05rem;right:.25rem;top:.53rem;
border-top:2px solid color-mix(in srgb,currentColor 25%,transparent)}
.hub-timeline li[aria-current]{font-weight:650}
.hub-timeline li[aria-current]::before{box-shadow:0 0 0 .2rem color-mix(in srgb,var(--mark) 30%,transparent)}
.hub-timeline li.coming::before{background:transparent;
border:2px dashed color-mix(in srgb,currentColor 55%,transparent)}
.hub-timeline span{display:block}
.hub-timeline .when{opacity:.85;font-weight:400}
.hub-timeline .said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media (max-width:640px){
ol.hub-timeline{display:block}
.hub-timeline li{padding:0 0 .7rem 1.5rem}
.hub-timeline li:not(:last-child)::after{left:.33rem;right:auto;top:1.2rem;bottom:0;border-top:0;
border-left:2px solid color-mix(in srgb,currentColor 25%,transparent)}
}
</style>"""


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of a timeline, as texts; ``when`` is empty if the date is not known."""

    name: str
    when: str
    reached: bool


def timeline(t: Translator, steps: Sequence[Milestone]) -> None:
    """Draw the steps in order; the last one reached is marked as the current one."""
    now = max((index for index, step in enumerate(steps) if step.reached), default=None)
    items = "".join(_item(t, step, current=index == now) for index, step in enumerate(steps))
    html(f'{_STYLE}<ol class="hub-timeline" aria-label="{escape(t("things.timeline"))}">{items}</ol>')


def _item(t: Translator, step: Milestone, *, current: bool) -> str:
    tense = "present" if current else "past" if step.reached else "coming"
    label = escape(t(f"things.step.{tense}"))  # keys: things.step.*
    when = f'<span class="when">{escape(step.when)}</span>' if step.when else ""
    mark = ' aria-current="step"' if current else ""
    return f'<li class="{tense}"{mark}><span>{escape(step.name)}</span>{when}<span class="said">{label}</span></li>'
