"""Every decision of the hub from two pages at once: changed, decided and taken away since it was seen.

A case says how its page is opened, what another person does meanwhile, which button is then pressed, and what stands
in the database afterwards; the page says what changed and nothing else has happened.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.models.accounts import Account
from db.models.awards import Decision
from db.models.budgets import Movement
from db.models.calls import Call
from db.models.devices import DeviceReading
from db.models.funding import FundingPlan
from db.models.institutions import Institution
from db.models.messages import OutboxMessage
from db.models.proposals import Proposal, Submission
from db.models.register import RegisteredSystem
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import AccountState, closed_email
from innovation_hub.domain.budgets import MovementKind
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.canonical import canonical, sha256
from innovation_hub.domain.clock import now, today
from innovation_hub.domain.funding import How, PlanDraft
from innovation_hub.domain.messages import MessageState
from innovation_hub.domain.permissions import Role
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.services import (
    accounts,
    budgets,
    calls,
    devices,
    funding,
    institutions,
    mail,
    proposals,
    ranking,
    register,
    reviews,
    screening,
)
from innovation_hub.ui.calls.values import wall
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.factories.budgets import a_line, a_movement, an_office
from tests.factories.calls import cancel
from tests.factories.register import QUEUES, a_file, a_system
from tests.factories.registration import a_person, an_institution
from tests.pages.kit import listed_between, open_page, sound, unfold
from tests.pages.test_decisions import button, plain, sure
from tests.pages.test_messages import refused

REASON = "It falls outside the conditions of this call."
TOLD = "This has changed since you looked at it. Nothing has been decided."


def press(app, label):
    return sound(button(app, label).click().run())


@pytest.fixture
def two(database_url):
    """Two organisers who work at the same time."""
    return [an_account(Role.ORGANISER, name=name) for name in ("Zawadi", "Neema Mwingine")]


# Screening: decided by another, or submitted again when the deadline was moved.


@pytest.fixture
def entry(two):
    return make.proposal(make.call(judges_per_proposal=1).id, state=ProposalState.SUBMITTED)


def submitted_again(entry):
    """As its leader can when the deadline was moved."""
    with unit_of_work() as uow:
        row = uow.session.get(Proposal, entry.id)
        first = uow.session.get(Submission, row.submission_id)
        content = first.content | {"blind": first.content["blind"] | {"title": "Another title"}}
        again = Submission(
            proposal_id=row.id,
            number=2,
            submitted_by=entry.owner.id,
            content=content,
            content_hash=sha256(canonical(content)),
        )
        uow.session.add(again)
        uow.session.flush()
        row.submission_id, row.version = again.id, row.version + 1
        uow.commit()


SCREENED = {
    "changed": (lambda other, entry: submitted_again(entry), "is now Another title", ProposalState.SUBMITTED),
    "decided": (
        lambda other, entry: screening.admit(other, proposal_id=entry.id, version=1),
        "Its state is now",
        ProposalState.ELIGIBLE,
    ),
}


@pytest.mark.parametrize("since", SCREENED)
def test_screening(two, entry, since):
    meanwhile, said, state = SCREENED[since]
    make.proposal(entry.call_id, state=ProposalState.SUBMITTED)  # so that the list goes on
    app = open_page("screening", two[0], call=entry.call_id)
    sound(app.selectbox(key="screening.chosen").set_value(entry.id).run())
    unfold(app, "screening.ruling_out")
    app.text_area[-1].set_value(REASON)
    meanwhile(two[1], entry)
    press(app, "Rule it out")
    assert said in plain(app)
    assert make.fetch(Proposal, entry.id).state is state
    assert REASON in plain(app) or REASON in [area.value for area in app.text_area]


# Ranking: one proposal.


RANKED = {
    "changed": lambda two, entry: ranking.shortlist(two[1], proposal_id=entry.id, version=1),
    "decided": lambda two, entry: ranking.decline(
        two[1], proposal_id=entry.id, version=1, reason="Another reason for it."
    ),
    "taken away": lambda two, entry: screening.rule_out(
        two[1], proposal_id=entry.id, version=1, reason=REASON
    ),
    "its call cancelled": lambda two, entry: cancel(two[1], entry.call_id, 1, REASON),
}
GONE = {"taken away": "out of the judging while", "its call cancelled": "This call was cancelled while"}


@pytest.mark.parametrize("since", RANKED)
def test_ranking(two, since):
    call = make.call(judges_per_proposal=1)
    entry = make.proposal(call.id)
    app = open_page("ranking", two[0], call=call.id)
    sound(app.selectbox(key=f"ranking.chosen.{call.id}").set_value(entry.id).run())
    app.text_area[0].set_value("My own reason, and a good one.")
    RANKED[since](two, entry)
    before = make.fetch(Proposal, entry.id).state
    press(app, "Decline")
    assert make.fetch(Proposal, entry.id).state is before
    assert GONE.get(since, "State: was") in plain(app)
    kept = [area.value for area in app.text_area]
    assert "My own reason, and a good one." in plain(app) or "My own reason, and a good one." in kept


def test_a_proposal_that_leaves_the_list_when_another_decides_is_told_with_the_reason(two):
    call = make.call(judges_per_proposal=1)
    entry, _ = make.proposal(call.id), make.proposal(call.id)
    app = open_page("ranking", two[0], call=call.id)
    sound(app.segmented_control(key="ranking.show").set_value("undecided").run())
    sound(app.selectbox(key=f"ranking.chosen.{call.id}").set_value(entry.id).run())
    app.text_area[0].set_value(REASON)
    ranking.decline(two[1], proposal_id=entry.id, version=1, reason="Another reason for it.")
    press(app, "Decline")
    assert f"{entry.code} was changed by another person" in plain(app)
    assert REASON in plain(app)
    press(app, "I have read it")
    assert "was changed by another person" not in plain(app)


@pytest.fixture
def pair(two):
    """Two proposals of a call; nothing is decided."""
    call = make.call(judges_per_proposal=1)
    return make.proposal(call.id), make.proposal(call.id)


def declining(two, pair):
    """One who is about to decline what is left."""
    call_id = pair[0].call_id
    app = unfold(open_page("ranking", two[0], call=call_id), "ranking.several")
    app.text_area(key=f"ranking.rest.{call_id}.0.reason").set_value(REASON)
    sound(next(each for each in app.checkbox if "looked at the list" in each.label).check().run())
    return app


def test_what_is_left_is_declined_as_it_was_seen(two, pair):
    """As many are left as before, when one was decided and another came back; they are not the same ones."""
    first, second = pair
    ranking.decline(two[1], proposal_id=second.id, version=1, reason=REASON)
    app = declining(two, pair)
    ranking.decline(two[1], proposal_id=first.id, version=1, reason=REASON)
    ranking.reconsider(two[1], proposal_id=second.id, version=2)
    press(app, "Decline this 1 proposal")
    assert TOLD in plain(app)
    assert make.fetch(Proposal, second.id).state is ProposalState.ELIGIBLE


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ("decided", "have decided on every proposal that was left"),
        ("taken away", "This call was cancelled while"),
    ],
)
def test_declining_what_is_left_when_nothing_is(two, pair, since, said):
    app = declining(two, pair)
    if since == "decided":
        for entry in pair:
            ranking.decline(two[1], proposal_id=entry.id, version=1, reason="Another reason for it.")
    else:
        cancel(two[1], pair[0].call_id, 1, "The money was withdrawn.")
    press(app, "Decline these 2 proposals")
    assert said in plain(app)
    assert REASON in plain(app)
    assert {row.reason for row in make.rows(Decision)} <= {"Another reason for it."}


def test_the_shortlist_too_is_another_list_by_the_readers_own_choice(two, pair):
    ranking.shortlist(two[1], proposal_id=pair[0].id, version=1)
    app = declining(two, pair)
    sound(next(each for each in app.checkbox if "shortlist" in each.label).check().run())
    assert TOLD not in plain(app)
    assert button(app, "Decline these 2 proposals").disabled


# Publication: other decisions, a decision taken back, published or cancelled by another.


@pytest.fixture
def decided(two, pair):
    """Two proposals with decisions: one awarded, one declined."""
    for entry in pair:
        ranking.shortlist(two[0], proposal_id=entry.id, version=1)
    ranking.award(two[0], proposal_id=pair[0].id, version=2, amount=6_000_000, reason=REASON)
    ranking.decline(two[0], proposal_id=pair[1].id, version=2, reason=REASON)
    return pair


def award_more(two, entry):
    ranking.reconsider(two[1], proposal_id=entry.id, version=3)
    ranking.shortlist(two[1], proposal_id=entry.id, version=4)
    ranking.award(two[1], proposal_id=entry.id, version=5, amount=50_000_000, reason=REASON)


PUBLISHED = {
    "changed": (award_more, ": was Awarded, TSh 6,000,000, is now Awarded, TSh 50,000,000"),
    "taken back": (
        lambda two, entry: ranking.reconsider(two[1], proposal_id=entry.id, version=3),
        "1 proposal waits for one again",
    ),
    "decided": (
        lambda two, entry: make.concluded(two[1], make.fetch(Call, entry.call_id)),
        "has published the results of this call",
    ),
    "taken away": (
        lambda two, entry: cancel(two[1], entry.call_id, 1, REASON),
        "This call was cancelled while",
    ),
}


@pytest.mark.parametrize("since", PUBLISHED)
def test_publication(two, decided, since):
    meanwhile, said = PUBLISHED[since]
    call_id = decided[0].call_id
    app = open_page("ranking", two[0], call=call_id)
    app.text_area(key=f"conclude.{call_id}.0.reason").set_value("The jury fell ill as a whole.")
    sound(sure(app).check().run())
    meanwhile(two, decided[0])
    before = make.fetch(Call, call_id)
    press(app, "Publish the results")
    assert said in plain(app)
    after = make.fetch(Call, call_id)
    assert (after.state, after.version) == (before.state, before.version)
    assert since != "changed" or listed_between(app, "decision.go_on.conclude", "ranking.publish") == 0
    kept = [area.value for area in app.text_area]
    assert "The jury fell ill as a whole." in plain(app) or "The jury fell ill as a whole." in kept


def test_the_box_that_all_decisions_were_checked_is_of_these_decisions_alone(two, decided):
    call_id = decided[0].call_id
    app = open_page("ranking", two[0], call=call_id)
    sound(sure(app).check().run())
    award_more(two, decided[0])
    sound(app.run())
    assert (sure(app).value, sure(app).disabled) == (False, True)
    press(app, "I have read it: decide on what it says now")
    assert (sure(app).value, sure(app).disabled) == (False, False)


def test_ones_own_publication_is_nothing_to_be_told_of(two, decided):
    call_id = decided[0].call_id
    app = open_page("ranking", two[0], call=call_id)
    sound(app.selectbox(key=f"ranking.chosen.{call_id}").set_value(decided[0].id).run())
    app.text_area(key=f"conclude.{call_id}.0.reason").set_value("The jury fell ill as a whole.")
    sound(sure(app).check().run())
    press(app, "Publish the results")
    assert make.fetch(Call, call_id).state is CallState.CONCLUDED
    assert "while you were looking" not in plain(app)


# Funding: a plan carried out.


@pytest.fixture
def plan(two):
    call = make.call(judges_per_proposal=1)
    for score in (5, 4):
        entry = make.proposal(call.id, requested=4_000_000, resolutions=[10])
        make.reviewed(make.person(), entry, score, score)
    draft = PlanDraft(budget=9_000_000, model="mean")
    funding.plan(two[0], call_id=call.id, name="Plan A", draft=draft)
    return make.rows(FundingPlan)[0]


def computed_anew(two, plan):
    """Under the same name, with less money."""
    draft = PlanDraft(budget=5_000_000, model="mean")
    funding.plan(two[1], call_id=plan.call_id, name=plan.name, draft=draft)


def carry_out(how):
    return lambda two, plan: funding.decide(
        two[1], plan_id=plan.id, version=plan.version, how=how, reason="As the other one wished."
    )


CARRIED_OUT = {
    "changed": (computed_anew, "was Award 2 proposals, TSh 8,000,000 in all, is now Award 1 proposal"),
    "shortlisted": (carry_out(How.SHORTLIST), "is now The proposals of this plan were put on the shortlist"),
    "decided": (carry_out(How.AWARD), "has carried out Plan A while"),
    "taken away": (
        lambda two, plan: funding.forget(two[1], plan_id=plan.id, version=plan.version),
        "has deleted this plan while",
    ),
    "its call cancelled": (
        lambda two, plan: cancel(two[1], plan.call_id, 1, "No money is left."),
        "This call was cancelled while",
    ),
}


@pytest.mark.parametrize("since", CARRIED_OUT)
def test_a_funding_plan(two, plan, since):
    meanwhile, said = CARRIED_OUT[since]
    app = open_page("funding", two[0], call=plan.call_id)
    sound(app.selectbox(key=f"funding.plan.{plan.call_id}").set_value(plan.id).run())
    next(radio for radio in app.radio if radio.key.endswith(".how")).set_value(How.AWARD)
    next(area for area in app.text_area if area.key.endswith(".reason")).set_value(REASON)
    sound(next(box for box in app.checkbox if box.key.endswith(".sure")).check().run())
    meanwhile(two, plan)
    before = make.rows(Decision)
    press(app, "Decide as planned")
    assert len(make.rows(Decision)) == len(before)
    assert said in plain(app)
    assert REASON in plain(app) or REASON in [area.value for area in app.text_area]


def test_the_box_of_a_second_look_is_of_this_plan_alone(two, plan):
    def second_look():
        return next(box for box in app.checkbox if box.key.endswith(".sure"))

    app = open_page("funding", two[0], call=plan.call_id)
    sound(app.selectbox(key=f"funding.plan.{plan.call_id}").set_value(plan.id).run())
    sound(second_look().check().run())
    computed_anew(two, plan)
    sound(app.run())
    assert not second_look().value


def test_a_plan_that_one_computes_again_oneself_is_nothing_to_be_told_of(two, plan):
    app = open_page("funding", two[0], call=plan.call_id)
    sound(app.selectbox(key=f"funding.plan.{plan.call_id}").set_value(plan.id).run())
    next(field for field in app.text_input if field.key.endswith(".budget")).set_value("5,000,000")
    sound(app.button(key="funding.compute").click().run())
    assert make.rows(FundingPlan)[0].version == 2
    assert TOLD not in plain(app)


# Calls: amended, extended, the extension taken back, cancelled.


def amended(other, call):
    words = {"title_sw": "Kichwa kingine", "title_en": "Another title", "text_sw": "a", "text_en": "b"}
    calls.amend(other, call_id=call.id, version=call.version, **words)


def extended(other, call):
    later = call.closes_at + timedelta(days=2)
    calls.extend(other, call_id=call.id, version=call.version, closes_at=later)


def deciding(app, call, what):
    """The label of the button that decides on the call, once its page is made ready for it."""
    if what == "amend":
        unfold(app, f"amend.{call.id}.fold")
        return "Save"
    if what == "extend":
        unfold(app, f"extend.{call.id}.fold")
        at = call.closes_at.replace(second=0, microsecond=0) + timedelta(days=5)
        sound(app.datetime_input[0].set_value(wall(at)).run())
    elif what == "cancel":
        unfold(app, "call.cancelling")
        sound(app.text_area(key=f"call.cancel.{call.id}.reason").set_value(REASON).run())
    beginnings = {"extend": "Extend by", "extension": "Put the deadline back", "cancel": "Cancel the call"}
    (label,) = [each.label for each in app.button if each.label.startswith(beginnings[what])]
    return label


CALLS = {
    ("amend", "changed"): (amended, "is now Another title"),
    ("amend", "taken away"): ("cancel", "was cancelled while you were looking"),
    ("extend", "changed"): (amended, "is now Another title"),
    ("extend", "decided"): (extended, TOLD),
    ("extend", "taken away"): ("cancel", "was cancelled while you were looking"),
    ("extension", "changed"): (extended, "is now"),
    ("extension", "decided"): ("take back", "was taken back while you were looking"),
    ("extension", "taken away"): ("cancel", "was cancelled while you were looking"),
    ("cancel", "changed"): (extended, "is now"),
    ("cancel", "taken away"): (
        lambda other, call: make.proposal(call.id, state=ProposalState.DRAFT),
        "Drafts: was 0, is now 1",
    ),
    ("cancel", "decided"): ("cancel", "was cancelled while you were looking"),
}


@pytest.mark.parametrize(("what", "since"), CALLS)
def test_calls(two, what, since):
    meanwhile, said = CALLS[what, since]
    call = make.call(closed=False, published_at=now() - timedelta(days=1))
    if what == "extension":
        extended(two[1], call)
    app = open_page("call_editor", two[0], call=call.id)
    label = deciding(app, call, what)
    stands = make.fetch(Call, call.id)
    if meanwhile == "cancel":
        cancel(two[1], call.id, stands.version, REASON)
    elif meanwhile == "take back":
        calls.take_back_extension(two[1], call_id=call.id, version=stands.version)
    else:
        meanwhile(two[1], stands)
    before = make.fetch(Call, call.id)
    press(app, label)
    assert make.fetch(Call, call.id).version == before.version
    assert said in plain(app)
    if what == "cancel":
        assert REASON in plain(app) or REASON in [area.value for area in app.text_area]


# A review: taken back by its judge while the organiser decides, in two windows of the judge.


@pytest.mark.parametrize("since", ["changed", "taken away"])
def test_reviews(two, since):
    call = make.call(judges_per_proposal=1)
    judge = an_account(Role.JUDGE, name="Halima Juma")
    assignment = make.reviewed(judge, make.proposal(call.id), 4, 4)
    app = open_page("review", judge, assignment=assignment)
    if since == "changed":
        reviews.reopen(
            judge, assignment_id=assignment, version=reviews.sheet(judge, assignment_id=assignment).version
        )
    else:
        cancel(two[1], call.id, 1, REASON)
    press(app, "Change this review")
    assert "State: was Handed in, is now" in plain(app) or "call was cancelled" in plain(app)


def test_a_review_taken_back_while_its_judge_writes_why_keeps_the_reason(two):
    call = make.call(judges_per_proposal=1)
    judge = an_account(Role.JUDGE, name="Halima Juma")
    assignment = make.asked(judge, make.proposal(call.id))
    reviews.accept(judge, assignment_id=assignment)
    app = open_page("review", judge, assignment=assignment)
    unfold(app, f"review.{assignment}.giving_back")
    app.text_area(key=f"review.{assignment}.unable").set_value(REASON)
    make.released(two[1], assignment)
    press(app, "Give it back")
    assert "has taken this proposal back from you" in plain(app)
    assert REASON in plain(app)


# A proposal: withdrawn by its leader, in two windows of theirs.


@pytest.mark.parametrize("since", ["decided", "taken away"])
def test_a_proposal_taken_back(two, since):
    call = make.call(closed=False)
    leader = an_account(Role.STUDENT, name="Asha Leader")
    entry = make.proposal(call.id, state=ProposalState.SUBMITTED, owner=leader)
    app = open_page("proposal", leader, proposal=entry.id, step="hand_in")
    if since == "decided":
        proposals.withdraw(leader, proposal_id=entry.id, version=1)
    else:
        cancel(two[1], call.id, 1, REASON)
    before = make.fetch(Proposal, entry.id)
    press(app, "Withdraw the proposal")
    said = (
        "State: was Submitted, is now Withdrawn" if since == "decided" else "Call: was Open, is now Cancelled"
    )
    assert said in plain(app)
    assert make.fetch(Proposal, entry.id).version == before.version


def test_a_proposal_that_its_leader_submits_can_be_taken_back_at_once(two):
    """The form sheet submits past the page, which draws the receipt afterwards."""
    call = make.call(closed=False)
    leader = an_account(Role.STUDENT, name="Asha Leader")
    entry = make.proposal(call.id, state=ProposalState.DRAFT, owner=leader)
    app = open_page("proposal", leader, proposal=entry.id, step="hand_in")
    with unit_of_work() as uow:
        uow.session.get(Proposal, entry.id).state = ProposalState.SUBMITTED
        uow.commit()
    sound(app.run())
    assert TOLD not in plain(app)
    press(app, "Withdraw the proposal")
    assert make.fetch(Proposal, entry.id).state is ProposalState.WITHDRAWN


# The ledger: an approved movement is undone once.


def test_a_reversal(clock):
    office = an_office()
    line = a_line(office)
    a_movement(office, line, MovementKind.RELEASE, "60,000")
    app = open_page("budget_line", office.officer, line=line)
    sound(app.button_group[-1].set_value("reverse").run())
    chosen = next(box for box in app.selectbox if "Release" in "".join(box.options))
    movement = next(row for row in make.rows(Movement) if row.kind is MovementKind.RELEASE)
    sound(chosen.set_value(movement.id).run())
    app.text_area[0].set_value(REASON)
    budgets.reverse(
        office.officer, movement_id=movement.id, happened_on=today(), note="Booked on the wrong line."
    )
    press(app, "Ask for the reversal")
    assert len([row for row in make.rows(Movement) if row.kind is MovementKind.REVERSAL]) == 1
    assert "has asked for the undoing of this movement" in plain(app)
    assert REASON in plain(app)


# People: kept out, let in again, closed.


@pytest.mark.parametrize("since", ["changed", "decided", "taken away"])
def test_people(database_url, since):
    admin, other = (a_person(Role.ADMINISTRATOR, name=name) for name in ("Zawadi", "Neema"))
    person = a_person(Role.JUDGE, name="Afisa Mpya")
    app = open_page("people", admin, person=person.id)
    if since == "changed":
        roles = frozenset({Role.JUDGE, Role.ORGANISER})
        accounts.arrange(
            other, account_id=person.id, institution_id=None, roles=roles, seen=frozenset({Role.JUDGE})
        )
    elif since == "decided":
        accounts.disable(other, account_id=person.id)
    else:
        with unit_of_work() as uow:
            row = uow.session.get(Account, person.id)
            row.email, row.state = closed_email(person.id), AccountState.DISABLED
            uow.commit()
    before = make.fetch(Account, person.id).state
    press(app, "Disable the account")
    assert make.fetch(Account, person.id).state is before
    assert (TOLD if since != "taken away" else "This account was closed while") in plain(app)


# Institutions: changed, taken out of use.


@pytest.mark.parametrize("since", ["changed", "decided"])
def test_institutions(database_url, since):
    admin, other = (a_person(Role.ADMINISTRATOR, name=name) for name in ("Zawadi", "Neema"))
    place = an_institution()
    app = open_page("institutions", admin, institution=place)
    seen = institutions.institution(other, institution_id=place).details
    if since == "changed":
        details = replace(seen, name_en="Another name")
        institutions.edit(other, institution_id=place, seen=seen, details=details)
    else:
        institutions.set_active(other, institution_id=place, active=False)
    press(app, "Take out of use")
    assert make.fetch(Institution, place).active is (since == "changed")
    assert TOLD in plain(app)


# The register of systems: an entry changed by an import, taken out by another.


@pytest.mark.parametrize("since", ["changed", "taken away"])
def test_the_register(two, since):
    a_system()
    app = unfold(open_page("register", two[0]), "register.removing")
    (system,) = register.systems(two[1]).items
    if since == "changed":
        register.import_csv(two[1], content=a_file(QUEUES.replace("2019", "2021")))
    else:
        register.remove(two[1], system_id=system.id, seen=system.details)
    press(app, "Remove")
    assert len(make.rows(RegisteredSystem)) == (since == "changed")
    assert ("was 2019, is now 2021" if since == "changed" else "out of the register while") in plain(app)


def test_a_file_is_not_imported_over_what_was_not_seen(two):
    app = unfold(open_page("register", two[0]), "register.importing")
    app.file_uploader[0].upload("systems.csv", a_file(QUEUES), "text/csv")
    sound(app.run())
    a_system(QUEUES.replace("2019", "2021"))
    sound(app.button(key="register.take").click().run())
    assert "Entries: was 0, is now 1" in plain(app)
    assert make.rows(RegisteredSystem)[0].year == 2021


# A device's reading: said anew by another officer.


def test_devices(clock):
    office = an_office()
    device = devices.add_device(office.officer, name="Router", purpose="Brings the network to offices.")
    app = open_page("devices", office.officer)
    sound(app.button_group[-1].set_value("reading").run())
    app.text_area[0].set_value(proof := "Ran for 30 days in two village offices.")
    year = app.selectbox(key="reading.0.year").value
    devices.record_reading(
        office.officer, device_id=device, financial_year=year, trl=7, evidence="Seen by the ministry in June."
    )
    press(app, "Save the level")
    assert [row.trl for row in make.rows(DeviceReading)] == [7]
    assert "is now Seen by the ministry in June." in plain(app)
    assert app.text_area[0].value == proof


# E-mails that did not arrive: sent again or taken note of by another administrator.


@pytest.mark.parametrize("settle", [mail.acknowledge, mail.send_again])
def test_messages(database_url, settle):
    admin, other = (a_person(Role.ADMINISTRATOR, name=name) for name in ("Zawadi", "Neema"))
    refused(2)
    app = open_page("messages", admin)
    app.multiselect[0].set_value([1, 2])
    settle(other, ids=[2])
    press(app, "Send again")
    assert make.fetch(OutboxMessage, 1).state is MessageState.REFUSED
    assert TOLD in plain(app)
