"""The form sheet of a call: its fields with labels."""

from collections.abc import Iterator, Sequence

from innovation_hub.domain.call_fields import FIELDS, criterion_field, criterion_names
from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator
from innovation_hub.services.calls import CallView, CriterionView
from innovation_hub.ui.writing import Shown, draw, late

KIND = "calls"
_FRESH = ("rubric", "preview")  # steps that depend on the values: rerun after each save


def sheet(
    t: Translator, who: Actor, call: CallView, step: str, shown: Sequence[str], *, hold: Sequence[str] = ()
) -> None:
    """Draw the fields named in ``shown``; input of other steps continues to be saved."""
    fields = [*_own(t, call), *_of_criteria(t, call)]
    saved = (call.version, None)
    draw(t, who, KIND, call.card.id, fields, saved=saved, shown=shown, hold=hold, fresh=step in _FRESH)


def too_late(t: Translator, who: Actor, call: CallView, why: str) -> None:
    """Draw input stored in this browser that can no longer be saved, with the reason ``why``."""
    fields = [*_own(t, call), *_of_criteria(t, call)]
    late(t, who, KIND, call.card.id, fields, saved=(call.version, None), why=why)


def _own(t: Translator, call: CallView) -> Iterator[Shown]:
    # keys: calls.field.*, calls.audience.*, calls.best.*
    helps = {
        "code": t("calls.field.code_help"),
        "closes_at": t("calls.field.closes_help"),
        "grace_minutes": t("calls.field.grace_help"),
    }
    for name, field in FIELDS.items():
        options = {one: _option(t, name, one) for one in field.options}
        yield Shown(field, t(f"calls.field.{name}"), getattr(call.draft, name), helps.get(name, ""), options)


def _option(t: Translator, name: str, one: str | int) -> str:
    if name == "resolutions":
        return t("calls.resolution", number=one)
    return t(f"calls.{'audience' if name == 'audience' else 'best'}.{one}")


def _of_criteria(t: Translator, call: CallView) -> Iterator[Shown]:
    for criterion in call.criteria:
        for name in criterion_names(criterion.id, call.score_min, call.score_max):
            found = criterion_field(name)
            if found is None:
                continue
            if found.part == "anchor":
                label = t(f"calls.field.anchor_{found.lang}", score=found.score)
                value = criterion.anchors.get(found.score, ("", ""))[found.lang == "en"]
            else:
                label, value = _labels(t)[found.part], getattr(criterion, found.part)
            yield Shown(found.field, label, value)


def _labels(t: Translator) -> dict[str, str]:
    return {
        "weight": t("calls.weight"),
        "name_sw": t("calls.field.criterion_sw"),
        "name_en": t("calls.field.criterion_en"),
    }


def named(t: Translator, criterion: CriterionView) -> str:
    """The name of a criterion, or a text for one without."""
    return t.pick(criterion.name_sw, criterion.name_en) or t("calls.edit.new_criterion")
