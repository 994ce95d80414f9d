"""A proposal being written on this page: changes of its team and PDF, and the step that is shown."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from innovation_hub.domain.proposals import SeenState
from innovation_hub.errors import Conflict, HubError
from innovation_hub.services import proposals
from innovation_hub.services.proposals import ProposalView, Saved
from innovation_hub.ui import chrome, context
from innovation_hub.ui.errors import sentence

STEPS = ("idea", "plan", "similar", "team", "file", "submit")
_EARLIER = {"hand_in": "submit"}  # names that addresses of earlier releases bear
_ROUNDS = 3


@dataclass(slots=True)
class Working:
    """The proposal, the version that was drawn, and what the keys of its widgets begin with."""

    id: int
    version: int
    name: str


def working_copy(view: ProposalView) -> Working:
    """What the steps of the page need to know."""
    return Working(view.id, view.version, f"proposal.{view.id}")


def change(typed: Working, act: Callable[[int], Saved], done: str) -> bool:
    """Change the team or the PDF over the version that stands; what is typed meanwhile does not stand in the way."""
    try:
        for _ in range(_ROUNDS):
            try:
                typed.version = act(typed.version).version
            except Conflict:
                typed.version = proposals.get(context.actor(), proposal_id=typed.id).version
                continue
            chrome.flash(done)
            return True
        raise Conflict("proposals.refused.changed")
    except HubError as error:
        st.session_state[f"{typed.name}.refusal"] = error
        return False


def refusal(typed: Working) -> None:
    """Say why the last change was refused, once."""
    error = st.session_state.pop(f"{typed.name}.refusal", None)
    if error is not None:
        st.error(sentence(context.t(), error), icon=":material/error:")


def step(typed: Working, view: ProposalView) -> str:
    """The step that the address asks for; else the first, or the last once the proposal was submitted."""
    asked = st.query_params.get("step", "")
    asked = _EARLIER.get(asked, asked)
    chosen = asked if asked in STEPS else STEPS[-1 if view.state is SeenState.SUBMITTED else 0]
    st.session_state[f"{typed.name}.step"] = chosen
    return chosen


def follow(typed: Working) -> None:
    """Put the step that was just chosen into the address."""
    go(st.session_state[f"{typed.name}.step"])


def go(name: str) -> None:
    """Show another step on this run's drawing or the next."""
    st.query_params["step"] = name
