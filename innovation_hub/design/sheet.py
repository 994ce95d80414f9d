"""Style sheets with the tokens and the patterns."""

from functools import cache
from pathlib import Path

from innovation_hub.design import motif, properties


@cache
def shared() -> str:
    """What light pages and Streamlit share: the tokens, and the rules for the parts of pages (``kit.css``)."""
    return complete(Path(__file__).with_name("kit.css").read_text("utf-8"))


def complete(css: str) -> str:
    """A style sheet after the tokens and the patterns: the border as ``--pindo``, that of a field as ``--mji``."""
    patterns = {"pindo": motif.border(), "mji": motif.field()}
    drawn = "".join(f'--{name}:url("{motif.address(picture)}");' for name, picture in patterns.items())
    return f"{properties()}:root{{{drawn}}}\n{css}"
