"""Calls on the screen: what a visitor reads, and how an organiser writes and publishes one."""

from datetime import timedelta

import pytest

from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.services import calls
from innovation_hub.ui.calls.values import wall
from tests.factories.accounts import a_student, an_organiser
from tests.factories.calls import a_call
from tests.pages import kit


@pytest.fixture
def organiser():
    return an_organiser()


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_a_visitor_reads_the_list_and_one_call(lang):
    call = a_call(title_sw="Foleni :red[x]", title_en="Queues :red[x]")
    assert "x\\]" in kit.text(kit.open_page("calls", lang=lang))
    shown = kit.text(kit.open_page("calls", lang=lang, call=call.card.id))
    assert ("Vigezo vya tathmini" if lang == "sw" else "How proposals are judged") in shown


def test_no_call_yet_says_what_to_do():
    assert "No call has been announced" in kit.text(kit.open_page("calls"))


def test_a_hidden_or_unknown_call_is_not_found(organiser):
    hidden = a_call(organiser, published=False)
    for call_id in (hidden.card.id, 99_999):
        assert "no such record" in kit.text(kit.open_page("calls", call=call_id))


def test_a_student_begins_a_proposal_from_the_call():
    call = a_call()
    app = kit.open_page("calls", a_student(), call=call.card.id)
    assert app.button(key=f"calls.begin.{call.card.id}").label == "Begin or continue your proposal"
    assert not [b for b in kit.open_page("calls", VISITOR, call=call.card.id).button if "begin" in str(b.key)]


def test_an_organiser_writes_and_publishes_a_call(organiser):
    call_id = calls.create(organiser).card.id
    name = f"call.{call_id}"
    app = kit.open_page("call_editor", organiser, call=call_id)
    app.text_input(key=f"{name}.title_sw").input("Foleni").run()
    app.text_input(key=f"{name}.title_en").input("Queues").run()
    app.text_area(key=f"{name}.text_sw").input("Maelezo").run()
    app.text_area(key=f"{name}.text_en").input("Words").run()
    app.button(key="call.next").click().run()
    app.button_group(key=f"{name}.resolutions.en").set_value([10]).run()
    app.button(key="call.next").click().run()
    app.number_input(key=f"{name}.c1.weight").set_value(25).run()
    assert "Sum of weights: 105 of 100" in kit.text(app)
    app.button(key="call.next").click().run()
    assert "sum to 105" in kit.text(app)
    assert app.button(key="call.publish").disabled
    app.button_group(key=f"{name}.step").set_value("rubric").run()
    app.number_input(key=f"{name}.c1.weight").set_value(20).run()
    app.button(key="call.next").click().run()
    app.button(key="call.publish").click().run()
    kit.sound(app)
    published = calls.get(VISITOR, call_id=call_id)
    assert published.card.title_en == "Queues"
    assert published.card.phase is CallPhase.UPCOMING


def test_two_organisers_are_told_and_nothing_typed_is_lost(organiser):
    view = calls.create(organiser)
    name = f"call.{view.card.id}"
    mine = kit.open_page("call_editor", organiser, call=view.card.id)
    theirs = kit.open_page("call_editor", an_organiser(), call=view.card.id)
    kit.labelled(theirs.text_input, "calls.field.title_en").input("Theirs").run()
    theirs.text_input(key=f"{name}.title_sw").input("Yao").run()
    mine.text_area(key=f"{name}.text_en").input("My words").run()
    assert kit.labelled(mine.text_input, "calls.field.title_en").value == "Theirs"
    kit.labelled(theirs.text_input, "calls.field.title_en").input("Theirs again").run()
    kit.labelled(mine.text_input, "calls.field.title_en").input("Mine").run()
    assert "Somebody else changed" in kit.text(mine)
    assert "Theirs again" in kit.text(mine)
    assert kit.labelled(mine.text_input, "calls.field.title_en").value == "Mine"
    mine.button(key=f"{name}.settle.title_en.False").click().run()
    mine.button(key="call.save").click().run()
    saved = calls.get(organiser, call_id=view.card.id)
    assert (saved.card.title_en, saved.card.title_sw, saved.text_en) == ("Mine", "Yao", "My words")


def test_a_bad_amount_is_explained_and_stays_in_the_field(organiser):
    view = calls.create(organiser)
    name = f"call.{view.card.id}"
    app = kit.open_page("call_editor", organiser, call=view.card.id)
    app.button(key="call.next").click().run()
    app.text_input(key=f"{name}.prize_pool").input("12,5").run()
    assert "12,5" in kit.text(app)
    assert app.text_input(key=f"{name}.prize_pool").value == "12,5"


def test_a_published_call_is_extended_or_cancelled(organiser):
    call = a_call(organiser)
    app = kit.open_page("call_editor", organiser, call=call.card.id)
    key = f"amend.{call.card.id}"
    kit.unfold(app, f"{key}.fold")
    later = wall(call.card.closes_at).replace(second=0, microsecond=0) + timedelta(days=3)
    app.datetime_input(key=f"{key}.closes_at").set_value(later)
    next(button for button in app.button if button.label == "Save").click().run()
    assert wall(calls.get(organiser, call_id=call.card.id).card.closes_at) == later
    kit.unfold(app, "call.cancelling")
    app.button(key="call.cancel").click().run()
    assert "Give a reason" in kit.text(app)
    app.text_area(key=f"cancel.{call.card.id}").input("No funds").run()
    app.button(key="call.cancel").click().run()
    assert calls.get(organiser, call_id=call.card.id).card.phase is CallPhase.CANCELLED


def test_organisers_see_drafts_with_what_was_received(organiser):
    a_call(organiser, published=False)
    assert "0 proposals received" in kit.text(kit.open_page("manage_calls", organiser))


@pytest.mark.parametrize("typed", ["0" * 17 + "19" * 12, "9" * 5000, "-1", "1e3", "١", ""])
def test_an_address_typed_by_hand_names_no_call(typed):
    assert "No call has been announced" in kit.text(kit.open_page("calls", call=typed))
