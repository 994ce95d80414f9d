"""The team of a proposal, and what it must not be used for."""

import pytest
from sqlmodel import select

from db.models.messages import OutboxMessage
from db.unit_of_work import read_only
from innovation_hub.domain.proposals import MemberDraft
from innovation_hub.errors import (
    Invalid,
    NotFound,
)
from innovation_hub.services import proposals
from tests.factories.accounts import a_student
from tests.factories.proposals import a_draft
from tests.factories.teams import a_member

pytestmark = pytest.mark.usefixtures("clock")


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
    refused("accounts.refused.name_address", lambda: save(MemberDraft("evil.ninja", "a@example.test")))
    refused("proposals.refused.member_email", lambda: save(MemberDraft("A", "a@example")))
    for nowhere in (
        "a,b@example.test",
        "a..b@example.test",
        "<a@example.test>",
        "a@exa_mple.test",
        "ā@example.test",
    ):
        refused("proposals.refused.member_email", lambda email=nowhere: save(MemberDraft("A", email)))
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


def test_a_team_is_no_way_to_fill_a_strangers_mailbox(clock):
    writer = a_student()
    view = a_draft(writer)
    a_member(writer, a_student(email="stranger@other.example"), view.id)
    version = proposals.get(writer, proposal_id=view.id).version
    for _ in range(20):
        proposals.submit(writer, proposal_id=view.id, version=version)
        version = proposals.get(writer, proposal_id=view.id).version
    with read_only() as session:
        receipts = [row.to_address for row in session.exec(select(OutboxMessage)) if row.kind == "submitted"]
    assert receipts.count("stranger@other.example") == 8
    assert len(receipts) == 28
