"""Decisions: the record, the effects, the reason and the buttons, always in this order.

A page defines as data the record (`Record`), the effects, the reason (`Reason`) and the options (`Option`); `draw`
draws them. Decisions that do not fit use `seen` and `button`, which bind a button to the version that was displayed.
"""

from innovation_hub.ui.decision.drawing import draw
from innovation_hub.ui.decision.seen import (
    Seen,
    SeenRecords,
    button,
    finished,
    gone,
    seen,
    settle,
    settle_all,
)
from innovation_hub.ui.decision.spec import Amount, EffectTable, Expander, Option, Reason, Record

__all__ = [
    "Amount",
    "EffectTable",
    "Expander",
    "Option",
    "Reason",
    "Record",
    "Seen",
    "SeenRecords",
    "button",
    "draw",
    "finished",
    "gone",
    "seen",
    "settle",
    "settle_all",
]
