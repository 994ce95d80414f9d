"""The skeleton of a decision, on a page of its own: the order of its parts, and what becomes of a press."""

import pytest
from streamlit.testing.v1 import AppTest

from innovation_hub.ui import chrome, context
from tests.pages.decision_kit import TOLD
from tests.pages.kit import html, sound

REASON = "form.0.reason"
OBSTACLE = "Less is left than it takes."


def script():
    """A page with one decision; what another person changes is ``version`` in the state."""
    import streamlit as st

    from innovation_hub.errors import Invalid
    from innovation_hub.ui import decision

    def take(on, reason):
        if len(reason) < 10:
            raise Invalid("budgets.error.missing.reason", field="reason", least=10)
        typed = (on.amount.text,) if on.amount.text else ()
        st.session_state.taken = [*st.session_state.get("taken", []), (on.version, reason, *typed)]
        return len(reason)

    version = st.session_state.get("version", 1)
    obstacle = st.session_state.get("obstacle", "")
    leave = decision.Option(
        "Leave it", lambda *_: None, "Left.", key="leave", keeps_input=True, obstacle=obstacle
    )
    options = (leave, decision.Option("Take it", take, lambda n: f"Taken for {n} letters.", key="take"))
    decision.draw(
        decision.Record("form", version, {"Amount": str(version)}),
        () if st.session_state.get("decided") else options,
        shown="What is seen",
        follows=decision.EffectTable(
            "What follows", ("Account", "Now", "Then"), [("A", "1", "2 < 3"), ("B", "4", "4")]
        ),
        reason=None if st.session_state.get("decided") else decision.Reason("Why", 100),
        amount=decision.Amount("How much") if st.session_state.get("amount") else None,
        sure=st.session_state.get("sure", ""),
    )
    decision.finished()


@pytest.fixture
def app(database_url):
    drawn = AppTest.from_function(script, default_timeout=60)
    drawn.session_state[context.LANGUAGE_KEY] = "en"
    return sound(drawn.run())


def press(app, key):
    return sound(app.button(key=key).click().run())


def changed(app, **state):
    for name, value in state.items():
        app.session_state[name] = value
    return sound(app.run())


def test_its_parts_stand_in_their_order(app):
    changed(app, version=2, sure="I am sure", obstacle=OBSTACLE, amount=True)
    kinds = {"markdown", "html", "text_area", "text_input", "checkbox", "warning", "button"}
    drawn = [one.type for one in app.main if one.type in kinds]
    assert drawn == [
        "markdown",
        "html",
        "text_area",
        "text_input",
        "warning",
        "button",
        "checkbox",
        "warning",
        "button",
        "button",
    ]
    assert "<strong>2 &lt; 3</strong>" in html(app)
    assert "<strong>4" not in html(app)


def test_a_refusal_keeps_what_was_typed_and_the_next_press_decides(app):
    app.text_area(key=REASON).set_value("Too short")
    press(app, "take")
    assert "at least 10 characters" in app.error[0].value
    assert app.text_area(key=REASON).value == "Too short"
    app.text_area(key=REASON).set_value("Long enough")
    press(app, "take")
    assert app.session_state.taken == [(1, "Long enough")]
    assert app.session_state[chrome.FLASH_KEY] == "Taken for 11 letters."
    assert app.text_area(key="form.1.reason").value == ""


def test_what_has_changed_since_is_not_decided(app):
    app.text_area(key=REASON).set_value("Long enough")
    app.session_state.version = 2
    press(app, "take")
    assert TOLD in app.warning[0].value
    assert "Amount: was 1, is now 2" in app.warning[0].value
    assert "taken" not in app.session_state
    press(app, "decision.go_on.form.2")
    press(app, "take")
    assert app.session_state.taken == [(2, "Long enough")]


def test_a_reason_stays_readable_when_nothing_is_left_to_decide(app):
    app.text_area(key=REASON).set_value("Long enough")
    app.session_state.version, app.session_state.decided = 2, True
    press(app, "take")
    assert "Long enough" in app.warning[0].value
    changed(app, version=3)
    assert "Long enough" in app.warning[0].value
    press(app, "decision.go_on.form.3")
    changed(app, version=4)
    assert not app.warning, "nobody is about to decide"


def test_an_option_gets_the_amount_and_the_next_form_is_empty(app):
    changed(app, amount=True)
    app.text_area(key=REASON).set_value("Long enough")
    app.text_input(key="form.0.amount").set_value("12")
    press(app, "take")
    assert app.session_state.taken == [(1, "Long enough", "12")]
    assert app.text_input(key="form.1.amount").value == ""


def test_an_option_may_keep_what_was_typed_for_the_next_one(app):
    app.text_area(key=REASON).set_value("Long enough")
    press(app, "leave")
    assert app.text_area(key=REASON).value == "Long enough"


def test_an_amount_stays_readable_when_it_is_no_longer_asked_for(app):
    changed(app, amount=True)
    app.text_input(key="form.0.amount").set_value("12")
    app.session_state.version, app.session_state.amount = 2, False
    press(app, "take")
    told = "What you typed for “How much”: 12"
    assert told in app.warning[0].value
    assert told in changed(app, version=3).warning[0].value
    press(app, "decision.go_on.form.3")
    assert "typed" not in changed(app, version=4).warning[0].value


def test_an_option_that_is_not_possible_says_why(app):
    changed(app, obstacle=OBSTACLE)
    assert [one.value for one in app.warning] == [OBSTACLE]
    assert [app.button(key=key).disabled for key in ("leave", "take")] == [True, False]


def test_a_second_look_is_of_one_version(app):
    changed(app, sure="I am sure")
    assert app.button(key="take").disabled
    sound(app.checkbox[0].check().run())
    assert not app.button(key="take").disabled
    changed(app, version=2)
    assert (app.checkbox[0].value, app.checkbox[0].disabled) == (False, True)
