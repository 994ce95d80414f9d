"""Display of a judge's own calibration: severity and spread as text, with a small picture."""

from html import escape

from innovation_hub.design import LIGHT
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.reviews import Calibration
from innovation_hub.ui import emblem
from innovation_hub.ui.html import html

_WIDTH, _HEIGHT = 260, 34
_STONE, _OCHRE, _WHITE = LIGHT["stone"], LIGHT["ochre"], LIGHT["white"]


def show(t: Translator, found: Calibration) -> None:
    """Draw how strict the judge is, and the spread of the judge's scores about those expected."""
    amount = formats.number(t, abs(found.severity), 2)
    manner = "like_others" if not found.certain else "strict" if found.severity > 0 else "lenient"
    # keys: reviews.calibration.like_others, reviews.calibration.strict, reviews.calibration.lenient
    text = t(f"reviews.calibration.{manner}", amount=amount, others=found.others)
    spread = t(
        "reviews.calibration.spread",
        own=formats.number(t, found.spread, 2),
        usual=formats.number(t, found.usual, 2),
    )
    html(
        f"<section><h2>{escape(t('reviews.calibration.title'))}</h2>{picture(t, found, text)}"
        f"<p>{escape(text)} {escape(spread)}</p><p><small>{escape(t('reviews.calibration.note'))}</small></p></section>"
    )


def picture(t: Translator, found: Calibration, alt: str) -> str:
    """HTML of a scale from lenient to strict, from -1 to 1 point of score, with the judge as a dot."""
    middle, reach = _WIDTH / 2, _WIDTH / 2 - 12
    x = middle + max(-1.0, min(1.0, found.severity)) * reach
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}">'
        f'<line x1="12" x2="{_WIDTH - 12}" y1="17" y2="17" stroke="{_STONE}" stroke-opacity=".5" stroke-width="3"/>'
        f'<line x1="{middle:g}" x2="{middle:g}" y1="7" y2="27" stroke="{_STONE}" stroke-width="2"/>'
        f'<circle cx="{x:.1f}" cy="17" r="9" fill="{_OCHRE}" stroke="{_WHITE}" stroke-width="2"/></svg>'
    )
    ends = f"{t('reviews.calibration.lenient_end')} ↔ {t('reviews.calibration.strict_end')}"
    image = emblem.image(svg, alt, css="hub-calibration")
    return f"<div>{image}<br><small>{escape(ends)}</small></div>"
