"""All twelve resolutions in both languages, with the progress of the three followed, and the hub's part in others."""

from html import escape

import streamlit as st

from innovation_hub.charts import words
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services import resolutions
from innovation_hub.services.resolutions import Progress, ResolutionText
from innovation_hub.ui.chrome import context_page
from innovation_hub.ui.html import html
from innovation_hub.ui.kanga import kanga
from innovation_hub.ui.nothing import nothing
from innovation_hub.ui.pages import BY_NAME
from innovation_hub.ui.resolution import quoted

STYLE = """<style>
.hub-twelve{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,30rem),1fr));gap:1rem;
margin-top:.5rem}
.hub-twelve article{margin:0;padding:1rem 1.1rem;border-radius:.5rem;
border:1px solid color-mix(in srgb,currentColor 20%,transparent)}
.hub-twelve article.followed{border-left:5px solid var(--amber)}
.hub-twelve h2{margin:0;padding:0;font-size:var(--step-1)}
.hub-twelve h2 span{display:inline-block;min-width:1.9rem;opacity:.75}
.hub-twelve blockquote{margin:.6rem 0;padding:0;border:0}
.hub-twelve details{font-size:var(--step--1)}
.hub-twelve summary{cursor:pointer;padding:.3rem 0}
.hub-twelve .part{margin:.6rem 0 0;padding-top:.6rem;
border-top:1px solid color-mix(in srgb,currentColor 16%,transparent)}
</style>"""


def page(actor: Actor, t: Translator) -> None:
    texts, progress = resolutions.twelve(actor), resolutions.progress(actor)
    html(kanga(t("resolutions.title"), lead=t("resolutions.lead")))
    if not texts:
        nothing("bud", t("resolutions.empty"))
        return
    with st.container(horizontal=True):
        for number in progress:
            name = f"resolution_{number}"
            st.page_link(
                context_page(name),
                label=t("resolutions.see", number=number),
                icon=BY_NAME[name].symbol,
            )
    items = "".join(item(text, progress.get(text.number), t, resolutions.current_year()) for text in texts)
    html(f'{STYLE}<div class="hub-twelve">{items}</div>')


def item(text: ResolutionText, followed: Progress | None, t: Translator, running: str) -> str:
    """HTML of a resolution: title, text in both languages, and its progress or the hub's part in it."""
    does = t(f"resolutions.does.{text.number}")  # keys: resolutions.does.*
    label, sentences = t("resolutions.hub_part"), does
    if followed:
        headlines = [words.headline(one, t, running=running) for one in followed.key_figures]
        label, sentences = t("resolutions.followed"), " ".join([does, *headlines])
    return (
        f'<article class="{"followed" if followed else "other"}">'
        f"<h2><span>{text.number}</span>{escape(t.pick(text.title_sw, text.title_en))}</h2>"
        f"{quoted(text, t)}"
        f'<p class="part"><b>{escape(label)}.</b> {escape(sentences)}</p></article>'
    )
