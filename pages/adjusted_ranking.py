"""The ranking adjusted for judges' strictness (``?call=3``): uncertainty of ranks, and severity of judges."""

import streamlit as st

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.methods.terms.ranking import Model
from innovation_hub.services import judging, ranking
from innovation_hub.services.judging import JudgedCall
from innovation_hub.services.ranking import AdjustedRanking
from innovation_hub.ui import chrome, downloads, errors, forms, tables
from innovation_hub.ui.judging import adjusted as parts
from innovation_hub.ui.judging import choice
from innovation_hub.ui.pictures import chart

SIZE, LIST, KEEP = 25, "adjusted_ranking.list", "ranking.keep"
VIEWS = ("chart", "table", "judges", "kept")


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.adjusted_ranking"), anchor=False)
    call = choice.chosen(t, judging.calls(actor))
    if call is None:
        return
    st.page_link(
        chrome.context_page("ranking"),
        label=t("ranking.to_decisions"),
        icon=":material/arrow_back:",
        query_params={"call": str(call.id)},
    )
    found = None if call.phase in (CallPhase.UPCOMING, CallPhase.OPEN) else computed(t, actor, call)
    if found is None:
        st.info(t("ranking.adjusted.none"), icon=":material/rate_review:")
        st.stop()  # preserves selections and input made for another call
    st.markdown(f"{parts.summary(t, found)} [{t('pages.how_ranking')}](/how-ranking)")
    parts.warnings(t, found)
    views(t, actor, call, found)


def computed(t: Translator, actor: Actor, call: JudgedCall) -> AdjustedRanking | None:
    """Draw the choice of model and cut-off; returns the ranking, or None without reviews."""
    names = [model.value for model in Model]
    chosen = st.segmented_control(
        t("ranking.model"),
        names,
        key=f"ranking.model.{call.id}",
        default=Model.LINEAR.value,
        required=True,
        format_func=lambda name: t(f"ranking.model.{name}"),
        wrap=True,
    )
    model = Model(chosen)
    st.markdown(f":small[{t(f'ranking.model.{model.value}.says')}]")  # keys: ranking.model.*
    key = f"ranking.cut.{call.id}"
    found = ranking.adjusted(actor, call_id=call.id, model=model, top=st.session_state.get(key))
    if found is None or len(found.places) < 2:
        return found
    most = len(found.places) - 1
    if found.top > most:  # there are fewer proposals than when the cut-off was chosen
        st.session_state[key] = most
        found = ranking.adjusted(actor, call_id=call.id, model=model, top=most) or found
    st.session_state.setdefault(key, found.top)
    st.slider(t("ranking.cut"), 1, most, key=key)
    return found


def views(t: Translator, actor: Actor, call: JudgedCall, found: AdjustedRanking) -> None:
    view = st.segmented_control(
        t("ranking.view"),
        VIEWS,
        key="ranking.view",
        default=VIEWS[0],
        required=True,
        format_func=lambda name: t(f"ranking.view.{name}"),  # keys: ranking.view.*
        label_visibility="collapsed",
        wrap=True,
    )
    if view == "judges":
        parts.judges(t, found)
    elif view == "kept":
        keeping(t, actor, call, found)
    else:
        key = f"{LIST}.{call.id}.{found.model.value}"
        start = min(tables.offset(key), (len(found.places) - 1) // SIZE * SIZE)
        places = found.places[start : start + SIZE]
        if view == "chart":
            parts.chart(t, found, places, chart.mode())
        else:
            parts.table(t, found, places)
            downloads.csv_button(
                t("ranking.csv"),
                lambda: parts.sheet(found),
                file_name=f"{call.code}-{found.model.value}.csv",
                key="ranking.csv",
            )
        tables.pager(len(found.places), SIZE, key)


def keeping(t: Translator, actor: Actor, call: JudgedCall, found: AdjustedRanking) -> None:
    """Draw the button that stores the current ranking, and the stored rankings."""
    st.markdown(t("ranking.kept.lead"))
    form = forms.prefix(KEEP)
    if st.button(t("ranking.kept.keep"), key=f"{form}.button", icon=":material/save:"):
        with errors.shown():
            number = ranking.keep(actor, call_id=call.id, model=found.model, top=found.top)
            forms.accepted(KEEP)
            chrome.flash(t("ranking.kept.done", number=number))
            st.rerun()
    rankings = ranking.stored_rankings(actor, call_id=call.id)
    if rankings:
        parts.stored(t, rankings)
