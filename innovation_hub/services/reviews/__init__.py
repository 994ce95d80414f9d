"""A judge's work: declaration, queue, score sheet. Nobody can access another judge's review."""

from innovation_hub.services.reviews.answering import accept, recuse, unable
from innovation_hub.services.reviews.calibration import Calibration, calibration
from innovation_hub.services.reviews.fields import save_field
from innovation_hub.services.reviews.pages import page
from innovation_hub.services.reviews.queue import (
    JudgeCall,
    QueueItem,
    calls,
    next_to_do,
    queue,
    sign,
)
from innovation_hub.services.reviews.scoring import Scored, score
from innovation_hub.services.reviews.sheet import ScoreSheet, sheet
from innovation_hub.services.reviews.writing import reopen, save, submit

__all__ = [
    "Calibration",
    "JudgeCall",
    "QueueItem",
    "ScoreSheet",
    "Scored",
    "accept",
    "calibration",
    "calls",
    "next_to_do",
    "page",
    "queue",
    "recuse",
    "reopen",
    "save",
    "save_field",
    "score",
    "sheet",
    "sign",
    "submit",
    "unable",
]
