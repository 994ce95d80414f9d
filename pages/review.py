"""One review (``?assignment=3``): the question on conflicts first, then the text and the scores side by side."""

import streamlit as st

from innovation_hub.domain.judging import AssignmentState, ConflictKind
from innovation_hub.domain.permissions import Actor
from innovation_hub.errors import NotFound, NotNow
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import reviews
from innovation_hub.services.reviews import ScoreSheet
from innovation_hub.ui import chrome, context, decision, errors, state
from innovation_hub.ui.html import html
from innovation_hub.ui.judging import pdf, proposal_text, score_sheet
from innovation_hub.ui.text import md, paragraphs

NONE, SUBMIT = "none", "review.submit"


def page(actor: Actor, t: Translator) -> None:
    assignment_id = context.page_id("assignment")
    if assignment_id is None:
        st.page_link(
            chrome.context_page("reviews"), label=t("reviews.back_to_desk"), icon=":material/arrow_back:"
        )
        st.info(t("reviews.none_chosen"), icon=":material/rate_review:")
    else:
        try:
            sheet = reviews.sheet(actor, assignment_id=assignment_id)
        except NotFound:
            decision.gone("review", (), lambda _id, _seen: t("reviews.taken_back"))
            raise
        except NotNow as cancelled:
            sentence = errors.sentence(t, cancelled)
            decision.gone("review", (), lambda _id, _seen: sentence)
            st.page_link(
                chrome.context_page("reviews"), label=t("reviews.back_to_desk"), icon=":material/arrow_back:"
            )
            raise
        st.page_link(
            chrome.context_page("reviews"),
            label=t("reviews.back_to_desk"),
            icon=":material/arrow_back:",
            query_params={"call": str(sheet.call_id)},
        )
        show(t, actor, sheet)


def go_to(assignment_id: int | None, call_id: int) -> None:
    """Switch to a review, or to the list of reviews for None."""
    if assignment_id is None:
        st.switch_page(chrome.context_page("reviews"), query_params={"call": str(call_id)})
    st.switch_page(chrome.context_page("review"), query_params={"assignment": str(assignment_id)})


def next_one(t: Translator, actor: Actor, sheet: ScoreSheet) -> None:
    following = reviews.next_to_do(actor, call_id=sheet.call_id, but=sheet.assignment_id)
    label = t("reviews.next" if following else "reviews.back_to_desk")
    if st.button(label, key="review.next", type="primary", icon=":material/arrow_forward:"):
        go_to(following, sheet.call_id)


def seen(t: Translator, sheet: ScoreSheet) -> decision.Seen:
    """The state of the review as seen by its judge, for all actions on it."""
    facts = {t("judging.state"): state.label(t, "assignment", sheet.state.value)}
    if sheet.total is not None:
        facts[t("reviews.total")] = formats.number(t, sheet.total, 2)
    typed = [st.session_state.get(f"review.{sheet.assignment_id}.{name}") or "" for name in ("unable", "why")]
    undecided = sheet.open and sheet.state in (AssignmentState.ASSIGNED, AssignmentState.ACCEPTED)
    return decision.seen(
        f"review.{sheet.assignment_id}",
        (sheet.state, sheet.open, sheet.submitted_at),
        facts,
        reason=" ".join(filter(None, typed)),
        standing=undecided,
    )


def conflict_question(t: Translator, actor: Actor, sheet: ScoreSheet, on: decision.Seen) -> None:
    """Draw the question on conflicts of interest; until it is answered, only code and title are shown."""
    st.markdown(f"## {t('reviews.conflict.title')}\n\n{t('reviews.conflict.intro')}", anchors=False)
    kinds = [NONE, *(kind.value for kind in ConflictKind if kind is not ConflictKind.TEAM_MEMBER)]
    answer = st.radio(
        t("reviews.conflict.question"),
        kinds,
        index=None,
        key=f"review.{sheet.assignment_id}.conflict",
        format_func=lambda kind: t(f"reviews.conflict.{kind}"),
    )
    note = ""
    if answer not in (None, NONE):
        st.warning(t("reviews.conflict.consequence"), icon=":material/visibility_off:")
        note = st.text_input(
            t("reviews.conflict.note"), key=f"review.{sheet.assignment_id}.why", max_chars=500
        )
    label = t("reviews.conflict.open" if answer in (None, NONE) else "reviews.conflict.declare")
    if decision.button(on, label, key="review.answer", type="primary", disabled=answer is None):
        with errors.shown():
            if answer == NONE:
                reviews.accept(actor, assignment_id=sheet.assignment_id)
            else:
                kind = ConflictKind(str(answer))
                reviews.recuse(actor, assignment_id=sheet.assignment_id, kind=kind, note=note)
                chrome.flash(t("reviews.conflict.thanks"))
            decision.settle(on.name)
            st.rerun()


def the_text(t: Translator, actor: Actor, sheet: ScoreSheet) -> None:
    text = sheet.text
    if text is None:
        return
    facts = [t("reviews.fact.track", track=proposal_text.track(t, text.track))]
    if text.trl:
        facts.append(t("reviews.fact.trl", trl=text.trl))
    if text.requested:
        facts.append(t("reviews.fact.requested", amount=formats.money(t, text.requested)))
    facts_line, covered = " · ".join(facts), f"{t('reviews.covered')} {pdf.availability(t, text.pages)}"
    html(proposal_text.text_html(t, text.sections, before=facts_line, after=covered, stays=True))
    pdf.cleared(t, actor, sheet.assignment_id, text.pages)


def score_form(t: Translator, actor: Actor, sheet: ScoreSheet, on: decision.Seen) -> None:
    """Draw the score sheet, the submit button, and the form to return the assignment."""
    score_sheet.draw(t, actor, sheet, submit=SUBMIT)
    if decision.button(on, t("reviews.submit"), key=SUBMIT, type="primary", icon=":material/send:"):
        with errors.shown():
            submit_review(t, actor, sheet, on)
    return_assignment(t, actor, sheet, on)


def submit_review(t: Translator, actor: Actor, sheet: ScoreSheet, on: decision.Seen) -> None:
    if blank := [c for c in sheet.criteria if c.id not in sheet.scores]:
        st.warning(
            t("reviews.still_blank", n=len(blank))
            + "\n\n"
            + "\n".join(f"- {md(t.pick(c.name_sw, c.name_en))}" for c in blank),
            icon=":material/pending:",
        )
        return
    total = reviews.submit(actor, assignment_id=sheet.assignment_id, version=sheet.version)
    decision.settle(on.name)
    chrome.flash(t("reviews.submitted", code=sheet.code, total=formats.number(t, total, 2)))
    go_to(reviews.next_to_do(actor, call_id=sheet.call_id), sheet.call_id)


def return_assignment(t: Translator, actor: Actor, sheet: ScoreSheet, on: decision.Seen) -> None:
    key = f"review.{sheet.assignment_id}.giving_back"
    with st.expander(t("reviews.unable.title"), key=key, on_change="rerun") as box:
        if not box.open:
            return
        st.markdown(t("reviews.unable.intro"))
        reason = st.text_area(
            t("reviews.unable.reason"), key=f"review.{sheet.assignment_id}.unable", max_chars=500, height=80
        )
        if decision.button(on, t("reviews.unable.confirm"), key="review.unable"):
            with errors.shown():
                reviews.unable(actor, assignment_id=sheet.assignment_id, reason=reason)
                decision.settle(on.name)
                chrome.flash(t("reviews.unable.thanks"))
                st.rerun()


def submitted(t: Translator, actor: Actor, sheet: ScoreSheet, on: decision.Seen) -> None:
    """Draw the submitted review, and the button that reopens it while judging is open."""
    if sheet.submitted_at and sheet.total is not None:
        when, total = formats.instant(t, sheet.submitted_at), formats.number(t, sheet.total, 2)
        st.success(t("reviews.submitted_at", when=when, total=total), icon=":material/task_alt:")
    own_scores(t, sheet)
    label, explained = t("reviews.reopen"), t("reviews.reopen_help")
    if sheet.open and decision.button(on, label, key="review.reopen", help=explained):
        with errors.shown():
            reviews.reopen(actor, assignment_id=sheet.assignment_id, version=sheet.version)
            decision.settle(on.name)
            st.rerun()


def own_scores(t: Translator, sheet: ScoreSheet) -> None:
    def answer(criterion_id: int) -> str:
        if criterion_id not in sheet.scores:
            return "–"
        value = sheet.scores[criterion_id]
        return t("reviews.cannot_judge") if value is None else f"**{value}**"

    lines = [f"- {md(t.pick(c.name_sw, c.name_en))}: {answer(c.id)}" for c in sheet.criteria]
    for label, text in ((t("reviews.comment"), sheet.comment), (t("reviews.note"), sheet.note)):
        if text:
            lines.append(f"\n**{label}**\n\n{paragraphs(text)}\n")
    st.markdown("\n".join(lines))


def judge(t: Translator, actor: Actor, sheet: ScoreSheet, on: decision.Seen) -> None:
    """Draw text and review side by side, on phones one above the other."""
    text, form = st.columns([11, 9], gap="medium")
    with text:
        the_text(t, actor, sheet)
    with form:
        if sheet.state is AssignmentState.ACCEPTED and sheet.open:
            score_form(t, actor, sheet, on)
        elif sheet.state is AssignmentState.ACCEPTED:
            st.info(t("reviews.errors.closed"), icon=":material/lock:")
            own_scores(t, sheet)
        else:
            submitted(t, actor, sheet, on)
            next_one(t, actor, sheet)


def show(t: Translator, actor: Actor, sheet: ScoreSheet) -> None:
    badge = state.badge(t, "assignment", sheet.state.value)
    st.markdown(f"# {md(sheet.title)}\n\n{md(sheet.code)} {badge}", anchors=False)
    on = seen(t, sheet)
    if sheet.text is not None:
        judge(t, actor, sheet, on)
    elif sheet.state is AssignmentState.ASSIGNED and sheet.open:
        conflict_question(t, actor, sheet, on)
    else:
        # keys: reviews.errors.answered.*
        key = "closed" if sheet.state is AssignmentState.ASSIGNED else f"answered.{sheet.state.value}"
        st.info(t(f"reviews.errors.{key}"), icon=":material/info:")
        next_one(t, actor, sheet)
