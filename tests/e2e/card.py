"""The picture that link previews show (``og:image``): ``python -m tests.e2e.card`` draws it anew in each language."""

from base64 import b64encode
from html import escape
from io import BytesIO
from string import Template

from PIL import Image
from playwright.sync_api import sync_playwright

from innovation_hub import design
from innovation_hub.design import motif
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.ui import emblem
from innovation_hub.web.frontend import FILES
from innovation_hub.web.frontend.document import CARD_SIZE
from tests.e2e import browser as chromium

COLOURS = 64
STYLE = Template("""
@font-face{font-family:Hub;font-weight:200 900;src:url(data:font/woff2;base64,$font)}
body{margin:0;height:100vh;box-sizing:border-box;padding:0 64px;display:flex;align-items:center;gap:64px;
border:48px solid;border-image:url("$border") 24 round;background:$teal;color:$cream;font:400 36px/1.4 Hub}
svg{flex:none;width:300px;height:300px}
h1{margin:0 0 20px;font-size:84px;line-height:1.1;font-weight:650}
p{margin:0}
""")


def html(lang: str) -> str:
    """The picture as a document: emblem, name and description of the hub."""
    t = translator(lang)
    font = b64encode((FILES / "hub-sans.woff2").read_bytes()).decode()
    words = f"<h1>{escape(t('chrome.title'))}</h1><p>{escape(t('frontend.page.description'))}</p>"
    style = STYLE.substitute(
        font=font,
        border=motif.address(motif.border()),
        teal=design.LIGHT["teal"],
        cream=design.LIGHT["cream"],
    )
    return f"<style>{style}</style>{emblem.emblem()}<div>{words}</div>"


def main() -> None:
    """Draw the pictures into the folder of our own files."""
    width, height = CARD_SIZE
    with sync_playwright() as playwright:
        path = chromium.find() or chromium.fetch()
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        for lang in LANGUAGES:
            page = browser.new_page(viewport={"width": width, "height": height})
            page.set_content(html(lang))
            page.evaluate("document.fonts.ready")
            picture = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
            picture.save(FILES / f"card-{lang}.png", optimize=True)
        browser.close()


if __name__ == "__main__":
    main()
