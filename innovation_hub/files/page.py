"""Task: render one page of a PDF as a picture, with rectangles painted over; what they cover cannot be recovered."""

import json
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1240, 3500
"""The most pixels of a picture; the width is that of A4 at 150 dots per inch."""
_QUALITY = 82


def work(content: bytes, number: str, covers: str) -> bytes:
    """Page ``number`` (from 1) as JPEG without metadata; empty when the document has no such page.

    ``covers`` is a JSON list of rectangles: left, top, right and bottom in thousandths of the page's size.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    if not 0 < int(number) <= len(document):
        return b""
    page = document[int(number) - 1]
    scale = min(WIDTH / page.get_width(), HEIGHT / page.get_height())
    return covered(page.render(scale=scale).to_pil().convert("RGB"), json.loads(covers))


def covered(picture: "Image", places: list[list[int]]) -> bytes:
    """The picture as JPEG with rectangles painted over, given in thousandths of its size."""
    from PIL import ImageDraw

    brush = ImageDraw.Draw(picture)
    for left, top, right, bottom in places:
        corners = (left * picture.width, top * picture.height, right * picture.width, bottom * picture.height)
        brush.rectangle([corner / 1000 for corner in corners], fill=(96, 96, 96))
    output = BytesIO()
    picture.save(output, "JPEG", quality=_QUALITY, optimize=True)
    return output.getvalue()
