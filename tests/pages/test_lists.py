"""The skeleton of a list, on the page of screening: the address holds what is chosen, whatever else it says."""

import pytest

from db.models.proposals import Proposal
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.domain.proposals import Track
from innovation_hub.i18n import translator
from innovation_hub.services import screening
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit
from tests.pages.judging_kit import LANGUAGES, press
from tests.pages.kit import html

PAGE = 10


@pytest.fixture
def organiser():
    return an_account(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call(judges_per_proposal=1)


@pytest.fixture
def entries(call):
    """A page and two more, each asking for a shilling more than the one before."""
    return [
        make.proposal(
            call.id, state=S.SUBMITTED, requested=n, track=Track.DEVICE if n == 2 else Track.SOFTWARE
        )
        for n in range(1, PAGE + 3)
    ]


def codes(app, entries):
    """Which of the entries are rows of the list."""
    return [entry.code for entry in entries if f"{entry.code} · " in html(app)]


def test_a_copied_link_leads_to_the_same_rows_and_the_rows_lead_back(organiser, call, entries):
    app = kit.open_page("screening", organiser, call=call.id, kind="device", order="most")
    assert codes(app, entries) == [entries[1].code]
    assert f'href="?call={call.id}&amp;kind=device&amp;order=most&amp;proposal={entries[1].id}"' in html(app)
    assert app.button(key="screening.clear").label == "Clear 1 filter"
    press(app, "screening.clear")
    assert "kind" not in app.query_params
    assert app.query_params["order"] == "most"
    assert codes(app, entries) == [entry.code for entry in entries[2:]]


def test_a_choice_is_written_into_the_address_and_begins_at_the_first_page(organiser, call, entries):
    app = kit.open_page("screening", organiser, call=call.id, page=2)
    assert codes(app, entries) == [entry.code for entry in entries[PAGE:]]
    kit.unfold(app, "screening.filters")
    app.selectbox(key="pick.screening.kind").set_value("device").run()
    assert app.query_params["kind"] == "device"
    assert "page" not in app.query_params
    kit.sound(app.text_input(key="pick.screening.from").set_value("TSh 3").run())
    assert app.query_params["from"] == "TSh 3"
    assert app.info, "nothing is left"
    press(app, "screening.clear")
    app.text_input(key="pick.screening.q").set_value(entries[4].code).run()
    assert codes(app, entries) == [entries[4].code]
    app.text_input(key="pick.screening.q").set_value("").run()
    assert "q" not in app.query_params
    kit.unfold(app, "screening.filters")
    app.selectbox(key="pick.screening.order").set_value("most").run()
    assert app.query_params["order"] == "most"
    press(app, "screening.next")
    assert app.query_params["page"] == "2"
    press(app, "screening.previous")
    assert "page" not in app.query_params


def test_amounts_bound_the_list_in_either_order(organiser, call, entries):
    for least, most in (("3", "4"), ("4", "3")):
        address = {"from": least, "to": most}
        app = kit.open_page("screening", organiser, call=call.id, **address)
        assert codes(app, entries) == [entry.code for entry in entries[2:4]]


WRONG = {
    "show": "everything",
    "institution": "99999",
    "kind": "magic",
    "language": "fr",
    "region": "TZ-99",
    "order": "beauty",
    "from": "ten",
    "to": "-5",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_address_says_in_vain_is_left_out_and_said(organiser, call, entries, lang):
    t = translator(lang)
    for name, value in WRONG.items():
        app = kit.open_page("screening", organiser, lang=lang, call=call.id, **{name: value})
        assert len(app.warning) == 1, name
        assert len(codes(app, entries)) == PAGE
    app = kit.open_page("screening", organiser, lang=lang, call=call.id, **WRONG)
    assert len(app.warning) == len(WRONG)
    assert t("lists.unknown", what=t("screening.region")) in [box.value for box in app.warning]


def test_all_in_an_address_of_an_earlier_release_leads_on_without_a_warning(organiser, call, entries):
    app = kit.open_page("screening", organiser, call=call.id, kind="all", institution="all")
    assert not app.warning
    assert len(codes(app, entries)) == PAGE
    assert not {"kind", "institution"} & set(app.query_params)
    assert "screening.clear" not in [button.key for button in app.button]


def test_a_list_of_what_waits_stays_one_when_nothing_waits_any_more(organiser, call):
    entry = make.proposal(call.id, state=S.SUBMITTED)
    app = kit.open_page("screening", organiser, call=call.id)
    press(app, f"screening.{entry.id}.0.admit")
    assert app.button_group(key="pick.screening.show").value == "waiting"
    assert not codes(app, [entry])
    assert "No proposal is waiting any more" in kit.text(app)
    (to_all,) = [link for link in app.get("page_link") if link.proto.label == "Show the 1 received proposal"]
    assert to_all.proto.query_string == f"call={call.id}&show=all"
    assert codes(kit.follow(app, show="all"), [entry]) == [entry.code]


@pytest.mark.parametrize(("page", "shown"), [("999", 2), ("0", 1), ("-1", 1), ("x", 1), ("9" * 30, 1)])
def test_a_page_that_is_not_there_is_the_nearest_one(organiser, call, entries, page, shown):
    app = kit.open_page("screening", organiser, call=call.id, page=page)
    found = entries[PAGE:] if shown == 2 else entries[:PAGE]
    assert codes(app, entries) == [entry.code for entry in found]


def tick(app, entry):
    kit.sound(app.checkbox(key=f"screening.tick.{entry.id}").check().run())


def states(entries):
    return [make.fetch(Proposal, entry.id).state for entry in entries]


@pytest.fixture
def ticking(organiser, call, entries):
    app = kit.open_page("screening", organiser, call=call.id)
    return kit.sound(app.toggle(key="screening.ticking").set_value(True).run())


def test_what_is_ticked_is_admitted_in_one_step(ticking, entries):
    assert ticking.button(key="screening.admit_several").disabled
    tick(ticking, entries[0])
    tick(ticking, entries[2])
    press(ticking, "screening.admit_several")
    assert states(entries[:4]) == [S.ELIGIBLE, S.SUBMITTED, S.ELIGIBLE, S.SUBMITTED]
    assert [box.value for box in ticking.success] == ["2 proposals are admitted to judging."]
    assert ticking.button(key="screening.admit_several").disabled, "nothing is ticked any more"


def test_a_whole_page_is_ticked_and_unticked(ticking, entries):
    press(ticking, "screening.tick_all")
    assert ticking.button(key="screening.admit_several").label == f"Admit {PAGE} proposals"
    press(ticking, "screening.tick_all")
    assert ticking.button(key="screening.admit_several").disabled
    press(ticking, "screening.tick_all")
    press(ticking, "screening.next")
    assert ticking.button(key="screening.admit_several").disabled, "one page at a time"
    assert set(states(entries)) == {S.SUBMITTED}


def test_what_another_has_changed_meanwhile_is_named_and_left_out(ticking, entries):
    tick(ticking, entries[0])
    tick(ticking, entries[1])
    other = make.person(Role.ORGANISER)
    screening.rule_out(other, proposal_id=entries[0].id, version=1, reason=make.REASON)
    kit.sound(ticking.run())
    assert entries[0].code in ticking.warning[-1].value.replace("\\", "")
    press(ticking, "screening.admit_several")
    assert states(entries[:2]) == [S.INELIGIBLE, S.ELIGIBLE]
    said = ticking.success[0].value.replace("\\", "")
    assert "1 proposal was left out" in said
    assert entries[0].code in said
