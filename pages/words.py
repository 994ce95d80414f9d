"""The public glossary: technical terms of the hub with their meanings."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.ui import tables

WORDS = {
    "judging": (
        *("call", "proposal", "draft", "receipt", "screening", "ruled_out", "blind", "conflict", "panel"),
        *("strictness", "adjusted", "reliability", "shortlist"),
    ),
    "money": ("allocation", "release", "commitment", "expenditure", "reversal"),
    "records": ("indicator", "trl", "skd", "cif", "journal", "hash"),
}


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.words"), anchor=False)
    st.markdown(t("words.intro"))
    for about, names in WORDS.items():
        # keys: words.about.*, words.term.*, words.meaning.*
        rows = [(t(f"words.term.{name}"), t(f"words.meaning.{name}")) for name in names]
        tables.table([t("words.word"), t("words.meaning")], rows, caption=t(f"words.about.{about}"))
