"""The fields of a proposal in words, as the form sheet draws them."""

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
_FRESH = ("submit", "similar")  # steps that tell of the text: drawn again when any of it was saved


def fields(t: Translator, view: ProposalView) -> list[Shown]:
    """Every field of the proposal."""
    return [_shown(t, view, field) for field in FIELDS.values()]


def sheet(t: Translator, who: Actor, view: ProposalView, step: str, *, hold: Sequence[str] = ()) -> None:
    """The fields of a step, on the last with the button that submits; what was typed on others goes on being saved."""
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
    """What this browser kept of the proposal and could not save any more."""
    late(t, who, KIND, view.id, fields(t, view), saved=(view.version, view.updated_at), why=why)


def _shown(t: Translator, view: ProposalView, field: ProposalField) -> Shown:
    options = {one: t(field.option(one)) for one in field.options}
    helped = t(field.help) if field.help else ""
    return Shown(field, t(field.label), getattr(view.draft, field.name), helped, options)
