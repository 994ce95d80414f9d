"""A call that closed yesterday, with what was submitted and the people who judge and decide, as rows."""

import itertools
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import event, select

from db.commands import proposals as commands
from db.engine import engine
from db.models.accounts import Account, AccountRole
from db.models.calls import Call, CallJudge, Criterion
from db.models.institutions import Institution
from db.models.judging import Assignment
from db.models.proposals import Proposal, Submission, TeamMember
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.accounts import AccountKind, AccountState
from innovation_hub.domain.calls import CallState
from innovation_hub.domain.canonical import canonical, sha256
from innovation_hub.domain.clock import now
from innovation_hub.domain.fields import version
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.domain.proposal_fields import SECTIONS
from innovation_hub.domain.proposals import ProposalState
from innovation_hub.domain.scoring import CANNOT, answers
from innovation_hub.services import panels, ranking, reviews

_numbers = itertools.count(1)
REASON = "It falls outside the call's conditions."
COMMENT = "A clear problem, tested with real users."


@dataclass(frozen=True)
class Entered:
    """A proposal of the factory; its version is 1 until something happens to it."""

    id: int
    code: str
    call_id: int
    owner: Actor


def keep(row):
    """Store a row and return it."""
    with unit_of_work() as uow:
        uow.session.add(row)
        uow.commit()
    return row


def fetch(model, key):
    """A row as it stands now."""
    with read_only() as session:
        return session.get(model, key)


def rows(model, **wanted):
    """All rows of a table with these values, by their order of writing."""
    with read_only() as session:
        # By number where there is one: PostgreSQL fills the gaps that deleted rows have left.
        order = [model.id] if hasattr(model, "id") else []
        return session.scalars(select(model).filter_by(**wanted).order_by(*order)).all()


def institution(name="University of Iringa"):
    """An institution's id."""
    number = next(_numbers)
    return keep(
        Institution(
            code=f"INST{number}", name_sw=f"Chuo {name}", name_en=name, kind=InstitutionKind.UNIVERSITY
        )
    ).id


def person(role=Role.JUDGE, *, name=None, institution_id=None, language="sw"):
    """Somebody with an account and one role."""
    number = next(_numbers)
    account = Account(
        email=f"{role.value}{number}@people.example",
        name=name or f"Person Number{number}",
        password_hash="unusable",
        kind=AccountKind.STAFF,
        state=AccountState.ACTIVE,
        institution_id=institution_id,
        language=language,
    )
    keep(account)
    keep(AccountRole(account_id=account.id, role=role))
    return Actor(account.id, account.name, frozenset({role}), institution_id, language)


def call(
    *, weights=(60, 40), judges_per_proposal=2, state=CallState.PUBLISHED, closed=True, score_max=5, **values
):
    """A call with a small rubric, by default closed an hour ago."""
    number = next(_numbers)
    closes_at = now() + timedelta(hours=-1 if closed else 1)
    row = Call(
        code=f"CALL-{number}",
        title_sw=f"Changamoto ya {number}",
        title_en=f"Challenge {number}",
        text_sw="Maelezo",
        text_en="Text",
        state=state,
        opens_at=closes_at - timedelta(days=30),
        closes_at=closes_at,
        judges_per_proposal=judges_per_proposal,
        score_max=score_max,
        prize_pool=50_000_000,
        **values,
    )
    keep(row)
    for position, weight in enumerate(weights, start=1):
        keep(
            Criterion(
                call_id=row.id,
                position=position,
                name_sw=f"Kigezo {position}",
                name_en=f"Criterion {position}",
                weight=weight,
                anchors={
                    str(score): {"sw": f"Maana ya {score}", "en": f"Meaning of {score}"}
                    for score in range(1, score_max + 1)
                },
            )
        )
    return row


def criteria(call_id):
    """The ids of a call's criteria, in order."""
    return [row.id for row in sorted(rows(Criterion, call_id=call_id), key=lambda row: row.position)]


def proposal(call_id, *, state=ProposalState.ELIGIBLE, owner=None, title="A tool for clinics", **values):
    """A proposal submitted by an owner, with one more member in its team; ``values`` change its columns."""
    number = next(_numbers)
    owner = owner or person(Role.STUDENT, institution_id=institution())
    row = keep(
        Proposal(
            call_id=call_id,
            owner_id=owner.id,
            institution_id=owner.institution_id,
            code=f"P-{number:04d}",
            state=state,
            title=title,
            **values,
        )
    )
    people = [(owner.name, fetch(Account, owner.id).email, owner.institution_id)]
    people.append((f"Neema Secret{number}", f"member{number}@team.example", None))
    for position, (name, email, place) in enumerate(people):
        keep(TeamMember(proposal_id=row.id, position=position, name=name, email=email, institution_id=place))
    content = _content(row, people)
    submitted = keep(
        Submission(
            proposal_id=row.id,
            number=1,
            submitted_by=owner.id,
            content=content,
            content_hash=sha256(canonical(content)),
        )
    )
    with unit_of_work() as uow:
        commands.put_last(uow.session.get(Proposal, row.id), submitted)
        uow.commit()
    return Entered(row.id, row.code, call_id, owner)


def _content(row, people):
    place = fetch(Institution, row.institution_id) if row.institution_id else None
    sections = {section.name: f"What we say of {section.name}, at some length." for section in SECTIONS}
    return {
        "blind": {
            "title": row.title,
            "track": row.track.value,
            "language": "en",
            "resolutions": [10],
            **sections,
            "trl": None,
            "requested": row.requested,
        },
        "identity": {
            "for_institution": row.for_institution,
            "steering_committee": row.steering_committee,
            "consent_to_name": row.consent_to_name,
            "institution": place.code if place else None,
            "team": [
                {"name": name, "email": email, "institution": place.code if place and home else None}
                for name, email, home in people
            ],
        },
    }


def invited(call_id, judge=None, *, capacity=30):
    """A judge who has been invited to a call."""
    judge = judge or person(Role.JUDGE)
    keep(CallJudge(call_id=call_id, account_id=judge.id, capacity=capacity))
    return judge


def asked(judge, entry, *, signed=True):
    """The id of the assignment by which a judge is asked for a review; the declaration is signed."""
    if not rows(CallJudge, call_id=entry.call_id, account_id=judge.id):
        invited(entry.call_id, judge)
    row = keep(Assignment(call_id=entry.call_id, proposal_id=entry.id, account_id=judge.id))
    if signed:
        reviews.sign(judge, call_id=entry.call_id, name=judge.name)
    return row.id


def reviewed(judge, entry, *scores):
    """A review that has been submitted, with a score (or None) for each criterion."""
    assignment = asked(judge, entry)
    reviews.accept(judge, assignment_id=assignment)
    for criterion, score in zip(criteria(entry.call_id), scores, strict=True):
        version = scored(judge, assignment, criterion, CANNOT if score is None else score)
    version = reviews.save(judge, assignment_id=assignment, comment=COMMENT, note="", version=version)
    reviews.submit(judge, assignment_id=assignment, version=version)
    return assignment


def drafted(organiser, call):
    """The draft of panels of a call, built upon the round that an organiser sees."""
    last = panels.last_round(organiser, call_id=call.id)
    panels.build(organiser, call_id=call.id, seen=last.mark if last else "")
    return panels.last_round(organiser, call_id=call.id)


def proposed(organiser, call, *, reviews, top):
    """The draft of further reviews, upon the round that an organiser sees."""
    last = panels.last_round(organiser, call_id=call.id)
    panels.propose(organiser, call_id=call.id, reviews=reviews, top=top, seen=last.mark if last else "")
    return panels.last_round(organiser, call_id=call.id)


def declined_rest(organiser, call, *, shortlist=False, reason=REASON):
    """How many were declined of all that an organiser sees to be left."""
    left = ranking.touched(organiser, call_id=call.id, wanted=ranking.rest(shortlist=shortlist))
    return ranking.decline_remaining(
        organiser, call_id=call.id, seen=left.digest, reason=reason, shortlist=shortlist
    )


def shortlisted_top(organiser, call, top):
    """How many of the first went on the shortlist, as an organiser sees them."""
    seen = ranking.touched(organiser, call_id=call.id, wanted=ranking.first(top)).digest
    return ranking.shortlist_top(organiser, call_id=call.id, top=top, seen=seen)


def concluded(organiser, call, reason="The panel met and decided on what there is."):
    """The results of a call published as it stands, with a reason should reviews be missing."""
    entries = ranking.ranking(organiser, call_id=call.id).items
    short = sum(row.missing > 0 for row in entries)
    version = fetch(Call, call.id).version
    seen = ranking.touched(organiser, call_id=call.id, wanted=ranking.EVERY).digest
    ranking.conclude(organiser, call_id=call.id, version=version, seen=seen, short=short, reason=reason)


def scored(judge, assignment, criterion, answer):
    """The version of a review once its judge has answered on a criterion, whatever stood there before."""
    was = answers(reviews.sheet(judge, assignment_id=assignment).scores).get(criterion)
    return reviews.score(
        judge, assignment_id=assignment, criterion_id=criterion, answer=answer, was=was
    ).version


def typed(judge, assignment, name, value, over=None):
    """A text of a review saved as the sheet does, over what stands unless another content is given."""
    stands = getattr(reviews.sheet(judge, assignment_id=assignment), name) if over is None else over
    return reviews.save_field(judge, record_id=assignment, name=name, value=value, over=version(stands))


class counted:
    """Counts the statements inside the block, those that begin a transaction left out."""

    def __enter__(self):
        self.n = 0
        event.listen(engine(), "before_cursor_execute", self._one)
        return self

    def __exit__(self, *_):
        event.remove(engine(), "before_cursor_execute", self._one)

    def _one(self, _connection, _cursor, statement, *_):
        self.n += not statement.startswith("BEGIN")


def assigned(organiser, entry_id, account_id):
    """One more judge asked for a proposal, upon the panel that an organiser sees."""
    _, seen = panels.seats(organiser, proposal_id=entry_id)
    panels.assign(organiser, proposal_id=entry_id, account_id=account_id, seen=seen)


def released(organiser, assignment_id):
    """A proposal taken back from a judge, upon the panel that an organiser sees."""
    _, seen = panels.seats(organiser, proposal_id=fetch(Assignment, assignment_id).proposal_id)
    panels.release(organiser, assignment_id=assignment_id, seen=seen)


def dismissed(organiser, call_id, account_id):
    """A judge who is taken off a call, with all that an organiser sees of them."""
    seen = panels.removal_effects(organiser, call_id=call_id, account_id=account_id)
    panels.dismiss(organiser, call_id=call_id, account_id=account_id, seen=seen)


def on_terms(organiser, call_id, account_id, **wanted):
    """The ``capacity`` or ``fields`` of a judge changed, upon the terms that an organiser sees."""
    seen = panels.terms(organiser, call_id=call_id, account_id=account_id)
    changed = replace(seen, **wanted)
    panels.set_terms(organiser, call_id=call_id, account_id=account_id, seen=seen, wanted=changed)


def pairs(table, **wanted):
    """The proposals and judges that the rows of a table bring together."""
    return {(row.proposal_id, row.account_id) for row in rows(table, **wanted)}
