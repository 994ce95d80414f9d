"""The texts of a review, drawn below the scores."""

from typing import Any

from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.scoring import TEXTS
from innovation_hub.i18n import Translator
from innovation_hub.services.reviews import ScoreSheet
from innovation_hub.ui.writing import Shown, described


def drawn(t: Translator, who: Actor, sheet: ScoreSheet) -> dict[str, Any]:
    """The form sheet's data of the comment for the proposer and the confidential note."""
    fields = [
        Shown(TEXTS["comment"], t("reviews.comment"), sheet.comment, t("reviews.comment_help")),
        Shown(TEXTS["note"], t("reviews.note"), sheet.note, t("reviews.note_help")),
    ]
    saved = (sheet.version, sheet.saved_at or now())
    return described(t, who, "reviews", sheet.assignment_id, fields, saved) | {
        "shown": list(TEXTS),
        "closed": "",
    }
