"""Handing a proposal in: what it takes, what the receipt proves, and what the clock allows."""

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
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.clock import now
from innovation_hub.domain.fields import version
from innovation_hub.domain.proposals import MemberDraft, ProposalState, SeenState, Track
from innovation_hub.errors import (
    DeadlinePassed,
    Invalid,
    NotFound,
    NotNow,
)
from innovation_hub.i18n import formats, translator
from innovation_hub.services import my_account, proposals
from innovation_hub.services.mail import render
from innovation_hub.services.workflow import closed_call
from tests.factories.accounts import a_student, an_officer, an_organiser
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft, a_full_draft, a_pdf, a_submitted_proposal, every_change

pytestmark = pytest.mark.usefixtures("clock")


def put(proposal_id: int, **columns) -> None:
    """Bring a proposal into a state that other services bring it into."""
    with unit_of_work() as uow:
        row = uow.session.get_one(Proposal, proposal_id)
        for name, value in columns.items():
            setattr(row, name, value)
        uow.commit()


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
def test_an_incomplete_proposal_is_kept_but_not_submitted(fields, key):
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


def test_the_receipt_proves_what_was_submitted_and_judges_see_no_name(clock):
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


def test_what_counts_is_when_the_request_arrived(clock):
    writer = a_student()
    view = a_draft(writer)
    clock.set(view.call.closes_at + timedelta(seconds=5))
    arrived = view.call.closes_at - timedelta(seconds=1)
    receipt = proposals.submit(writer, proposal_id=view.id, version=view.version, arrived=arrived)
    assert receipt.submitted_at == arrived


def test_nothing_is_submitted_later_than_the_servers_clock(clock):
    writer = a_student()
    view = a_draft(writer)
    ahead = clock.instant + timedelta(minutes=3)  # noted before the clock was set back
    receipt = proposals.submit(writer, proposal_id=view.id, version=view.version, arrived=ahead)
    assert receipt.submitted_at == clock.instant


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


def test_after_the_deadline_what_was_submitted_is_what_is_read(clock):
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
    assert json.loads(my_account.export_mine(writer))["proposals"][0]["state"] == before.value
    with unit_of_work() as uow:
        uow.session.get_one(Call, view.call.id).state = CallState.CONCLUDED
        uow.commit()
    assert proposals.get(writer, proposal_id=view.id).state is after


def test_a_replaced_pdf_goes_unless_it_was_submitted():
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


def test_in_the_grace_one_writes_and_submits_and_nobody_judges(clock):
    organiser, writer = an_organiser(), a_student()
    call = a_call(organiser, closes_at=now() + timedelta(hours=1), grace_minutes=5)
    view = a_draft(writer, call)
    clock.set(call.card.closes_at + timedelta(minutes=4))
    kept = proposals.save_field(
        writer,
        record_id=view.id,
        name="title",
        value="Kichwa kipya cha andiko",
        over=version(view.draft.title),
    )
    with pytest.raises(NotNow, match=r"judging\.errors\.phase\.open"), unit_of_work() as uow:
        closed_call(uow, call.card.id)
    receipt = proposals.submit(writer, proposal_id=view.id, version=kept.record_version)
    assert (receipt.closes_at, receipt.grace_minutes) == (call.card.closes_at, 5)
    clock.set(call.card.closes_at + timedelta(minutes=5))
    with pytest.raises(DeadlinePassed):
        proposals.submit(writer, proposal_id=view.id, version=kept.record_version + 1)
    with unit_of_work() as uow:
        assert closed_call(uow, call.card.id)


@pytest.mark.parametrize("minutes", [-1, 61])
def test_grace_is_of_an_hour_at_most(minutes):
    with pytest.raises(Invalid, match=r"calls\.refused\.grace"):
        a_call(grace_minutes=minutes)


@pytest.mark.parametrize("minutes", [0, 5])
def test_deadline_and_grace_stand_in_the_email(minutes):
    writer = a_student()
    view = a_draft(writer, a_call(grace_minutes=minutes))
    proposals.submit(writer, proposal_id=view.id, version=view.version)
    with read_only() as session:
        row = session.exec(select(OutboxMessage).where(OutboxMessage.kind == "submitted")).one()
        said = render(row).get_content()
    t = translator(row.language)
    closes = formats.deadline(t, view.call.closes_at)
    assert t("messages.submitted.terms", n=minutes, closes_at=closes) in said
