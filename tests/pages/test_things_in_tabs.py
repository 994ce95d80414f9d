"""A thing's page: its timeline, its tabs in the address, its history, and what can be done now on every tab."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.models.proposals import Proposal
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState, Track
from innovation_hub.i18n import translator
from innovation_hub.services import calls, screening
from innovation_hub.services.received import ReceivedDetail
from innovation_hub.services.screening import ReceivedProposal
from innovation_hub.ui.judging.timeline import milestones
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.factories.budgets import Office, a_line, an_office
from tests.pages.kit import follow, html, open_page, refused, text

AN_ENTRY = ReceivedProposal(
    id=1,
    code="C-0001",
    title="A title",
    track=Track.SOFTWARE,
    state=ProposalState.SUBMITTED,
    version=1,
    requested=0,
    language="en",
    owner="Asha PassageDecisions",
    institution_sw=None,
    institution_en=None,
    submitted_at=now(),
    attachment_id=None,
    team=1,
    reason="",
)


@pytest.fixture
def office(clock) -> Office:
    return an_office()


def timeline(app) -> list[str]:
    """The steps that are drawn, as HTML."""
    return html(app).partition('<ol class="hub-timeline"')[2].partition("</ol>")[0].split("<li ")[1:]


def standings(app) -> list[str]:
    """Whether each step is past, present or still to come."""
    return [step.split('"')[1] for step in timeline(app)]


def test_a_tab_of_a_line_stands_in_the_address(office):
    line = a_line(office)
    app = open_page("budget_line", office.officer, line=line)
    shown = html(app)
    assert f'href="?line={line}&amp;tab=history"' in shown
    assert f'href="?line={line}" target="_self" data-hub-page="stay" aria-current="page"' in shown
    assert "Transaction approved" not in shown
    follow(app, tab="history")
    shown = html(app)
    assert "Transaction approved" in shown
    assert "Juma Khamis" not in shown
    assert (
        f'href="?line={line}&amp;tab=history" target="_self" data-hub-page="stay" aria-current="page"'
        in shown
    )
    assert "What can be done now" in text(app)
    follow(app, tab="details")
    assert "GFS" in html(app) or "Category" in html(app)
    follow(app, tab="nonsense")
    assert "Juma Khamis" in html(app)


def test_who_did_it_stands_in_the_history_of_those_who_read_the_journal(office):
    auditor = an_account(Role.OFFICER, Role.ADMINISTRATOR, institution_id=office.institution_id)
    app = open_page("budget_line", auditor, line=a_line(office), tab="history")
    assert "Juma Khamis" in html(app)


def test_the_timeline_says_where_a_line_stands(office, clock):
    line = a_line(office, approved=False)
    app = open_page("budget_line", office.officer, line=line)
    assert standings(app) == ["present", "coming", "coming"]
    steps = timeline(app)
    assert "First amount approved" in steps[1]
    assert "30 June 2026" in steps[2]
    assert "still to come" in steps[2]


def test_a_published_call_has_its_dates_its_parts_and_what_can_be_done(clock):
    organiser = an_account(Role.ORGANISER, name="Asha PassageDecisions")
    call = make.call(closed=False, published_at=now() - timedelta(days=1))
    calls.amend(
        organiser, call_id=call.id, version=1, title_sw="A", title_en="B", text_sw="Moja", text_en="One"
    )
    app = open_page("call_editor", organiser, call=call.id)
    assert standings(app) == ["past", "present", "coming", "coming", "coming"]
    assert "What can be done now" in text(app)
    follow(app, tab="text")
    assert "One" in text(app)
    follow(app, tab="history")
    assert "Asha PassageDecisions" in html(app)
    assert "Call amended" in html(app)
    assert "What can be done now" in text(app)


def test_a_received_proposal_has_its_text_its_reviews_and_its_history(clock):
    organiser = an_account(Role.ORGANISER, name="Asha PassageDecisions")
    call = make.call(judges_per_proposal=1)
    proposal = make.proposal(call.id, state=ProposalState.SUBMITTED)
    app = open_page("received_proposal", organiser, proposal=proposal.id)
    assert standings(app) == ["present", "coming", "coming", "coming"]
    assert "tab=reviews" not in html(app)
    screening.admit(organiser, proposal_id=proposal.id, version=make.fetch(Proposal, proposal.id).version)
    make.reviewed(an_account(Role.JUDGE, name="Halima Juma"), make.fetch(Proposal, proposal.id), 4, 4)
    follow(app, tab="history")
    assert standings(app) == ["past", "present", "coming", "coming"]
    assert "Asha PassageDecisions" in html(app)
    assert "Proposal found eligible" in html(app)
    follow(app, tab="reviews")
    assert "Halima Juma" in text(app)
    pages = [link.proto.page for link in app.get("page_link")]
    assert "screening" in pages
    assert "ranking" in pages


@pytest.mark.parametrize("role", [Role.JUDGE, Role.STUDENT, Role.OFFICER, Role.ADMINISTRATOR])
def test_nobody_else_opens_a_received_proposal(role):
    proposal = make.proposal(make.call().id, state=ProposalState.SUBMITTED)
    assert refused(open_page("received_proposal", an_account(role), proposal=proposal.id, tab="history"))


def test_a_decision_that_was_undone_gives_no_date_to_a_later_one(clock):
    """Decisions on many proposals at once are events of the call: their instant is not told of each."""
    found = ReceivedDetail(
        entry=replace(AN_ENTRY, state=ProposalState.DECLINED),
        call_id=1,
        call_code="C",
        concluded_at=None,
        moved_at={"proposal.decline": now() - timedelta(days=2), "proposal.reconsider": now()},
    )
    assert [step.when for step in milestones(translator("en"), found)][2] == ""
    later = replace(found, moved_at={**found.moved_at, "proposal.decline": now() + timedelta(days=1)})
    assert [step.when for step in milestones(translator("en"), later)][2] != ""
