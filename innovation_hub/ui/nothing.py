"""A place with nothing to show: an illustration beside a sentence."""

from html import escape
from zlib import crc32

import streamlit as st

from innovation_hub.design.illustrations import Name, illustration
from innovation_hub.ui.emblem import image
from innovation_hub.ui.html import html


def nothing(picture: Name, sentence: str) -> None:
    """Draw a sentence, of Markdown, beside an illustration."""
    key = f"hub_nothing.{crc32(sentence.encode())}"
    with st.container(horizontal=True, vertical_alignment="center", key=key):
        html(_picture(picture), width="content")
        st.info(sentence)


def markup(picture: Name, sentence: str) -> str:
    """The same as HTML; the sentence is plain text."""
    return f'<div class="hub-nothing">{_picture(picture)}<p>{escape(sentence)}</p></div>'


def _picture(name: Name) -> str:
    return image(illustration(name), "", css="hub-illustration")
