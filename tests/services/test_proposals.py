"""Proposals from the first word to the receipt, by one or by two, and what the clock allows."""

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from db.models.calls import Call
from db.models.messages import OutboxMessage
from db.models.proposals import Attachment, Proposal, Submission
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.calls import Audience, CallState
from innovation_hub.domain.money import MAX_AMOUNT
from innovation_hub.domain.permissions import VISITOR
from innovation_hub.domain.proposals import MemberDraft, ProposalState, SeenState, Track
from innovation_hub.errors import (
    Conflict,
    DeadlinePassed,
    Forbidden,
    Invalid,
    NotFound,
    NotNow,
    SignInRequired,
)
from innovation_hub.services import accounts, calls, proposals
from tests.factories.accounts import a_student, an_officer, an_organiser
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft, a_full_draft, a_pdf, a_submitted_proposal
from tests.statements import watched

pytestmark = pytest.mark.usefixtures("clock")


def put(proposal_id: int, **columns) -> None:
    """Bring a proposal into a state that other services bring it into."""
    with unit_of_work() as uow:
        row = uow.session.get_one(Proposal, proposal_id)
        for name, value in columns.items():
            setattr(row, name, value)
        uow.commit()


def every_change(writer, proposal_id, version):
    """Each function that changes a proposal."""
    reference = {"proposal_id": proposal_id, "version": version}
    member = MemberDraft("Juma", "juma@example.test")
    return [
        lambda: proposals.save(writer, **reference, draft=a_full_draft()),
        lambda: proposals.save_member(writer, **reference, member=member),
        lambda: proposals.remove_member(writer, **reference, member_id=1),
        lambda: proposals.attach(writer, **reference, name="a.pdf", content=a_pdf()),
        lambda: proposals.detach(writer, **reference),
        lambda: proposals.submit(writer, **reference),
        lambda: proposals.withdraw(writer, **reference),
        lambda: proposals.reopen(writer, **reference),
    ]


def every_reading(reader, proposal_id):
    """Each function that reads one proposal."""
    return [
        lambda: proposals.get(reader, proposal_id=proposal_id),
        lambda: proposals.receipt(reader, proposal_id=proposal_id),
        lambda: proposals.download(reader, proposal_id=proposal_id, attachment_id=1),
    ]


def test_a_draft_is_begun_once_and_survives():
    writer, call = a_student(name="Neema"), a_call()
    first = proposals.begin(writer, call_id=call.card.id)
    assert proposals.begin(writer, call_id=call.card.id) == first
    view = proposals.get(writer, proposal_id=first)
    assert view.state is SeenState.DRAFT
    assert view.draft.resolutions == (10,)
    assert [(m.name, m.leads, m.student) for m in view.members] == [("Neema", True, True)]
    saved = proposals.save(writer, proposal_id=first, version=view.version, draft=a_full_draft())
    again = proposals.get(writer, proposal_id=first)
    assert (again.draft, again.version) == (a_full_draft(), saved.version)


@pytest.mark.parametrize(
    ("audience", "students", "officers"),
    [(Audience.STUDENTS, True, False), (Audience.INSTITUTIONS, False, True), (Audience.EVERYONE, True, True)],
)
def test_a_call_is_for_its_audience(audience, students, officers):
    call = a_call(audience=audience)
    for writer, admitted in ((a_student(), students), (an_officer(), officers)):
        if admitted:
            assert proposals.begin(writer, call_id=call.card.id)
        else:
            with pytest.raises(Forbidden) as refusal:
                proposals.begin(writer, call_id=call.card.id)
            assert refusal.value.key == "proposals.refused.audience"


def test_nobody_begins_before_after_or_without_a_call(clock):
    writer, organiser = a_student(), an_organiser()
    coming = a_call(opens_at=clock.instant + timedelta(seconds=1))
    with pytest.raises(NotNow) as refusal:
        proposals.begin(writer, call_id=coming.card.id)
    assert refusal.value.key == "proposals.refused.not_yet"
    call = a_call(organiser)
    calls.cancel(organiser, call_id=call.card.id, version=call.version, reason="No funds")
    with pytest.raises(NotNow):
        proposals.begin(writer, call_id=call.card.id)
    hidden = a_call(organiser, published=False)
    for missing in (hidden.card.id, 0, 99_999):
        with pytest.raises(NotFound):
            proposals.begin(writer, call_id=missing)
    clock.set(coming.card.closes_at)
    with pytest.raises(DeadlinePassed):
        proposals.begin(writer, call_id=coming.card.id)


def test_visitors_and_other_roles_write_nothing():
    view = a_draft()
    for reader, refusal in ((VISITOR, SignInRequired), (an_organiser(), Forbidden)):
        acts = [*every_change(reader, view.id, view.version), *every_reading(reader, view.id)]
        for act in [*acts, lambda r=reader: proposals.mine(r)]:
            with pytest.raises(refusal):
                act()


def test_a_foreign_proposal_is_not_found_by_any_function():
    view, stranger = a_submitted_proposal(), a_student()
    for proposal_id in (view.id, 0, 99_999):
        acts = [*every_change(stranger, proposal_id, view.version), *every_reading(stranger, proposal_id)]
        for act in acts:
            with pytest.raises(NotFound):
                act()
    assert proposals.mine(stranger).total == 0


def test_two_people_edit_one_draft_and_the_second_is_told(clock):
    leader, friend = a_student(), a_student(email="rafiki@example.test")
    view = a_draft(leader)
    assert proposals.mine(friend).total == 0
    member = MemberDraft("Rafiki", "RAFIKI@example.test")
    version = proposals.save_member(leader, proposal_id=view.id, version=view.version, member=member).version
    theirs = proposals.get(friend, proposal_id=view.id)
    assert not theirs.leads
    clock.forward(seconds=5)
    proposals.save(
        friend, proposal_id=view.id, version=version, draft=a_full_draft(title="Kichwa cha rafiki")
    )
    with pytest.raises(Conflict):
        proposals.save(
            leader, proposal_id=view.id, version=version, draft=a_full_draft(title="Kichwa changu")
        )
    assert proposals.get(leader, proposal_id=view.id).draft.title == "Kichwa cha rafiki"
    current = proposals.get(friend, proposal_id=view.id).version
    with pytest.raises(Forbidden) as refusal:
        proposals.submit(friend, proposal_id=view.id, version=current)
    assert refusal.value.key == "proposals.refused.leader_only"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"title": "x" * 141}, "proposals.refused.long"),
        ({"summary": "x" * 1_001}, "proposals.refused.long"),
        ({"resolutions": (1,)}, "proposals.refused.resolutions"),
        ({"requested": -5}, "errors.money.negative"),
        ({"requested": MAX_AMOUNT + 1}, "errors.money.too_large"),
        ({"track": Track.DEVICE, "trl": 10}, "proposals.missing.trl"),
    ],
)
def test_what_no_draft_may_hold_is_refused(fields, key):
    writer = a_student()
    view = a_draft(writer)
    with pytest.raises(Invalid) as refusal:
        proposals.save(writer, proposal_id=view.id, version=view.version, draft=a_full_draft(**fields))
    assert refusal.value.key == key


def test_text_is_kept_as_typed_apart_from_control_signs():
    text = "<b>kali</b> =1+1 :red[x] $y$\r\nmstari\x00 mpya \ud800 \U0001f600 " + "a" * 80
    view = a_draft(summary=text)
    assert view.draft.summary == "<b>kali</b> =1+1 :red[x] $y$\nmstari mpya  \U0001f600 " + "a" * 80


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"title": "Fupi"}, "proposals.missing.title"),
        ({"resolutions": ()}, "proposals.missing.resolutions"),
        ({"problem": "  x  "}, "proposals.missing.problem"),
        ({"hosting": ""}, "proposals.missing.hosting"),
        ({"track": Track.DEVICE}, "proposals.missing.trl"),
    ],
)
def test_an_incomplete_proposal_is_kept_but_not_handed_in(fields, key):
    writer = a_student()
    view = a_draft(writer, **fields)
    with pytest.raises(Invalid) as refusal:
        proposals.submit(writer, proposal_id=view.id, version=view.version)
    assert refusal.value.key == key
    assert proposals.get(writer, proposal_id=view.id).submissions == ()


def test_an_institution_needs_its_steering_committee():
    officer = an_officer()
    view = a_draft(officer)
    assert view.for_institution
    with pytest.raises(Invalid) as refusal:
        proposals.submit(officer, proposal_id=view.id, version=view.version)
    assert refusal.value.key == "proposals.missing.steering_committee"
    assert a_submitted_proposal(an_officer(), steering_committee=True).state is SeenState.SUBMITTED


def test_the_receipt_proves_what_was_handed_in_and_judges_see_no_name(clock):
    writer, call = a_student(name="Neema Mushi", email="neema@example.test"), a_call(code="HUB-2026")
    view = a_draft(writer, call)
    version = proposals.attach(
        writer, proposal_id=view.id, version=view.version, name="neema.pdf", content=a_pdf()
    ).version
    receipt = proposals.submit(writer, proposal_id=view.id, version=version)
    assert (receipt.code, receipt.number, receipt.submitted_at) == ("HUB-2026-0001", 1, clock.instant)
    assert hashlib.sha256(receipt.content.encode()).hexdigest() == receipt.content_hash
    assert proposals.receipt(writer, proposal_id=view.id) == receipt
    blind = json.loads(receipt.content)["blind"]
    assert blind["title"] == view.draft.title
    assert blind["attachment"]["sha256"] == hashlib.sha256(a_pdf()).hexdigest()
    assert not any(word in json.dumps(blind).lower() for word in ("neema", "mushi", "@", "inst-"))
    with read_only() as session:
        message = session.exec(select(OutboxMessage)).one()
        assert (message.to_address, message.params["code"]) == ("neema@example.test", "HUB-2026-0001")


def test_one_second_late_is_late_for_everything(clock):
    writer, friend = a_student(), MemberDraft("B", "b@example.test")
    view = a_submitted_proposal(writer)
    member = proposals.save_member(writer, proposal_id=view.id, version=view.version, member=friend)
    clock.set(view.call.closes_at - timedelta(seconds=1))
    receipt = proposals.submit(writer, proposal_id=view.id, version=member.version)
    assert receipt.submitted_at == clock.instant
    version = proposals.get(writer, proposal_id=view.id).version
    clock.set(view.call.closes_at)
    for late in range(2):
        for act in every_change(writer, view.id, version):
            with pytest.raises(DeadlinePassed) as refusal:
                act()
            assert refusal.value.data == {"closed_at": view.call.closes_at}
        clock.forward(seconds=late + 1)
    assert proposals.get(writer, proposal_id=view.id).submissions[0].submitted_at == receipt.submitted_at


def test_a_revision_gets_the_next_number_and_the_last_one_stands(clock):
    writer = a_student()
    view = a_submitted_proposal(writer)
    assert not view.unsent
    clock.forward(hours=1)
    draft = replace(view.draft, title="Kichwa kilichoboreshwa")
    saved = proposals.save(writer, proposal_id=view.id, version=view.version, draft=draft)
    between = proposals.get(writer, proposal_id=view.id)
    assert (between.unsent, between.state) == (True, SeenState.SUBMITTED)
    receipt = proposals.submit(writer, proposal_id=view.id, version=saved.version)
    assert (receipt.number, receipt.code, receipt.title) == (2, view.code, draft.title)
    assert proposals.receipt(writer, proposal_id=view.id, number=1).title == view.draft.title
    after = proposals.get(writer, proposal_id=view.id)
    assert [s.number for s in after.submissions] == [2, 1]
    with read_only() as session:
        row = session.get_one(Proposal, view.id)
        assert session.get_one(Submission, row.submission_id).number == 2
    with pytest.raises(NotFound):
        proposals.receipt(writer, proposal_id=view.id, number=3)


def test_after_the_deadline_what_was_handed_in_is_what_is_read(clock):
    writer = a_student()
    view = a_submitted_proposal(writer)
    draft = replace(view.draft, title="Kichwa ambacho hakikuwasilishwa")
    saved = proposals.save(writer, proposal_id=view.id, version=view.version, draft=draft)
    file = {"name": "a.pdf", "content": a_pdf()}
    proposals.attach(writer, proposal_id=view.id, version=saved.version, **file)
    clock.set(view.call.closes_at)
    after = proposals.get(writer, proposal_id=view.id)
    assert (after.draft, after.attachment) == (view.draft, None)


def test_withdrawing_and_opening_again_keeps_the_number():
    writer = a_student()
    view = a_submitted_proposal(writer)
    with pytest.raises(NotNow):
        proposals.reopen(writer, proposal_id=view.id, version=view.version)
    version = proposals.withdraw(writer, proposal_id=view.id, version=view.version).version
    assert proposals.get(writer, proposal_id=view.id).state is SeenState.WITHDRAWN
    with pytest.raises(NotNow):
        proposals.save(writer, proposal_id=view.id, version=version, draft=a_full_draft())
    with pytest.raises(NotNow):
        proposals.submit(writer, proposal_id=view.id, version=version)
    version = proposals.reopen(writer, proposal_id=view.id, version=version).version
    receipt = proposals.submit(writer, proposal_id=view.id, version=version)
    assert (receipt.code, receipt.number) == (view.code, 2)


def test_numbers_follow_each_other_in_a_call():
    call = a_call(code="EGOV")
    assert [a_submitted_proposal(call=call).code for _ in range(3)] == ["EGOV-0001", "EGOV-0002", "EGOV-0003"]


def test_a_refused_submission_uses_up_no_number():
    call, writer = a_call(code="EGOV"), a_student()
    view = a_draft(writer, call, summary="")
    with pytest.raises(Invalid):
        proposals.submit(writer, proposal_id=view.id, version=view.version)
    assert a_submitted_proposal(call=call).code == "EGOV-0001"


@pytest.mark.parametrize(
    ("state", "before", "after"),
    [
        (ProposalState.SUBMITTED, SeenState.SUBMITTED, SeenState.SUBMITTED),
        (ProposalState.ELIGIBLE, SeenState.BEING_JUDGED, SeenState.BEING_JUDGED),
        (ProposalState.SHORTLISTED, SeenState.BEING_JUDGED, SeenState.BEING_JUDGED),
        (ProposalState.AWARDED, SeenState.BEING_JUDGED, SeenState.AWARDED),
        (ProposalState.DECLINED, SeenState.BEING_JUDGED, SeenState.DECLINED),
        (ProposalState.INELIGIBLE, SeenState.INELIGIBLE, SeenState.INELIGIBLE),
        (ProposalState.DRAFT, SeenState.NOT_SUBMITTED, SeenState.NOT_SUBMITTED),
    ],
)
def test_no_decision_leaves_the_service_before_the_results_are_out(clock, state, before, after):
    writer = a_student()
    view = a_submitted_proposal(writer)
    put(view.id, state=state)
    clock.set(view.call.closes_at)
    assert proposals.get(writer, proposal_id=view.id).state is before
    assert proposals.mine(writer).items[0].state is before
    assert json.loads(accounts.export_mine(writer))["proposals"][0]["state"] == before.value
    with unit_of_work() as uow:
        uow.session.get_one(Call, view.call.id).state = CallState.CONCLUDED
        uow.commit()
    assert proposals.get(writer, proposal_id=view.id).state is after


def test_a_replaced_pdf_goes_unless_it_was_handed_in():
    writer = a_student()
    view = a_draft(writer)

    def attach(version, pages):
        file = {"name": f"{pages}.pdf", "content": a_pdf(pages)}
        return proposals.attach(writer, proposal_id=view.id, version=version, **file).version

    version = attach(attach(view.version, 1), 2)
    kept = proposals.get(writer, proposal_id=view.id).attachment.id
    assert proposals.download(writer, proposal_id=view.id, attachment_id=kept) == a_pdf(2)
    proposals.submit(writer, proposal_id=view.id, version=version)
    version = attach(proposals.get(writer, proposal_id=view.id).version, 3)
    proposals.detach(writer, proposal_id=view.id, version=version)
    with read_only() as session:
        assert [row.pages for row in session.exec(select(Attachment))] == [2]
    assert proposals.get(writer, proposal_id=view.id).attachment is None
    assert proposals.receipt(writer, proposal_id=view.id).attachment.pages == 2
    with pytest.raises(NotFound):
        proposals.download(writer, proposal_id=view.id, attachment_id=99_999)
    foreign = a_draft()
    with pytest.raises(NotFound):
        proposals.download(writer, proposal_id=foreign.id, attachment_id=kept)


def test_the_team_is_checked():
    writer = a_student()
    view = a_draft(writer)
    leader = view.members[0]

    def refused(key, act):
        with pytest.raises(Invalid) as refusal:
            act()
        assert refusal.value.key == key

    def save(member, version=view.version, **more):
        return proposals.save_member(writer, proposal_id=view.id, version=version, member=member, **more)

    refused("proposals.refused.member_name", lambda: save(MemberDraft(" ", "a@example.test")))
    refused("proposals.refused.member_email", lambda: save(MemberDraft("A", "a@example")))
    refused("proposals.refused.member_twice", lambda: save(MemberDraft("A", leader.email.upper())))
    refused("proposals.refused.institution", lambda: save(MemberDraft("A", "a@example.test", 99_999)))
    refused(
        "proposals.refused.leader_stays",
        lambda: proposals.remove_member(
            writer, proposal_id=view.id, version=view.version, member_id=leader.id
        ),
    )
    with pytest.raises(NotFound):
        save(MemberDraft("A", "a@example.test"), member_id=99_999)
    version = save(MemberDraft("Jina jipya", "other@example.test"), member_id=leader.id).version
    for n in range(9):
        version = save(MemberDraft(f"M{n}", f"m{n}@example.test"), version=version).version
    refused("proposals.refused.team_full", lambda: save(MemberDraft("Z", "z@example.test"), version=version))
    team = proposals.get(writer, proposal_id=view.id).members
    assert (team[0].name, team[0].email, len(team)) == ("Jina jipya", leader.email, 10)
    proposals.remove_member(writer, proposal_id=view.id, version=version, member_id=team[4].id)
    assert len(proposals.get(writer, proposal_id=view.id).members) == 9


@pytest.mark.parametrize("number", [1, 3])
def test_reading_asks_the_same_few_questions_however_much_there_is(number):
    writer = a_student()
    views = [a_submitted_proposal(writer) for _ in range(number)]
    version = views[0].version
    for n in range(number - 1):
        member = MemberDraft(f"M{n}", f"m{n}@example.test")
        version = proposals.save_member(
            writer, proposal_id=views[0].id, version=version, member=member
        ).version
    with watched() as seen:
        assert proposals.mine(writer).total == number
    assert len(seen) == 2
    with watched() as seen:
        proposals.get(writer, proposal_id=views[0].id)
    assert len(seen) <= 6


def test_a_team_is_no_way_to_fill_a_strangers_mailbox(clock):
    writer = a_student()
    view = a_draft(writer)
    stranger = MemberDraft("Mtu Mwingine", "stranger@other.example")
    saved = proposals.save_member(writer, proposal_id=view.id, version=view.version, member=stranger)
    version = saved.version
    for _ in range(20):
        proposals.submit(writer, proposal_id=view.id, version=version)
        version = proposals.get(writer, proposal_id=view.id).version
    with read_only() as session:
        receipts = [row.to_address for row in session.exec(select(OutboxMessage))]
    assert receipts.count("stranger@other.example") == 8
    assert len(receipts) == 28


def test_a_page_left_open_does_not_tell_of_a_move_by_the_jury(clock):
    writer = a_student()
    view = a_submitted_proposal(writer)
    clock.set(view.call.closes_at)
    put(view.id, state=ProposalState.SHORTLISTED, version=view.version + 2)
    for use in (
        lambda: proposals.save(writer, proposal_id=view.id, version=view.version, draft=a_full_draft()),
        lambda: proposals.submit(writer, proposal_id=view.id, version=view.version),
        lambda: proposals.withdraw(writer, proposal_id=view.id, version=view.version),
        lambda: proposals.detach(writer, proposal_id=view.id, version=view.version),
    ):
        with pytest.raises(DeadlinePassed):
            use()
