"""The public view of a call: its facts in a list, and the whole call with its rubric."""

import re
from html import escape

import streamlit as st

from innovation_hub.domain.calls import Audience, CallPhase, admits
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission
from innovation_hub.i18n import Translator, formats
from innovation_hub.methods.terms.ranking import Direction
from innovation_hub.services import proposals
from innovation_hub.services.calls import CallCard, CallView
from innovation_hub.services.reviews import ScoreSheet
from innovation_hub.ui import chrome, errors, state, tables
from innovation_hub.ui.entry import entry
from innovation_hub.ui.html import html
from innovation_hub.ui.kanga import kanga
from innovation_hub.ui.text import READABLE, md, paragraphs, small

_NUMBER = re.compile(r"\d+")


def title(t: Translator, card: CallCard) -> str:
    """The title in the reader's language, as plain text."""
    return t.pick(card.title_sw, card.title_en) or t("calls.manage.untitled")


def audience(t: Translator, value: Audience) -> str:
    """The text of an audience."""
    return t(f"calls.audience.{value.value}")


def resolutions(t: Translator, numbers: tuple[int, ...]) -> str:
    """A sentence on the resolutions that a call serves; empty for none."""
    if not numbers:
        return ""
    *others, last = map(str, numbers)
    if not others:
        return t("calls.serves_one", list=last)
    return t("calls.serves_many", list=t("calls.serves_list", before=", ".join(others), last=last))


def cancelled(t: Translator, reason: str) -> str:
    """A sentence that a call was cancelled, with the reason unless it is empty, as plain text."""
    return t("calls.cancelled_for", reason=reason) if reason else t("calls.cancelled")


def deadline(t: Translator, card: CallCard) -> str:
    """The next relevant instant as Markdown: opening, deadline with the time left, or when the call closed.

    For a cancelled call, that it was cancelled and why.
    """
    if card.phase is CallPhase.CANCELLED:
        return f"**{md(cancelled(t, card.cancel_reason))}**"
    if card.phase is CallPhase.OPEN:
        return f"**{saying(t, card)[0]}** · {_left(t, card)}"
    return "  \n".join(saying(t, card))


def saying(t: Translator, card: CallCard) -> list[str]:
    """The next relevant instants, or the cancellation with its reason, as plain sentences."""
    if card.phase is CallPhase.CANCELLED:
        return [cancelled(t, card.cancel_reason)]
    closes = t("calls.closes", when=formats.deadline(t, card.closes_at))
    if card.phase is CallPhase.OPEN:
        return [closes]
    if card.phase in (CallPhase.DRAFT, CallPhase.UPCOMING):
        return [t("calls.opens", when=formats.instant(t, card.opens_at)), closes]
    return [t("calls.closed_on", when=formats.deadline(t, card.closes_at))]


def time_left(t: Translator, card: CallCard) -> str:
    """HTML of the time left until the deadline of an open call, its number large; empty for other calls."""
    if card.phase is not CallPhase.OPEN:
        return ""
    large = _NUMBER.sub(lambda found: f"<b>{found[0]}</b>", escape(_left(t, card)), count=1)
    return f'<p class="hub-number">{large}</p>'


def _left(t: Translator, card: CallCard) -> str:
    return formats.left_until(t, (card.closes_at - now()).total_seconds())


def text(t: Translator, call: CallView) -> None:
    """Draw the terms and the text of a call, without its title."""
    words = paragraphs(t.pick(call.text_sw, call.text_en))
    st.markdown(f"{terms(t, call.card)}\n\n{words}", anchors=False)


def facts(t: Translator, card: CallCard) -> str:
    """State, code and terms of a call, as Markdown."""
    return f"{state.badge(t, 'call', card.phase.value)} {md(card.code)}  \n{terms(t, card)}"


def terms(t: Translator, card: CallCard) -> str:
    """Deadline, audience, resolutions, grace and prizes of a call, as Markdown."""
    return "  \n".join([deadline(t, card), *_conditions(t, card), *_prize(t, card)])


def _conditions(t: Translator, card: CallCard) -> list[str]:
    lines = [t("calls.for_whom", audience=audience(t, card.audience)), resolutions(t, card.resolutions)]
    if card.grace_minutes:
        lines.append(t("calls.grace", n=card.grace_minutes))
    return [line for line in lines if line]


def _prize(t: Translator, card: CallCard) -> list[str]:
    return [t("calls.prize", amount=formats.money(t, card.prize_pool))] if card.prize_pool else []


def listed(t: Translator, card: CallCard) -> str:
    """HTML of a call in a list: state, code, title, deadline and conditions, with the time left."""
    return entry(
        title(t, card),
        chip=state.chip(t, "call", card.phase.value),
        code=card.code,
        lines=[*saying(t, card), *_prize(t, card)],
        quiet=_conditions(t, card),
        aside=time_left(t, card),
    )


def head(t: Translator, card: CallCard) -> str:
    """HTML of the head of a call's page."""
    status = f"{state.label(t, 'call', card.phase.value)} · {card.code}"
    return kanga(title(t, card), over=status, saying=" · ".join(saying(t, card)), lit=card.resolutions)


def side(t: Translator, card: CallCard) -> str:
    """HTML of the time left and the conditions, for the side of a call's page."""
    prize = escape(formats.money(t, card.prize_pool)) if card.prize_pool else ""
    money = f'<p class="money">{t("calls.prize", amount=f"<b>{prize}</b>")}</p>' if prize else ""
    lines = "".join(f"<p>{escape(line)}</p>" for line in _conditions(t, card))
    return f'<div class="hub-facts">{time_left(t, card)}{money}{lines}</div>'


def show(t: Translator, call: CallView, who: Actor | None = None) -> None:
    """Draw a call: head, conditions at the side, text and rubric; with what ``who`` can do, if a reader is given."""
    html(head(t, call.card))
    with st.container(key="hub_sided"):
        aside, words = st.columns([1, 3], gap="large")
    with aside.container(border=True):
        html(side(t, call.card))
        if who:
            way_in(t, who, call.card)
    with words.container(width=READABLE):
        st.markdown(paragraphs(t.pick(call.text_sw, call.text_en)), anchors=False)
        rubric(t, call)


def best(t: Translator, scale: CallView | ScoreSheet) -> str:
    """A sentence on which end of the scale is the best."""
    if scale.score_best is Direction.HIGHEST:
        return t("calls.highest_is_best", score=scale.score_max)
    return t("calls.lowest_is_best", score=scale.score_min)


def rubric(t: Translator, call: CallView) -> None:
    """Draw the criteria with their weights, and the meanings of the scores."""
    if not call.criteria:
        return
    st.markdown(f"## {t('calls.rubric')}", anchors=False)
    tables.table(
        [t("calls.criterion"), t("calls.weight")],
        [(t.pick(c.name_sw, c.name_en), str(c.weight)) for c in call.criteria],
        caption=t("calls.rubric_caption", total=sum(c.weight for c in call.criteria)),
        align=("left", "right"),
    )
    scale = t(
        "calls.rubric_scale", least=call.score_min, most=call.score_max, judges=call.judges_per_proposal
    )
    st.markdown(f"{scale} {best(t, call)} {t('rubric.device_note')}")
    with st.expander(t("calls.anchors")):
        st.markdown(
            "\n\n".join(
                f"**{md(t.pick(c.name_sw, c.name_en))}**\n\n"
                + "\n".join(f"- **{score}** – {md(t.pick(*words))}" for score, words in c.anchors.items())
                for c in call.criteria
                if c.anchors
            )
        )


def way_in(t: Translator, who: Actor, card: CallCard) -> None:
    """Draw what the reader can do on an open call: begin a proposal, sign in, or the reason why not."""
    if card.phase is CallPhase.UPCOMING:
        st.info(t("calls.upcoming_note"), icon=":material/schedule:")
    if card.phase is not CallPhase.OPEN:
        return
    if not who.signed_in:
        back = f"/proposal?call={card.id}"
        st.markdown(t("calls.sign_in_to_begin"))
        links = chrome.account_link("sign-in", t("chrome.sign_in"), t.lang, back=back) + chrome.account_link(
            "register", t("chrome.register"), t.lang, back=back
        )
        html(f'<div style="margin-left:-.5rem;font-weight:600;color:var(--link)">{links}</div>')
    elif who.may(Permission.PROPOSAL_WRITE) and admits(card.audience, who):
        begin_button(t, who, card)
    else:
        st.info(t("calls.not_for_you", audience=audience(t, card.audience)), icon=":material/info:")


def begin_button(t: Translator, who: Actor, card: CallCard) -> None:
    """Draw the button that begins the reader's proposal, or opens the one begun before."""
    if st.button(t("calls.begin"), key=f"calls.begin.{card.id}", type="primary", icon=":material/edit_note:"):
        with errors.shown():
            proposal_id = proposals.begin(who, call_id=card.id)
            st.switch_page(chrome.context_page("proposal"), query_params={"proposal": str(proposal_id)})
    st.markdown(small(t("calls.begin_hint")))
