"""Teams: people who were invited, and who have joined."""

from sqlmodel import col, select

from db.models.messages import OutboxMessage
from db.unit_of_work import read_only
from innovation_hub.domain.accounts import Sex
from innovation_hub.domain.permissions import Actor
from innovation_hub.domain.proposals import MemberDraft
from innovation_hub.services import my_account, proposals


def invited(leader: Actor, proposal_id: int, member: MemberDraft) -> str:
    """The secret in the e-mail to a person who is asked into a team."""
    version = proposals.get(leader, proposal_id=proposal_id).version
    proposals.save_member(leader, proposal_id=proposal_id, version=version, member=member)
    return last_secret(member.email.lower())


def last_secret(email: str) -> str:
    """The secret in the last invitation to an address."""
    to = (OutboxMessage.kind == "invitation") & (OutboxMessage.to_address == email)
    with read_only() as session:
        message = session.exec(select(OutboxMessage).where(to).order_by(col(OutboxMessage.id).desc())).first()
    return str(message.params["link"]).partition("token=")[2]


def a_member(leader: Actor, friend: Actor, proposal_id: int, *, sex: Sex = Sex.UNSAID, **fields) -> int:
    """The id in the team of a friend who was invited and has accepted."""
    email = my_account.my_profile(friend).email
    member = MemberDraft(fields.pop("name", friend.name), email, **fields)
    proposals.accept(friend, invited(leader, proposal_id, member), sex=sex)
    team = proposals.get(leader, proposal_id=proposal_id).members
    return next(each.id for each in team if each.email == email)
