"""Light pages: the content of a page as plain HTML, so that the first response can be read without any script.

The function of the page is run as for Streamlit, its messages are recorded, and each element is written as HTML. A page
has one source of its content for both ways (docs/adr/0026).
"""

from innovation_hub.ui.light.page import LightPage, light_page

__all__ = ["LightPage", "light_page"]
