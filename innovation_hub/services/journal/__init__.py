"""The journal: every change of state, chained by hashes, written in the transaction that changes it.

Entries hold the hashes of the records they are about (`db.records` lists the kinds), so that the check finds records
that were changed outside the hub.
"""

from innovation_hub.services.journal.anchoring import anchor
from innovation_hub.services.journal.contents import Fault, Wrong, fault_summary
from innovation_hub.services.journal.history import HISTORY, History, history
from innovation_hub.services.journal.pages import PAGE, Entry, Noted, head, last, noted, page
from innovation_hub.services.journal.verifying import Verdict, check, verify
from innovation_hub.services.journal.writing import GENESIS, entry_hash, record

__all__ = [
    "GENESIS",
    "HISTORY",
    "PAGE",
    "Entry",
    "Fault",
    "History",
    "Noted",
    "Verdict",
    "Wrong",
    "anchor",
    "check",
    "entry_hash",
    "fault_summary",
    "head",
    "history",
    "last",
    "noted",
    "page",
    "record",
    "verify",
]
