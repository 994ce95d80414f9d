"""The history of a thing: what happened and when, and for readers of the journal also who did it and its details."""

from collections.abc import Callable

import streamlit as st

from innovation_hub.i18n import Translator, formats
from innovation_hub.services.journal import HISTORY, Entry, History
from innovation_hub.ui import journal_details, tables

Read = Callable[[int], History]


def history(t: Translator, key: str, read: Read, *, parts: bool = False) -> None:
    """Draw a page of what ``read`` finds from an offset on; ``parts`` names the record of each entry.

    ``key`` names the thing: its history keeps the page that its reader turned to.
    """
    place = f"history.{key}"
    found = read(tables.offset(place))
    total = found.entries.total
    if not total:
        st.info(t("things.no_history"), icon=":material/history:")
        return
    names = ["when", "what", *(["subject"] if parts else []), *(["who", "details"] if found.full else [])]
    # keys: journal.table.*
    rows = [[_cell(t, entry, name) for name in names] for entry in found.entries.items]
    headers = [t(f"journal.table.{name}") for name in names]
    tables.table(headers, rows, caption=t("journal.caption", n=total))
    tables.pager(total, HISTORY, place)


def _cell(t: Translator, entry: Entry, column: str) -> str:
    if column == "when":
        return formats.stamp(entry.at)
    if column == "what":
        return journal_details.named(t, "event", entry.event)
    if column == "who":
        return journal_details.who(t, entry)
    if column == "subject":
        return journal_details.subject(t, entry)
    return journal_details.details(t, entry)
