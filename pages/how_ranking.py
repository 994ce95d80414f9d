"""Explanation of the ranking for people who are not statisticians, with a worked example."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator, formats
from innovation_hub.services.ranking.example import JUDGES, example
from innovation_hub.ui import chrome, tables
from innovation_hub.ui.text import READABLE


def page(actor: Actor, t: Translator) -> None:
    st.page_link(chrome.context_page("results"), label=t("pages.results"), icon=":material/arrow_back:")
    st.title(t("pages.how_ranking"), anchor=False)
    with st.container(width=READABLE):
        st.markdown(t("ranking.how.intro"))
        st.markdown(f"## {t('ranking.how.example')}\n\n{t('ranking.how.before')}", anchors=False)
        worked(t)
        st.markdown(t("ranking.how.limits"))
    st.page_link(chrome.context_page("words"), label=t("pages.words"), icon=":material/help:")


def worked(t: Translator) -> None:
    """Draw the example: scores, means, adjusted scores and severities."""
    lines, severities = example()
    headers = [
        t("ranking.how.proposal"),
        *JUDGES,
        t("ranking.how.mean"),
        t("ranking.how.adjusted"),
    ]
    rows = [
        [
            line.name,
            *("–" if score is None else str(score) for score in line.scores),
            f"{formats.number(t, line.mean, 2)} ({line.mean_rank})",
            f"{formats.number(t, line.adjusted, 2)} ({line.adjusted_rank})",
        ]
        for line in lines
    ]
    align: list[tables.Align] = ["left", *["right"] * (len(headers) - 1)]  # type: ignore[list-item]
    tables.table(headers, rows, caption=t("ranking.how.caption"), align=align)
    strict, mild, other = (formats.number(t, severity, 2) for severity in severities)
    st.markdown(t("ranking.how.after", strict=strict, mild=mild, other=other))
