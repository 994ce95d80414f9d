"""The form sheet of a proposal: its fields with labels, and its submission."""

from collections.abc import Sequence
from typing import Any

from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposal_checks import concerns
from innovation_hub.domain.proposal_field import ProposalField
from innovation_hub.domain.proposal_fields import FIELDS, FIELDS_OF_STEP
from innovation_hub.domain.proposals import SeenState
from innovation_hub.i18n import Translator
from innovation_hub.services.proposals import ProposalView
from innovation_hub.ui.writing import Shown, draw, late, submitting

KIND = "proposals"
_FRESH = ("submit", "similar")  # steps that depend on the texts: rerun after each save


def fields(t: Translator, view: ProposalView) -> list[Shown]:
    """All fields of the proposal with labels and values."""
    return [_shown(t, view, field) for field in FIELDS.values()]


def sheet(t: Translator, who: Actor, view: ProposalView, step: str, *, hold: Sequence[str] = ()) -> None:
    """Draw the fields of a step, on the last one with the submission; input of other steps continues to be saved."""
    names = [
        name
        for name in FIELDS_OF_STEP.get(step, ())
        if concerns(FIELDS[name], for_institution=view.for_institution)
    ]
    saved = (view.version, view.updated_at)
    draw(
        t,
        who,
        KIND,
        view.id,
        fields(t, view),
        saved=saved,
        shown=names,
        hold=hold,
        fresh=step in _FRESH,
        submission=_submission(t, view, step),
    )


def _submission(t: Translator, view: ProposalView, step: str) -> dict[str, Any]:
    again = view.state is SeenState.SUBMITTED
    return submitting.described(
        t,
        submit=t("proposals.submit_again" if again else "proposals.submit"),
        confirm=t("proposals.confirm"),
        ready=step == "submit" and view.leads and (view.unsent or not again),
        steps={name: step for step, names in FIELDS_OF_STEP.items() for name in names},
    )


def too_late(t: Translator, who: Actor, view: ProposalView, why: str) -> None:
    """Draw input stored in this browser that can no longer be saved, with the reason ``why``."""
    late(t, who, KIND, view.id, fields(t, view), saved=(view.version, view.updated_at), why=why)


def _shown(t: Translator, view: ProposalView, field: ProposalField) -> Shown:
    options = {one: t(field.option(one)) for one in field.options}
    help_text = t(field.help) if field.help else ""
    return Shown(field, t(field.label), getattr(view.draft, field.name), help_text, options)
