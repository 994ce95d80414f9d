"""State of the form of a proposal: changes of team and PDF, and the current step."""

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
_EARLIER = {"hand_in": "submit"}  # names of steps in addresses of earlier releases
_ROUNDS = 3


@dataclass(slots=True)
class Working:
    """Id of the proposal, the version that was drawn, and the prefix of its widgets' keys."""

    id: int
    version: int
    name: str


def working_copy(view: ProposalView) -> Working:
    """The form state of a proposal."""
    return Working(view.id, view.version, f"proposal.{view.id}")


def change(typed: Working, act: Callable[[int], Saved], done: str) -> bool:
    """Change the team or the PDF, and retry with the current version if texts were saved meanwhile.

    Shows ``done`` and returns True on success; otherwise stores the error for `refusal` and returns False.
    """
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
    """Draw the error of the last change, once."""
    error = st.session_state.pop(f"{typed.name}.refusal", None)
    if error is not None:
        st.error(sentence(context.t(), error), icon=":material/error:")


def step(typed: Working, view: ProposalView) -> str:
    """The step in the address; by default the first, or the last if the proposal was submitted."""
    asked = st.query_params.get("step", "")
    asked = _EARLIER.get(asked, asked)
    chosen = asked if asked in STEPS else STEPS[-1 if view.state is SeenState.SUBMITTED else 0]
    st.session_state[f"{typed.name}.step"] = chosen
    return chosen


def follow(typed: Working) -> None:
    """Set the step in the address to the one just chosen in the control."""
    go(st.session_state[f"{typed.name}.step"])


def go(name: str) -> None:
    """Set the step in the address."""
    st.query_params["step"] = name
