"""The working copy of a proposal in the reader's session: what is typed, and how it is saved."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from innovation_hub.domain.money import parse_money
from innovation_hub.domain.proposals import SECTIONS, ProposalDraft, Track
from innovation_hub.errors import Conflict, HubError
from innovation_hub.services import proposals
from innovation_hub.services.proposals import ProposalView, Saved
from innovation_hub.ui import chrome, context, draft
from innovation_hub.ui.draft import Draft, Values, opened

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
    write, read = partial(_write, view.id), partial(_read, view.id)
    return opened(_name(view.id), flat(view.draft), view.version, write, read)


def catch_up(proposal_id: int) -> None:
    """Save what was typed and not taken yet; to be called before the proposal is read."""
    draft.catch_up(_name(proposal_id))


def unsaved(proposal_id: int) -> Draft | None:
    """What was typed for the proposal in this session and never saved, if anything was."""
    typed: Draft | None = st.session_state.get(f"draft.{_name(proposal_id)}")
    return typed if typed is not None and typed.changed else None


def _name(proposal_id: int) -> str:
    return f"proposal.{proposal_id}"


def _write(proposal_id: int, typed: Draft) -> int:
    return proposals.save(
        context.actor(), proposal_id=proposal_id, version=typed.version, draft=whole(typed.typed)
    ).version


def _read(proposal_id: int) -> tuple[Values, int]:
    view = proposals.get(context.actor(), proposal_id=proposal_id)
    return flat(view.draft), view.version


def change(typed: Draft, act: Callable[[int], Saved], done: str) -> bool:
    """Change the team or the PDF over the version that stands; text that is typed and not saved stays so.

    A change made meanwhile by another member does not stand in the way: theirs is taken in first.
    """
    typed.refusal = None
    try:
        for _ in range(3):
            try:
                typed.version = act(typed.version).version
            except Conflict:
                typed.merge(*typed.read())
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
