"""The team: new members are invited by e-mail; those who accept may open and change the proposal."""

from dataclasses import replace

from sqlmodel import Session, col, select

from db.models.accounts import Account
from db.models.institutions import Institution
from db.models.proposals import Proposal, Submission, TeamMember
from db.primary_key import pk
from db.queries import proposals as queries
from db.queries.institutions import by_code
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import Sex, StudyLevel, clean_email
from innovation_hub.domain.clock import now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposals import NAME_MAX, TEAM_MAX, MemberDraft, Standing
from innovation_hub.domain.text import clean_line, has_address
from innovation_hub.errors import Invalid, NotFound
from innovation_hub.services.proposals import access, inviting, places
from innovation_hub.services.proposals.drafting import Saved


def save_member(
    actor: Actor, *, proposal_id: int, version: int, member: MemberDraft, member_id: int | None = None
) -> Saved:
    """Invite a member, or change the one of this id. The leader's e-mail stays as it is.

    A new address means a new invitation. The sex is saved for the actor's own row alone.

    Raises `TooManyTries` when too many invitations went to that address or from the actor.
    """
    ensure(actor, Permission.PROPOSAL_WRITE)
    typed = _checked(member)
    with unit_of_work() as uow:
        row, call = access.editable_with_call(uow, actor, proposal_id, version)
        team = [each for each, _ in queries.team(uow.session, proposal_id)]
        _check_institution(uow.session, typed.institution_id)
        target = _target(team, member_id, proposal_id)
        if target.position == 0:
            typed = replace(typed, email=target.email)
        if any(each.email == typed.email and each.id != member_id for each in team):
            raise Invalid("proposals.refused.member_twice", field="email", email=typed.email)
        if target.id is not None and target.email != typed.email:
            _refuse_submitted(uow.session, target)
            target.submitted_place = None  # another person
        me = uow.session.get_one(Account, actor.id)
        asked = target.id is None or target.email != typed.email
        typed = replace(typed, sex=_sex(typed, target, me.email, asked))
        for name in ("name", "email", "institution_id", "student", "sex", "study_level"):
            setattr(target, name, getattr(typed, name))
        uow.session.add(target)
        access.touch(row, now())
        if asked:
            inviting.invite(uow, row, call, target, by=me)
        uow.commit()
        return Saved(proposal_id, row.version, row.updated_at)


def remove_member(actor: Actor, *, proposal_id: int, version: int, member_id: int) -> Saved:
    """Remove a member from the team; the leader cannot be removed."""
    ensure(actor, Permission.PROPOSAL_WRITE)
    with unit_of_work() as uow:
        row = access.editable(uow, actor, proposal_id, version)
        query = select(TeamMember).where(
            col(TeamMember.id) == member_id, col(TeamMember.proposal_id) == proposal_id
        )
        member = uow.session.exec(query).one_or_none()
        if member is None:
            raise NotFound
        if member.position == 0:
            raise Invalid("proposals.refused.leader_stays", field="member")
        _refuse_submitted(uow.session, member)
        uow.session.delete(member)
        access.touch(row, now())
        uow.commit()
        return Saved(proposal_id, row.version, row.updated_at)


def restore(session: Session, row: Proposal) -> None:
    """Restore the team of the last submission, dropping changes made since.

    Conflicts of interest, figures and results are computed from these rows, so nobody can avoid them by leaving the
    working copy.
    """
    submitted = session.get_one(Submission, row.submission_id).content["identity"]["team"]
    team = [member for member, _ in queries.team(session, pk(row))]
    by_place = {member.submitted_place: member for member in team if member.submitted_place is not None}
    by_email = {member.email: member for member in team if member.submitted_place is None}
    leader = session.get_one(Account, row.owner_id).email
    members = []
    for position, given in enumerate(submitted):
        member = (
            by_place.get(position)
            or by_email.get(given["email"])
            or _asked_before(row, position, given["email"])
        )
        member.position, member.name, member.submitted = position, given["name"], True
        member.submitted_place = position
        member.institution_id = _institution_id(session, given["institution"], member.institution_id)
        member.student = given.get("student", member.student)
        member.study_level = StudyLevel(given.get("study_level", member.study_level))
        members.append(member)
    for member in team:
        if member not in members and member.email == leader:  # became leader since
            member.position = len(members)
            members.append(member)
        elif member not in members:
            session.delete(member)
    session.flush()
    session.add_all(members)
    first = next((member for member in members if member.email == leader), None)
    if first is not None:
        members[0].position, first.position = first.position, 0


def _asked_before(row: Proposal, position: int, email: str) -> TeamMember:
    """A row for a submitted member who was removed since, as an open invitation."""
    asked = Standing.INVITED
    return TeamMember(proposal_id=pk(row), position=position, name="", email=email, standing=asked)


def _sex(typed: MemberDraft, target: TeamMember, me: str, asked: bool) -> Sex:
    if asked:
        return Sex.UNSAID
    return typed.sex if target.email == me else target.sex


def _refuse_submitted(session: Session, member: TeamMember) -> None:
    """Raise `Invalid` for a submitted member whose address changed since: `restore` could not find them."""
    if places.address_changed(session, member):
        raise Invalid("proposals.refused.submitted_member", field="member", name=member.name)


def _institution_id(session: Session, code: str | None, known: int | None) -> int | None:
    """The institution's id by its code; ``known`` when no institution has this code any more."""
    if code is None:
        return None
    found = by_code(session, code)
    return found.id if found else known


def _target(team: list[TeamMember], member_id: int | None, proposal_id: int) -> TeamMember:
    if member_id is not None:
        found = next((each for each in team if each.id == member_id), None)
        if found is None:
            raise NotFound
        return found
    if len(team) >= TEAM_MAX:
        raise Invalid("proposals.refused.team_full", field="team", most=TEAM_MAX)
    return TeamMember(proposal_id=proposal_id, position=max(e.position for e in team) + 1, name="", email="")


def _check_institution(session: Session, institution_id: int | None) -> None:
    if institution_id is not None and session.get(Institution, institution_id) is None:
        raise Invalid("proposals.refused.institution", field="institution_id")


def _checked(member: MemberDraft) -> MemberDraft:
    name = clean_line(member.name)
    if not name or len(name) > NAME_MAX:
        raise Invalid("proposals.refused.member_name", field="name", most=NAME_MAX)
    if has_address(name):
        raise Invalid("accounts.refused.name_address", field="name")
    try:
        email = clean_email(
            member.email
        )  # normalised as in an account, since the member's access is found by it
    except Invalid as refusal:
        given = {"field": "email", "email": member.email.strip()[:60]}
        raise Invalid("proposals.refused.member_email", **given) from refusal
    level = member.study_level if member.student else StudyLevel.NONE
    return replace(member, name=name, email=email, study_level=level)
