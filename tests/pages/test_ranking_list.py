"""The ranking as a list of the skeleton: the address holds what is chosen, rows and steps keep it."""

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState as S
from innovation_hub.domain.proposals import Track
from innovation_hub.i18n import translator
from innovation_hub.services import ranking
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages import kit
from tests.pages.judging_kit import LANGUAGES, press
from tests.pages.kit import html

PAGE = 25


@pytest.fixture
def organiser():
    return an_account(Role.ORGANISER)


@pytest.fixture
def call():
    return make.call(judges_per_proposal=1)


@pytest.fixture
def entries(call):
    """A page and two more; the last one alone has its review."""
    place = make.person(Role.STUDENT, institution_id=make.institution())
    found = [
        make.proposal(call.id, owner=place, requested=n, track=Track.DEVICE if n == 2 else Track.SOFTWARE)
        for n in range(1, PAGE + 3)
    ]
    make.reviewed(make.person(), found[-1], 4, 4)
    return found


def rows(app, entries):
    """Which of the entries are rows, in order."""
    shown = html(app)
    places = {shown.find(f"{entry.code} · "): entry for entry in entries if f"{entry.code} · " in shown}
    return [places[place] for place in sorted(places)]


def test_the_list_is_cut_into_pages_the_best_first(organiser, call, entries):
    app = kit.open_page("ranking", organiser, call=call.id)
    assert rows(app, entries) == [entries[-1], *entries[: PAGE - 1]]
    press(app, "ranking.next")
    assert app.query_params["page"] == "2"
    assert rows(app, entries) == entries[PAGE - 1 : -1]


def test_a_copied_link_leads_to_the_same_rows_and_the_rows_lead_back(organiser, call, entries):
    address = {"kind": "device", "order": "most", "reviews": "incomplete", "show": "undecided"}
    app = kit.open_page("ranking", organiser, call=call.id, **address)
    assert rows(app, entries) == [entries[1]]
    kept = "show=undecided&amp;reviews=incomplete&amp;kind=device&amp;order=most"
    assert f'href="?call={call.id}&amp;{kept}&amp;proposal={entries[1].id}"' in html(app)
    press(app, "ranking.clear")
    assert app.query_params["show"] == "undecided"
    assert "reviews" not in app.query_params
    assert rows(app, entries) == entries[: -PAGE - 1 : -1]


def test_states_stand_side_by_side(organiser, call, entries):
    ranking.shortlist(organiser, proposal_id=entries[3].id, version=1)
    ranking.decline(organiser, proposal_id=entries[4].id, version=1, reason=make.REASON)
    app = kit.open_page("ranking", organiser, call=call.id)
    for show, found in {"shortlisted": [entries[3]], "decided": [entries[4]]}.items():
        kit.sound(app.segmented_control(key="pick.ranking.show").set_value(show).run())
        assert app.query_params["show"] == show
        assert rows(app, entries) == found


def test_one_steps_over_the_edge_of_a_page_within_what_is_listed(organiser, call, entries):
    address = {"call": call.id, "reviews": "incomplete", "order": "code"}
    app = kit.open_page("ranking", organiser, **address, proposal=entries[PAGE - 1].id)
    assert f"{PAGE} of {PAGE + 1}" in kit.text(app)
    kit.sound(app.button(key="proposal.after").click().run())
    assert app.query_params["proposal"] == str(entries[PAGE].id)
    assert f"{PAGE + 1} of {PAGE + 1}" in kit.text(app)
    assert "proposal.after" not in [button.key for button in app.button]
    assert app.query_params["page"] == "2", "the list shows the page of what is open"


def test_what_is_open_stays_open_where_it_is_not_listed(organiser, call, entries):
    app = kit.open_page("ranking", organiser, call=call.id, show="decided", proposal=entries[0].id)
    assert any(box.value.startswith("### ") for box in app.markdown)
    assert "proposal.after" not in [button.key for button in app.button]
    assert app.button(key="proposal.close")


WRONG = {"show": "everything", "reviews": "some", "institution": "99999", "order": "beauty", "from": "ten"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_address_says_in_vain_is_left_out_and_said(organiser, call, entries, lang):
    t = translator(lang)
    before = len(kit.open_page("ranking", organiser, lang=lang, call=call.id).warning)
    app = kit.open_page("ranking", organiser, lang=lang, call=call.id, **WRONG)
    assert len(app.warning) == before + len(WRONG)
    assert t("lists.unknown", what=t("ranking.reviews")) in [box.value for box in app.warning]
    assert len(rows(app, entries)) == PAGE


def test_nothing_is_decided_on_a_list_that_another_page_of_it_has_changed(organiser, call, entries):
    """The step covers all pages of the list, and its seen version too."""
    app = kit.unfold(kit.open_page("ranking", organiser, call=call.id), "ranking.several")
    form = f"ranking.rest.{call.id}.0"
    app.text_area(key=f"{form}.reason").set_value(make.REASON)
    kit.sound(next(box for box in app.checkbox if "checked the list" in box.label).check().run())
    other = make.person(Role.ORGANISER)
    ranking.shortlist(other, proposal_id=entries[-2].id, version=1)
    press(app, f"{form}.decline")
    assert {row.state for row in ranking.ranking(organiser, call_id=call.id).items} == {
        S.ELIGIBLE,
        S.SHORTLISTED,
    }
    said = " ".join(box.value for box in app.warning).replace("\\", "")
    assert f"{entries[-2].code}: was Eligible, is now Shortlisted" in said
