"""A light page as `ui` draws it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Drawn:
    """The content of a page, with characters that must be escaped."""

    lang: str = "en"
    title: str = 'A "call" & more'
    description: str = "What it is <about>."
    html: str = "<header></header><main><h1>A call</h1><p>$not a place</p></main>"
    status: int = 200
    private: bool = False
    form: bool = False
