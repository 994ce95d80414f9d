"""The home page: open calls with deadlines, progress of the three resolutions, and links to begin with."""

from html import escape

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import calls, resolutions
from innovation_hub.services.calls import CallCard
from innovation_hub.ui import nothing, role_requests
from innovation_hub.ui.calls import public
from innovation_hub.ui.chrome import context_page
from innovation_hub.ui.entry import entry
from innovation_hub.ui.html import html
from innovation_hub.ui.kanga import kanga
from innovation_hub.ui.pages import BY_NAME
from innovation_hub.ui.pictures import key_figures

SHOWN_CALLS = 3
WORK = (
    *("proposals", "reviews", "approvals", "budgets", "devices", "screening", "ranking", "manage_calls"),
    *("people", "institutions"),
)
"""Pages that a signed-in reader is offered, in order of urgency."""

STYLE = """<style>
.hub-h2{font-size:var(--step-2)!important;line-height:1.2!important;margin:0;padding:0!important}
.hub-ways{list-style:none;margin:.25rem 0 0;padding:0!important}
.hub-ways li{position:relative;margin:0!important;padding:.4rem 0!important}
.hub-ways li+li{border-top:1px solid color-mix(in srgb,currentColor 16%,transparent)}
.hub-ways a{color:var(--link);font-weight:600;text-underline-offset:.2em}
.hub-ways a::after{content:"";position:absolute;inset:0}
.hub-ways span{display:block;font-size:var(--step--1);line-height:1.4}
</style>"""


def page(actor: Actor, t: Translator) -> None:
    hero(t)
    first, second = st.columns([3, 2])
    with first:
        open_calls(actor, t)
    with second:
        begin(actor, t)
    progress(actor, t)
    st.page_link(context_page("words"), label=t("pages.words"), icon=":material/help:")


def hero(t: Translator) -> None:
    html(STYLE + kanga(t("home.title"), lead=t("home.lead"), alt=t("home.emblem")))


def open_calls(actor: Actor, t: Translator) -> None:
    found = calls.announced(actor, size=SHOWN_CALLS).items
    open_now = [card for card in found if card.phase is CallPhase.OPEN]
    upcoming = [card for card in found if card.phase is CallPhase.UPCOMING]
    with st.container(border=True, height="stretch", gap="xsmall"):
        heading(t("home.open"), "" if open_now else nothing.markup("bud", _none_open(upcoming, t)))
        for card in open_now:
            _call(card, t)
        if not open_now:
            st.page_link(context_page("calls"), label=t("home.all_calls"), icon=":material/campaign:")


def _none_open(upcoming: list[CallCard], t: Translator) -> str:
    sentence = t("home.none_open")
    for card in upcoming[:1]:
        title, when = t.pick(card.title_sw, card.title_en), formats.instant(t, card.opens_at)
        sentence += " " + t("home.next", title=title, when=when)
    return sentence


def _call(card: CallCard, t: Translator) -> None:
    when = t("home.closes", when=formats.deadline(t, card.closes_at))
    html(entry(public.title(t, card), lines=[when], aside=public.time_left(t, card)))
    st.page_link(
        context_page("calls"),
        label=t("home.read_call"),
        icon=":material/campaign:",
        query_params={"call": card.code},
    )


def progress(actor: Actor, t: Translator) -> None:
    heading(t("home.progress"))
    found = list(resolutions.progress(actor).values())
    for column, one in zip(st.columns(len(found) or 1), found, strict=False):
        with column.container(border=True, height="stretch", gap="xsmall"):
            name = f"resolution_{one.text.number}"
            title = t.pick(one.text.title_sw, one.text.title_en)
            st.page_link(
                context_page(name),
                label=f"**{one.text.number} · {title}**",
                icon=BY_NAME[name].symbol,
            )
            html(key_figures.STYLE + key_figures.cards(one, t))


def heading(text: str, more: str = "") -> None:
    html(f'<h2 class="hub-h2">{escape(text)}</h2>{more}')


def begin(actor: Actor, t: Translator) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        if not actor.signed_in:
            heading(t("home.begin"), f'<ul class="hub-ways">{_ways(t)}</ul>')
            return
        if role_requests.none_yet(t, actor):
            return
        heading(t("home.welcome", name=actor.name))
        waiting = [name for name in WORK if actor.may(BY_NAME[name].permission)][:4] or ["results"]
        for name in waiting:
            label = t(f"home.go.{name}")  # keys: home.go.*
            st.page_link(context_page(name), label=label, icon=BY_NAME[name].symbol)


def _ways(t: Translator) -> str:
    paths = {"student": "register", "institution": "register", "judge": "sign-in"}
    return "".join(
        f'<li><a href="/account/{path}?lang={t.lang}" target="_self">{escape(t(f"home.visitor.{who}"))}</a>'
        f"<span>{escape(t(f'home.visitor.{who}_text'))}</span></li>"  # keys: home.visitor.*
        for who, path in paths.items()
    )
