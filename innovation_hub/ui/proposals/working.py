"""The working copy of a proposal in the reader's session: what is typed, and how it is saved."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from innovation_hub.domain.money import parse_money
from innovation_hub.domain.proposals import SECTIONS, ProposalDraft, Track
from innovation_hub.errors import Conflict, HubError
from innovation_hub.services import proposals
from innovation_hub.services.proposals import ProposalView, Saved
from innovation_hub.ui import chrome, context
from innovation_hub.ui.draft import Draft, Values, opened

Save = Callable[[], Any]
"""Saves what is typed; true when all of it is saved."""
_PLAIN = (
    "title",
    "difference",
    "trl",
    "consent_to_name",
    "steering_committee",
    *(section.name for section in SECTIONS),
)


def flat(draft: ProposalDraft) -> Values:
    """The values of the form's fields; the amount is text, as it is typed."""
    values: Values = {name: getattr(draft, name) for name in _PLAIN}
    return values | {
        "track": draft.track.value,
        "resolutions": list(draft.resolutions),
        "requested": f"{draft.requested:,}" if draft.requested else "",
    }


def whole(values: Values) -> ProposalDraft:
    """The draft that the values spell; raises `Invalid` for an amount that cannot be read."""
    requested = values["requested"].strip()
    return ProposalDraft(
        **{name: values[name] for name in _PLAIN},
        track=Track(values["track"]),
        resolutions=tuple(values["resolutions"]),
        requested=parse_money(requested, field="requested", allow_zero=True) if requested else 0,
    )


def readable(values: Values) -> ProposalDraft:
    """The same for a check list, an unreadable amount left aside."""
    return whole(values | {"requested": ""})


def working_copy(view: ProposalView) -> Draft:
    """What is typed for this proposal, begun from what is saved."""
    return opened(f"proposal.{view.id}", flat(view.draft), view.version)


def unsaved(proposal_id: int) -> Draft | None:
    """What was typed for the proposal in this session and never saved, if anything was."""
    typed: Draft | None = st.session_state.get(f"draft.proposal.{proposal_id}")
    return typed if typed is not None and typed.changed else None


def saver(typed: Draft, proposal_id: int) -> Save:
    """A function that saves what is typed and tells whether all of it is saved."""
    return partial(typed.keep, partial(_write, proposal_id), partial(_read, proposal_id))


def _write(proposal_id: int, values: Values, version: int) -> int:
    return proposals.save(
        context.actor(), proposal_id=proposal_id, version=version, draft=whole(values)
    ).version


def _read(proposal_id: int) -> tuple[Values, int]:
    view = proposals.get(context.actor(), proposal_id=proposal_id)
    return flat(view.draft), view.version


def change(typed: Draft, proposal_id: int, act: Callable[[int], Saved], done: str) -> bool:
    """Change the team or the PDF over the version that stands; text that is typed and not saved stays so.

    A change made meanwhile by another member does not stand in the way: theirs is taken in first.
    """
    typed.refusal = None
    try:
        for _ in range(3):
            try:
                typed.version = act(typed.version).version
            except Conflict:
                typed.merge(*_read(proposal_id))
                continue
            chrome.flash(done)
            return True
        raise Conflict("proposals.refused.changed")
    except HubError as error:
        typed.refusal = error
        return False


def go(typed: Draft, step: str) -> None:
    """Show another step on this run's drawing or the next."""
    st.session_state[f"{typed.name}.step"] = step
