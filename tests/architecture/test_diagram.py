"""The workflow diagram in the docs is the one the table draws (``HUB_WRITE_DOCS=1`` writes it anew)."""

import os
import re
from pathlib import Path

from innovation_hub.domain.workflow import TRANSITIONS

DOC = Path(__file__).parents[2] / "docs" / "architecture.md"
PLACE = re.compile(r"(<!-- workflow -->\n```mermaid\n)(.*?)(```\n<!-- /workflow -->)", re.DOTALL)


def diagram() -> str:
    """The table as a Mermaid state diagram."""
    moves = [
        f"  {source} --> {row.target}: {row.event.value.replace('_', ' ')}"
        for row in TRANSITIONS
        for source in sorted(row.sources)
    ]
    return "\n".join(["stateDiagram-v2", "  [*] --> draft", *moves, ""])


def test_the_docs_show_the_table() -> None:
    text = DOC.read_text(encoding="utf-8")
    if os.environ.get("HUB_WRITE_DOCS"):
        DOC.write_text(PLACE.sub(lambda m: m[1] + diagram() + m[3], text), encoding="utf-8")
        text = DOC.read_text(encoding="utf-8")
    found = PLACE.search(text)
    assert found is not None
    assert found[2] == diagram()
