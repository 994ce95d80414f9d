"""Every state has a word in both languages and a colour that is known."""

import pytest

from innovation_hub.domain.accounts import AccountState
from innovation_hub.domain.budgets import MovementState
from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.proposals import ProposalState, SeenState
from innovation_hub.i18n import translator
from innovation_hub.ui.state import badge, chip, label

STATES = [
    (noun, state.value)
    for noun, enums in {
        "call": [CallPhase],
        "proposal": [ProposalState, SeenState],
        "assignment": [AssignmentState],
        "movement": [MovementState],
        "account": [AccountState],
    }.items()
    for enum in enums
    for state in enum
]


@pytest.mark.parametrize(("noun", "value"), STATES)
def test_a_state_is_said_in_words_and_a_colour(noun, value):
    said = {lang: label(translator(lang), noun, value) for lang in ("sw", "en")}
    assert said["sw"] != said["en"]
    assert all("." not in text for text in said.values())
    assert badge(translator("sw"), noun, value).endswith(f"-badge[{said['sw']}]")
    assert said["en"] in chip(translator("en"), noun, value)
