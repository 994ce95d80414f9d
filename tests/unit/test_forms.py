"""A form that was accepted starts anew, and does so before a second press of its button can save the same again."""

from enum import StrEnum

from innovation_hub.ui import forms


class Colour(StrEnum):
    RED = "red"


def test_an_accepted_form_has_other_keys_and_others_keep_theirs():
    one, other = forms.prefix("a movement"), forms.prefix("a line")
    forms.accepted("a movement")
    assert forms.prefix("a movement") != one
    assert forms.prefix("a line") == other


def test_accepting_asks_nothing_of_streamlit_which_would_turn_to_the_next_request(monkeypatch):
    before = forms.prefix("a device")
    with monkeypatch.context() as without:
        without.setattr(forms, "st", None)
        forms.accepted("a device")
    assert forms.prefix("a device") != before


def test_what_is_chosen_is_held_when_its_label_changes_and_nothing_else_is(monkeypatch):
    class State(dict):
        def __setitem__(self, key, value):
            held.append(key)

    held = []
    state = State(
        colour=Colour.RED,
        record=7,
        records=[7, 8],
        none=[],
        press=False,
        text="typed",
        **{"pick.kind": "agency"},
    )
    monkeypatch.setattr(forms.st, "session_state", state)
    forms.hold_choices()
    assert held == ["colour", "record", "records", "pick.kind"]
