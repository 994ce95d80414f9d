"""Calls on the screen: what a visitor reads, and how an organiser writes and publishes one."""

from datetime import timedelta

import pytest

from innovation_hub.domain.call_fields import FIELDS, FIELDS_OF_STEP, criterion_names
from innovation_hub.domain.calls import CallPhase
from innovation_hub.domain.fields import version
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.i18n import formats, translator
from innovation_hub.services import calls
from innovation_hub.ui.calls import public
from innovation_hub.ui.calls.values import wall
from tests.factories.accounts import a_student, an_organiser
from tests.factories.calls import a_call, stands, written
from tests.pages import kit


@pytest.fixture
def organiser():
    return an_organiser()


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_a_visitor_reads_the_list_and_one_call(lang):
    call = a_call(title_sw="Foleni :red[x]", title_en="Queues :red[x]")
    assert " :red[x]</h3>" in kit.html(kit.open_page("calls", lang=lang))
    app = kit.open_page("calls", lang=lang, call=call.card.id)
    assert " :red[x]</h1>" in kit.html(app)
    shown = kit.text(app)
    assert ("Vigezo vya tathmini" if lang == "sw" else "How proposals are judged") in shown


@pytest.mark.parametrize(
    ("lang", "numbers", "said"),
    [
        ("en", (4, 10, 11), "Supports resolutions 4, 10 and 11"),
        ("sw", (4, 10, 11), "Linalenga maazimio ya 4, 10 na 11"),
        ("sw", (4, 10), "Linalenga maazimio ya 4 na 10"),
        ("en", (11,), "Supports resolution 11"),
        ("en", (), ""),
    ],
)
def test_resolutions_are_listed_as_one_says_them(lang, numbers, said):
    assert public.resolutions(translator(lang), numbers) == said


def test_no_call_yet_says_what_to_do():
    assert "There are no calls yet" in kit.text(kit.open_page("calls"))


def test_a_hidden_or_unknown_call_is_not_found(organiser):
    hidden = a_call(organiser, published=False)
    for call_id in (hidden.card.id, 99_999):
        assert "cannot find this record" in kit.text(kit.open_page("calls", call=call_id))


def test_a_student_begins_a_proposal_from_the_call():
    call = a_call()
    app = kit.open_page("calls", a_student(), call=call.card.id)
    assert app.button(key=f"calls.begin.{call.card.id}").label == "Begin or continue your proposal"
    assert not [b for b in kit.open_page("calls", VISITOR, call=call.card.id).button if "begin" in str(b.key)]


def sheet(app, call_id):
    """What the form sheet of the call is sent."""
    return kit.component(app, f"writing.calls.{call_id}")


def to_step(app, call_id, step):
    app.button_group(key=f"call.{call_id}.step").set_value(step).run()
    return kit.sound(app)


def test_an_organiser_writes_and_publishes_a_call(organiser):
    view = calls.create(organiser)
    call_id, weight = view.card.id, f"criterion_{view.criteria[0].id}_weight"
    app = kit.open_page("call_editor", organiser, call=call_id)
    assert sheet(app, call_id)["shown"] == list(FIELDS_OF_STEP["words"])
    texts = {"title_sw": "Foleni", "title_en": "Queues", "text_sw": "Maelezo", "text_en": "Words"}
    for name, value in {**texts, "resolutions": [10], weight: "25"}.items():
        written(organiser, call_id, name, value)
    app.button(key="call.next").click().run()
    assert sheet(app, call_id)["shown"] == list(FIELDS_OF_STEP["terms"])
    app.button(key="call.next").click().run()
    assert "Total weight: 105 of 100" in kit.text(app)
    assert sheet(app, call_id)["shown"][0] == weight
    app.button(key="call.next").click().run()
    assert "add up to 105" in kit.text(app)
    assert app.button(key="call.publish").disabled
    to_step(app, call_id, "rubric")
    written(organiser, call_id, weight, "20")
    app.button(key="call.next").click().run()
    app.button(key="call.publish").click().run()
    kit.sound(app)
    published = calls.get(VISITOR, call_id=call_id)
    assert published.card.title_en == "Queues"
    assert published.card.phase is CallPhase.UPCOMING


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_the_sheet_has_every_field_in_the_readers_language(organiser, lang):
    view = a_call(organiser, published=False)
    drawn = sheet(kit.open_page("call_editor", organiser, call=view.card.id, lang=lang), view.card.id)
    assert (drawn["account"], drawn["kind"], drawn["version"]) == (organiser.id, "calls", view.version)
    assert (drawn["closed"], drawn["saved_at"]) == ("", "")
    fields = {field["name"]: field for field in drawn["fields"]}
    names = [name for each in view.criteria for name in criterion_names(each.id, 1, 5)]
    assert list(fields) == [*FIELDS, *names]
    t = translator(lang)
    assert fields["opens_at"]["label"] == t("calls.field.opens_at")
    assert fields["audience"]["options"][0]["words"] == t("calls.audience.students")
    for name, field in fields.items():
        assert (field["value"], field["version"]) == (stands(view, name), version(stands(view, name)))


def test_the_step_is_in_the_address_and_presses_wait_for_what_is_typed(organiser):
    view = a_call(organiser, published=False)
    app = kit.open_page("call_editor", organiser, call=view.card.id, step="terms")
    drawn = sheet(app, view.card.id)
    assert (drawn["shown"], drawn["fresh"]) == (list(FIELDS_OF_STEP["terms"]), False)
    assert ".st-key-call-next :is(button, a)" in drawn["holds"]
    assert ".st-key-call-publish :is(button, a)" in drawn["holds"]
    to_step(app, view.card.id, "rubric")
    assert sheet(app, view.card.id)["fresh"], "the sum of weights tells of what is typed"


def test_a_criterion_is_added_written_and_removed_once_asked(organiser):
    view = a_call(organiser, published=False)
    app = kit.open_page("call_editor", organiser, call=view.card.id, step="rubric")
    app.button(key="criterion.add").click().run()
    added = calls.get(organiser, call_id=view.card.id).criteria[-1].id
    assert sheet(app, view.card.id)["shown"] == criterion_names(added, 1, 5)
    written(organiser, view.card.id, f"criterion_{added}_name_en", "Safety :red[x]")
    app.run()
    assert "Remove “Safety" in kit.text(app)
    app.button(key=f"criterion.remove.{added}").click().run()
    kit.sound(app)
    assert [each.id for each in calls.get(organiser, call_id=view.card.id).criteria] == [
        each.id for each in view.criteria
    ]


def test_what_was_typed_when_another_published_is_still_shown(organiser):
    view = a_call(organiser)
    app = kit.open_page("call_editor", organiser, call=view.card.id)
    drawn = sheet(app, view.card.id)
    assert (drawn["shown"], drawn["closed"]) == ([], translator("en")("calls.refused.published"))


def extending(app, call, closes_at):
    """The page once another deadline was chosen in its fold."""
    kit.unfold(app, f"extend.{call.card.id}.fold")
    (field,) = app.datetime_input
    field.set_value(wall(closes_at).replace(second=0, microsecond=0)).run()
    return kit.sound(app)


def pressed(app, beginning):
    (found,) = [each for each in app.button if each.label.startswith(beginning)]
    return kit.sound(found.click().run())


@pytest.mark.parametrize("lang", ["sw", "en"])
def test_an_extension_shows_old_and_new_and_asks_and_is_taken_back(organiser, lang):
    call, t = a_call(organiser), translator(lang)
    app = kit.open_page("call_editor", organiser, call=call.card.id, lang=lang)
    later = call.card.closes_at.replace(second=0, microsecond=0) + timedelta(days=3)
    extending(app, call, later)
    said = kit.text(app)
    for instant in (call.card.closes_at, later):
        assert formats.deadline(t, instant) in said
    assert calls.get(organiser, call_id=call.card.id).card.closes_at == call.card.closes_at, (
        "not before it is asked"
    )
    pressed(app, t("calls.extend.do", span="").strip())
    assert calls.get(organiser, call_id=call.card.id).card.closes_at == later
    found = calls.extension(organiser, call_id=call.card.id)
    assert formats.instant(t, found.until) in kit.text(app)
    pressed(app, t("calls.extend.take_back", when=formats.instant(t, call.card.closes_at)))
    assert calls.get(organiser, call_id=call.card.id).card.closes_at == call.card.closes_at


def test_a_slip_of_years_wants_a_tick_of_its_own(organiser):
    call = a_call(organiser)
    app = kit.open_page("call_editor", organiser, call=call.card.id)
    slip = call.card.closes_at.replace(second=0, microsecond=0) + timedelta(days=1461)
    extending(app, call, slip)
    assert "More time: 1" in kit.text(app)
    pressed(app, "Extend by")
    assert "more than a year after" in kit.text(app)
    assert calls.get(organiser, call_id=call.card.id).card.closes_at == call.card.closes_at
    (tick,) = app.checkbox
    kit.sound(tick.check().run())
    pressed(app, "Extend by")
    assert calls.get(organiser, call_id=call.card.id).card.closes_at == slip


def test_an_earlier_deadline_is_refused_before_it_is_asked(organiser):
    call = a_call(organiser)
    app = kit.open_page("call_editor", organiser, call=call.card.id)
    extending(app, call, call.card.closes_at - timedelta(days=1))
    assert "You can only extend it" in kit.text(app)
    assert not [each for each in app.button if each.label.startswith("Extend by")]


def test_a_published_call_is_cancelled(organiser):
    call = a_call(organiser)
    app = kit.open_page("call_editor", organiser, call=call.card.id)
    kit.unfold(app, "call.cancelling")
    assert "Submitted proposals: **0**" in kit.text(app)
    assert "will be published" in app.text_area(key=f"call.cancel.{call.card.id}.0.reason").label
    app.button(key="call.cancel").click().run()
    assert "Give a reason" in kit.text(app)
    app.text_area(key=f"call.cancel.{call.card.id}.0.reason").input("No funds").run()
    app.button(key="call.cancel").click().run()
    assert calls.get(organiser, call_id=call.card.id).card.phase is CallPhase.CANCELLED


def test_organisers_see_drafts_with_what_was_received(organiser):
    a_call(organiser, published=False)
    assert "0 proposals received" in kit.text(kit.open_page("manage_calls", organiser))


@pytest.mark.parametrize("typed", ["0" * 17 + "19" * 12, "9" * 5000, "-1", "1.3", "١", ""])
def test_an_address_typed_by_hand_names_no_call(typed):
    assert "There are no calls yet" in kit.text(kit.open_page("calls", call=typed))
