"""Load of a call with many proposals, all admitted and reviewed, and as many institutions.

Only for measurements: final rows are inserted directly, not by the services.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from benchmarks import growing_office
from benchmarks.growing_rows import WORDS, insert_rows
from db.models.accounts import Account
from db.models.institutions import Institution
from db.models.judging import Assignment, Review
from db.models.proposals import Proposal, Submission
from db.unit_of_work import unit_of_work
from innovation_hub.domain.accounts import AccountKind, AccountState
from innovation_hub.domain.clock import now
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.judging import AssignmentState
from innovation_hub.domain.permissions import Actor, Role
from innovation_hub.domain.proposal_fields import SECTIONS
from innovation_hub.domain.proposals import ProposalState, Track
from innovation_hub.services import screening
from innovation_hub.services.screening import Order, Show
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.factories.budgets import Office

JUDGES, REVIEWS, PLACES = 200, 3, 60
"""Judges of the call, reviews of each proposal, and institutions that proposals come from."""
TEXT = "Tunapendekeza mfumo unaosaidia ofisi kupata taarifa kwa wakati bila kuandika mara mbili. " * 4


@dataclass(frozen=True)
class Grown:
    """The call, the institution with many records, and the people who open their pages.

    ``second`` is the second received proposal by id in each order of the list.
    """

    call_id: int
    organiser: Actor
    administrator: Actor
    office: Office
    second: Mapping[str, int]


def load(size: int) -> Grown:
    """Load this number of proposals and of institutions."""
    call = make.call(judges_per_proposal=REVIEWS)
    owner = make.person(Role.STUDENT)
    dice = random.Random(size)
    with unit_of_work() as uow:
        _institutions(uow.session, size)
        _proposals(uow.session, call.id, owner.id, size, dice)
        _reviews(uow.session, call.id, size, dice)
        uow.commit()
    organiser = an_account(Role.ORGANISER)
    office = growing_office.load(size)
    return Grown(
        call.id, organiser, an_account(Role.ADMINISTRATOR), office, dict(_second(organiser, call.id))
    )


def _second(organiser: Actor, call_id: int) -> Iterator[tuple[str, int]]:
    for order in Order:
        page = screening.entries(organiser, call_id=call_id, show=Show.ALL, order=order, offset=1, size=1)
        yield order.value, page.items[0].id


def _institutions(session: Session, size: int) -> None:
    common = {"kind": InstitutionKind.AGENCY, "public": True, "active": True}
    names = [f"{WORDS[n % len(WORDS)]} {n}" for n in range(1, max(size, PLACES) + 1)]
    rows = [
        {"id": n, "code": f"GROWN-{n}", "name_sw": f"Taasisi ya {name}", "name_en": f"Office of {name}"}
        | common
        for n, name in enumerate(names, start=1_001)
    ]
    insert_rows(session, Institution, rows)


def _proposals(session: Session, call_id: int, owner_id: int, size: int, dice: random.Random) -> None:
    proposals, submissions = [], []
    sections = {section.name: TEXT for section in SECTIONS}
    for n in range(1, size + 1):
        title = f"Mfumo wa {dice.choice(WORDS)} na {dice.choice(WORDS)} {n}"
        asked = {
            "track": dice.choice(list(Track)),
            "language": "sw",
            "requested": dice.randrange(1, 500) * 100_000,
        }
        place, at = 1_001 + n % PLACES, now() - timedelta(seconds=dice.randrange(10 * size))
        texts = {"title": title, "summary": TEXT, "problem": TEXT, "solution": TEXT}
        proposals.append(
            {
                "id": n,
                "call_id": call_id,
                "owner_id": owner_id,
                "institution_id": place,
                "code": f"GROWN-{n:05d}",
                "state": ProposalState.ELIGIBLE,
                "submitted_at": at,
                "submitted_title": title,
            }
            | asked
            | texts
        )
        blind = {"title": title, **sections, "resolutions": [10], "trl": None}
        content = {"blind": blind | {**asked, "track": asked["track"].value}, "identity": {"team": []}}
        submissions.append(
            {"id": n, "proposal_id": n, "number": 1, "submitted_by": owner_id, "submitted_at": at}
            | {"content": content, "content_hash": f"{n:064d}"}
        )
    insert_rows(session, Proposal, proposals)
    insert_rows(session, Submission, submissions)
    session.execute(update(Proposal).values(submission_id=col(Proposal.id)))


def _reviews(session: Session, call_id: int, size: int, dice: random.Random) -> None:
    """Reviews of each proposal by judges in rotation; one in twenty panels lacks its last review."""
    common = {"password_hash": "-", "kind": AccountKind.STAFF, "state": AccountState.ACTIVE}
    people = [
        {"id": 10_000 + n, "email": f"judge{n}@grown.example", "name": f"Jaji {n}"} | common
        for n in range(JUDGES)
    ]
    insert_rows(session, Account, people)
    asked, given = [], []
    for n in range(1, size + 1):
        quality = dice.gauss(3, 0.6)
        for place in range(REVIEWS):
            number = len(asked) + 1
            open_one = place == REVIEWS - 1 and n % 20 == 0
            state = AssignmentState.ACCEPTED if open_one else AssignmentState.SUBMITTED
            judge = 10_000 + (n * REVIEWS + place) % JUDGES
            asked.append(
                {"id": number, "call_id": call_id, "proposal_id": n, "account_id": judge, "state": state}
            )
            total = None if open_one else round(min(5, max(1, quality + dice.gauss(0, 0.5))), 1)
            given.append(
                {"id": number, "assignment_id": number, "comment": TEXT, "total": total}
                | {"submitted_at": None if open_one else now()}
            )
    insert_rows(session, Assignment, asked)
    insert_rows(session, Review, given)
