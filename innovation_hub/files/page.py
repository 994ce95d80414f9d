"""The task that draws one page of a PDF as a picture, with places covered: what is below them is gone."""

import json
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1240, 3500
"""The most pixels of a picture: an A4 page at 150 dots per inch is as wide."""
_QUALITY = 82


def work(content: bytes, number: str, covers: str) -> bytes:
    """The page of this number (from 1) as JPEG without properties; nothing when the document has no such page.

    ``covers`` is JSON: places as left, top, right and bottom in thousandths of the page.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    if not 0 < int(number) <= len(document):
        return b""
    page = document[int(number) - 1]
    scale = min(WIDTH / page.get_width(), HEIGHT / page.get_height())
    return covered(page.render(scale=scale).to_pil().convert("RGB"), json.loads(covers))


def covered(picture: "Image", places: list[list[int]]) -> bytes:
    """A picture with its places painted over, as JPEG."""
    from PIL import ImageDraw

    brush = ImageDraw.Draw(picture)
    for left, top, right, bottom in places:
        corners = (left * picture.width, top * picture.height, right * picture.width, bottom * picture.height)
        brush.rectangle([corner / 1000 for corner in corners], fill=(96, 96, 96))
    made = BytesIO()
    picture.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()
