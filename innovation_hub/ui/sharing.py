"""A button that sends the public address of a page to somebody; ``common.js`` shows it where the browser can."""

from html import escape

from innovation_hub.i18n import Translator
from innovation_hub.ui.html import html

_STYLE = """<style>
.hub-share{display:none;margin:0}
.hub-shares .hub-share{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem}
.hub-share button{font:inherit;color:inherit;background:none;border:1px solid currentColor;border-radius:.5rem;
min-height:2.75rem;padding:.3rem .9rem;cursor:pointer}
</style>"""


def button(t: Translator, label: str, *, address: str, title: str) -> None:
    """Draw the button for a public address of the hub; ``title`` is sent along."""
    data = {"share": address, "title": title, "copied": t("things.copied")}
    marks = "".join(f' data-hub-{name}="{escape(value)}"' for name, value in data.items())
    pressed = f'<button type="button"{marks}>{escape(label)}</button>'
    html(f'{_STYLE}<p class="hub-share">{pressed}<span role="status"></span></p>')
