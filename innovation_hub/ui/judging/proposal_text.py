"""The text of a proposal as HTML, for judges and organisers."""

from collections.abc import Mapping
from html import escape
from typing import Any

from innovation_hub.domain.proposal_field import ProposalField
from innovation_hub.domain.proposal_fields import FIELDS
from innovation_hub.domain.proposals import Track
from innovation_hub.i18n import Translator
from innovation_hub.ui.proposals import answers
from innovation_hub.ui.tables import Html

# On wide screens the text is sticky beside the scores and scrolls separately, by keyboard too.
_STYLE = """<style>
.hub-text{line-height:1.6;overflow-wrap:anywhere;max-width:70ch}
.hub-text h3{font-size:var(--step-0);font-weight:650;margin:1.1rem 0 .2rem}
.hub-text h3:first-child{margin-top:0}
.hub-text p{margin:0 0 .7rem;white-space:pre-line}
@media (min-width:900px){
[data-testid="stColumn"]:has(.hub-stays,[class*="-admit"],[class*="-undo"]){position:sticky;top:4.5rem;align-self:flex-start}
.hub-stays{max-height:calc(100vh - 13rem);overflow-y:auto;padding-right:.75rem}
}
</style>"""


def text_html(
    t: Translator, sections: Mapping[str, Any], *, before: str = "", after: str = "", stays: bool = False
) -> str:
    """HTML of values of fields, by name, under their headings; texts are escaped unless they are `Html`.

    ``before`` and ``after`` are plain lines around the text; ``stays`` makes it sticky beside a long form.
    """
    parts = [
        f"<h3>{escape(t(FIELDS[name].heading))}</h3>"
        + f"<p>{_safe(t, FIELDS[name], value) or escape(t('judging.no_text'))}</p>"
        for name, value in sections.items()
    ]
    label = escape(t("judging.text"))
    look = "hub-text hub-stays" if stays else "hub-text"
    text = f'<div class="{look}" role="region" tabindex="0" aria-label="{label}">{"".join(parts)}</div>'
    return f"{_STYLE}{_line(before)}{text}{_line(after)}"


def _safe(t: Translator, field: ProposalField, value: Any) -> str:
    return value.strip() if isinstance(value, Html) else escape(answers.words(t, field, value).strip())


def _line(words: str) -> str:
    return f"<p>{escape(words)}</p>" if words else ""


def track(t: Translator, value: Track) -> str:
    """The text of a kind of proposal."""
    return t(f"proposals.track.{value.value}")
