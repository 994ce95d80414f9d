"""The page of panels: drafts, further reviews, and the fields that judges know."""

import pytest

from db.models.judging import Assignment
from db.models.panels import JudgeField, PanelSeat
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.panels import Expertise
from innovation_hub.domain.permissions import Role
from tests.factories import judging as make
from tests.pages import kit
from tests.pages.judging_kit import LANGUAGES, call, judge, organiser, press, seen

__all__ = ["call", "judge", "organiser"]


def test_the_organiser_builds_panels(organiser, judge, call):
    entry = make.proposal(call.id)
    app = kit.open_page("panels", organiser, call=call.id)
    kit.unfold(app, "panels.inviting")
    form = f"panels.invite.{call.id}.0"
    app.multiselect(key=f"{form}.who").set_value([judge.id]).run()
    press(app, f"{form}.send")
    press(app, "panels.auto")
    assert not make.rows(Assignment)
    assert entry.code in seen(app)
    assert judge.name in seen(app)
    press(app, "panels.freeze")
    (row,) = make.rows(Assignment)
    assert (row.proposal_id, row.account_id) == (entry.id, judge.id)
    assert app.success
    app.segmented_control(key="panels.view").set_value("proposals").run()
    assert entry.code in seen(kit.sound(app))
    kit.unfold(app, "panels.by_hand")
    press(app, f"panels.release.{row.id}")
    assert make.rows(Assignment)[0].state is AssignmentState.RELEASED
    app.segmented_control(key="panels.view").set_value("conflicts").run()
    kit.sound(app)


def test_a_draft_is_changed_by_hand_and_taken_back(organiser, judge, call):
    entry, other = make.proposal(call.id), make.invited(call.id)
    make.invited(call.id, judge)
    app = kit.open_page("panels", organiser, call=call.id)
    press(app, "panels.auto")
    (seat,) = make.rows(PanelSeat)
    kit.unfold(app, "panels.change_draft")
    app.multiselect(key="panels.out.1").set_value([seat.id]).run()
    press(app, "panels.take_out")
    assert not make.rows(PanelSeat)
    assert "though judges are available" in app.warning[0].value
    form = f"panels.put.{call.id}.0"
    app.text_input(key=f"{form}.code").set_value(entry.code).run()
    chosen = other.id if seat.account_id == judge.id else judge.id
    app.selectbox(key=f"{form}.judge.{entry.id}").set_value(chosen).run()
    press(app, "panels.put")
    press(app, "panels.freeze")
    assert [row.account_id for row in make.rows(Assignment)] == [chosen]
    press(app, "panels.unfreeze")
    assert not make.rows(Assignment)
    press(app, "panels.discard")
    assert not make.rows(PanelSeat)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_who_stands_in_the_way_and_what_would_help(organiser, lang):
    call = make.call(judges_per_proposal=2)
    small = make.invited(call.id, make.person(name="Zuhura Kondo"), capacity=1)
    make.invited(call.id, make.person(name="Baraka Mushi"), capacity=1)
    place = make.institution()
    make.proposal(call.id)
    make.proposal(call.id)
    make.invited(call.id, make.person(institution_id=place), capacity=5)
    make.proposal(call.id, owner=make.person(Role.STUDENT, institution_id=place))
    app = kit.open_page("panels", organiser, lang=lang, call=call.id)
    press(app, "panels.auto")
    said = app.warning[0].value.replace("\\", "")
    assert small.name in said
    assert "panels." not in seen(app)  # every key has become a sentence
    assert ("Raise the limit" if lang == "en" else "Ongeza kikomo") in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_next_round_tells_the_reason_of_each_review(organiser, lang):
    call = make.call(judges_per_proposal=1)
    judges, entries = [make.person() for _ in range(2)], [make.proposal(call.id) for _ in range(4)]
    for score, entry in zip((5, 3, 3, 1), entries, strict=True):
        make.reviewed(judges[0], entry, score, score)
    make.reviewed(judges[1], entries[0], 4, 5)
    make.reviewed(judges[1], entries[3], 1, 2)
    app = kit.open_page("panels", organiser, lang=lang, call=call.id)
    kit.unfold(app, "panels.next")
    app.number_input(key=f"panels.top.{call.id}").set_value(2).run()
    app.number_input(key=f"panels.further.{call.id}").set_value(2).run()
    press(app, "panels.propose")
    assert len(make.rows(PanelSeat)) == 2
    assert "panels." not in seen(app)
    assert ("chance of being in the top 2;" if lang == "en" else "kati ya 2 bora ni") in seen(app)
    press(app, "panels.freeze")
    assert len(make.rows(Assignment, state=AssignmentState.ASSIGNED)) == 2


def test_a_judge_names_their_fields_and_the_organiser_may_too(organiser, judge, call):
    app = kit.open_page("account", judge)
    app.segmented_control(key="account.part").set_value("fields").run()
    app.multiselect(key="account.fields").set_value([Expertise.DEVICE]).run()
    press(app, "account.save_fields")
    make.invited(call.id, judge)
    app = kit.open_page("panels", organiser, call=call.id)
    kit.unfold(app, "panels.changing")
    key = f"panels.judge.{call.id}.{judge.id}"
    assert app.multiselect(key=f"{key}.fields").value == [Expertise.DEVICE]
    app.multiselect(key=f"{key}.fields").set_value([Expertise.DEVICE, Expertise.RESEARCH]).run()
    press(app, f"{key}.save")
    assert {row.field for row in make.rows(JudgeField)} == {Expertise.DEVICE, Expertise.RESEARCH}
