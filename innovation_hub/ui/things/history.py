"""The history of a record from the journal; actors and details only for readers of the journal."""

from collections.abc import Callable

import streamlit as st

from innovation_hub.i18n import Translator, formats
from innovation_hub.services.journal import HISTORY, Entry, History
from innovation_hub.ui import journal_details, tables

Read = Callable[[int], History]


def history(t: Translator, key: str, read: Read, *, parts: bool = False) -> None:
    """Draw a page of the entries that ``read(offset)`` returns; ``parts`` adds a column with the record of each.

    ``key`` identifies the record, whose page of the history is remembered.
    """
    pager_key = f"history.{key}"
    found = read(tables.offset(pager_key))
    total = found.entries.total
    if not total:
        st.info(t("things.no_history"), icon=":material/history:")
        return
    names = ["when", "what", *(["subject"] if parts else []), *(["who", "details"] if found.full else [])]
    # keys: journal.table.*
    rows = [[_cell(t, entry, name) for name in names] for entry in found.entries.items]
    headers = [t(f"journal.table.{name}") for name in names]
    tables.table(headers, rows, caption=t("journal.caption", n=total))
    tables.pager(total, HISTORY, pager_key)


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
