"""The journal: every change of state, chained by hashes, written in the transaction that changes it.

Its entries carry the hashes of the records they tell of (`db.records` names which), so that the check finds what was
changed past the hub.
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
