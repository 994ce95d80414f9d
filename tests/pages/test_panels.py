"""The page of panels: drafts, further reviews, and the fields that judges know."""

import pytest

from db.models.judging import Assignment
from db.models.panels import JudgeField, PanelSeat
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.panels import Expertise
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import Track
from innovation_hub.services.paging import SIZE
from tests.factories import judging as make
from tests.factories.accounts import an_account
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
    assert f'href="?call={call.id}&amp;tab=proposals&amp;proposal={entry.id}"' in kit.html(
        kit.follow(app, tab="proposals")
    )
    kit.follow(app, proposal=entry.id)
    press(app, f"panels.release.{row.id}")
    assert make.rows(Assignment)[0].state is AssignmentState.RELEASED
    kit.follow(app, tab="conflicts")


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
    app = kit.open_page("panels", organiser, call=call.id, judge=judge.id)
    key = f"panels.judge.{call.id}.{judge.id}"
    assert app.multiselect(key=f"{key}.fields").value == [Expertise.DEVICE]
    app.multiselect(key=f"{key}.fields").set_value([Expertise.DEVICE, Expertise.RESEARCH]).run()
    press(app, f"{key}.save")
    assert {row.field for row in make.rows(JudgeField)} == {Expertise.DEVICE, Expertise.RESEARCH}


def codes(app, entries):
    """Which of the entries are rows of the list."""
    return [entry.code for entry in entries if f">{entry.code} · " in kit.html(app)]


def test_the_address_says_which_panels_are_listed_and_rows_keep_it(organiser, judge, call):
    tracks = (Track.DEVICE, Track.SOFTWARE, Track.SOFTWARE)
    entries = [make.proposal(call.id, track=track, language="sw") for track in tracks]
    make.invited(call.id, judge)
    make.assigned(organiser, entries[0].id, judge.id)
    address = {"call": call.id, "tab": "proposals"}
    app = kit.open_page("panels", organiser, **address, show="open", kind="all")
    assert not app.warning
    assert codes(app, entries) == [entry.code for entry in entries[1:]]
    assert f"?call={call.id}&amp;tab=proposals&amp;show=open&amp;proposal={entries[1].id}" in kit.html(app)
    assert f'href="?call={call.id}&amp;tab=conflicts"' in kit.html(app), (
        "another tab has no filters of this one"
    )
    for found, narrowed in ((0, {"show": "complete"}), (0, {"kind": "device"}), (2, {"q": entries[2].code})):
        app = kit.open_page("panels", organiser, **address, **narrowed)
        assert codes(app, entries) == [entries[found].code]
    app = kit.open_page("panels", organiser, **address, language="en")
    assert not codes(app, entries)
    assert "nothing to show" in kit.text(app)


def test_a_panel_has_an_address_and_steps_to_its_neighbours(organiser, call):
    entries = [make.proposal(call.id) for _ in range(3)]
    app = kit.open_page("panels", organiser, call=call.id, proposal=entries[1].id, show="open")
    assert entries[1].code in seen(app)
    assert app.query_params["tab"] == "proposals"
    assert "2 of 3" in kit.text(app)
    press(app, "proposal.after")
    assert app.query_params["proposal"] == str(entries[2].id)
    press(app, "proposal.close")
    assert codes(app, entries) == [entry.code for entry in entries]
    assert app.query_params["show"] == "open"


def test_one_steps_from_panel_to_panel_over_the_edge_of_a_page_and_closes_on_its_page(organiser, call):
    entries = [make.proposal(call.id) for _ in range(SIZE + 2)]
    address = {"call": call.id, "tab": "proposals", "show": "open"}
    app = kit.open_page("panels", organiser, **address, proposal=entries[SIZE - 1].id)
    assert f"{SIZE} of {SIZE + 2}" in kit.text(app)
    press(app, "proposal.after")
    assert entries[SIZE].code in seen(app)
    assert app.query_params["page"] == "2"
    press(app, "proposal.before")
    assert app.query_params["proposal"] == str(entries[SIZE - 1].id)
    assert "page" not in app.query_params
    press(app, "proposal.after")
    press(app, "proposal.close")
    assert codes(app, entries) == [entry.code for entry in entries[SIZE:]]


def test_one_steps_from_judge_to_judge_over_the_edge_of_a_page(organiser, call):
    judges = [an_account(Role.JUDGE, name=f"Judge {n:02}") for n in range(SIZE + 1)]
    for person in judges:
        make.invited(call.id, person)
    app = kit.open_page("panels", organiser, call=call.id, judge=judges[-2].id, state="free")
    press(app, "judge.after")
    assert f"## Judge {SIZE}" in kit.text(app)
    assert app.query_params["page"] == "2"
    press(app, "judge.close")
    assert "Judge 00" not in kit.html(app)
    assert f"Judge {SIZE}" in kit.html(app)


@pytest.mark.parametrize("wrong", ["0", "x", "99999"])
def test_an_address_that_names_nothing_of_the_call_opens_the_list(organiser, judge, call, wrong):
    entry, other = make.proposal(call.id), make.proposal(make.call(judges_per_proposal=1).id)
    make.invited(call.id, judge)
    for number in (wrong, other.id):
        app = kit.open_page("panels", organiser, call=call.id, tab="proposals", proposal=number)
        assert codes(app, [entry, other]) == [entry.code]
    app = kit.open_page("panels", organiser, call=call.id, judge=wrong)
    assert f"judge={judge.id}" in kit.html(app)


def test_a_panel_is_not_changed_beside_a_draft(organiser, judge, call):
    entry = make.proposal(call.id)
    make.invited(call.id, judge)
    make.drafted(organiser, call)
    app = kit.open_page("panels", organiser, call=call.id, proposal=entry.id)
    assert "A draft of a round is open" in kit.text(app)
    assert "panels.assign" not in [button.key for button in app.button]


def test_judges_are_sought_filtered_and_sorted_by_the_address(organiser, judge, call):
    busy = make.invited(call.id, make.person(name="Zuhura Kondo"), capacity=1)
    make.invited(call.id, judge)
    make.assigned(organiser, make.proposal(call.id).id, busy.id)

    def listed(**address):
        rows = kit.html(kit.open_page("panels", organiser, call=call.id, **address)).partition("<tbody")[2]
        return sorted((one.name for one in (judge, busy) if f">{one.name}" in rows), key=rows.index)

    assert listed() == ["Halima Juma", "Zuhura Kondo"]
    assert listed(order="load") == ["Zuhura Kondo", "Halima Juma"]
    assert listed(q="zuhura") == listed(state="behind") == ["Zuhura Kondo"]
    assert listed(state="free") == ["Halima Juma"]
    assert listed(state="gone") == []
    app = kit.open_page("panels", organiser, call=call.id, judge=busy.id, order="load")
    assert "## Zuhura Kondo" in kit.text(app)
    assert "1 of 2" in kit.text(app)
    press(app, "judge.after")
    assert "## Halima Juma" in kit.text(app)
    assert app.query_params["judge"] == str(judge.id)
