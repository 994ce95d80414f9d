"""People and institutions of the demo data: sign-ins, students, judges, officers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlmodel import Session, col, select

from db.commands.accounts import add_role
from db.models.accounts import Account
from db.models.institutions import Enrolment, Institution
from db.primary_key import pk
from db.seed import demo
from db.unit_of_work import UnitOfWork, unit_of_work
from innovation_hub.domain.accounts import AccountKind, AccountState, Sex, StudyLevel
from innovation_hub.domain.clock import financial_year_label, financial_year_of
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import SYSTEM, Actor, Role
from innovation_hub.services import notices
from innovation_hub.services.accounts import hash_password
from innovation_hub.services.demo.stage import Stage

PASSWORD = "Karibu-Kituo-2026"  # noqa: S105 - shown to everyone who tries the hub
DOMAIN = "demo.tz"
UNIVERSITIES, JUDGES = 23, 12
_LEVELS = (StudyLevel.BACHELOR,) * 6 + (StudyLevel.DIPLOMA, StudyLevel.MASTER, StudyLevel.MASTER)


@dataclass(frozen=True, slots=True)
class DemoName:
    """A made-up person."""

    name: str
    email: str
    sex: Sex


class Cast:
    """All demo accounts and institutions, once `gather` has added them to the database."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.dice = stage.dice("cast")
        self.names = _names(self.dice)
        self.roles: dict[Role, Actor] = {}
        self.students: list[Actor] = []
        self.judges: list[Actor] = []
        self.keepers: dict[str, tuple[Actor, Actor]] = {}
        self.universities: list[Institution] = []

    def gather(self) -> None:
        """Add the institutions and every account that acts, in one transaction."""
        self._hash = hash_password(PASSWORD)
        with unit_of_work() as uow:
            self.universities = _universities(uow.session)
            places = [self._place(uow, plan) for plan in demo.places()]
            self._sign_ins(uow, places[0])
            for place in places[1:]:
                officer = self._staff(uow, {Role.OFFICER}, place)
                self.keepers[place.code] = officer, self._staff(uow, {Role.APPROVER}, place)
            self.keepers[places[0].code] = self.roles[Role.OFFICER], self.roles[Role.APPROVER]
            self.judges = [self.roles[Role.JUDGE], *(self._judge(uow, i) for i in range(1, JUDGES))]
            self.students = [self._student(uow, i) for i in range(len(demo.ideas()))]
            self._enrolments(uow)
            uow.commit()

    def _place(self, uow: UnitOfWork, plan: demo.Place) -> Institution:
        row = Institution(
            code=plan.code,
            name_sw=plan.name_sw,
            name_en=plan.name_en,
            kind=plan.kind,
            region_code=plan.region,
            demo=True,
        )
        uow.session.add(row)
        uow.session.flush()
        notices.happened(uow, SYSTEM, "institution.added", "institution", pk(row), {"code": row.code})
        return row

    def _sign_ins(self, uow: UnitOfWork, place: Institution) -> None:
        of_place = {Role.OFFICER, Role.APPROVER}
        for one in demo.people().sign_ins:
            home = place if one.role in of_place else None
            if one.role is Role.STUDENT:
                home = self.universities[0]
            person = DemoName(one.name, one.email, one.sex)
            self.roles[one.role] = self._account(uow, person, {one.role}, home)

    def _staff(self, uow: UnitOfWork, roles: set[Role], home: Institution) -> Actor:
        return self._account(uow, next(self.names), roles, home)

    def _judge(self, uow: UnitOfWork, number: int) -> Actor:
        """Add a judge; every second one works at a university, whose proposals they must not judge."""
        home = self.universities[number] if number % 2 else None
        return self._account(uow, next(self.names), {Role.JUDGE}, home)

    def _student(self, uow: UnitOfWork, number: int) -> Actor:
        return self._account(uow, next(self.names), {Role.STUDENT}, self.university(number))

    def university(self, number: int) -> Institution:
        """The university of the n-th student: in turn, the large ones more often."""
        return self.universities[number % UNIVERSITIES if number % 4 else number // 4 % 5]

    def _account(
        self, uow: UnitOfWork, person: DemoName, roles: set[Role], home: Institution | None
    ) -> Actor:
        student = Role.STUDENT in roles
        row = Account(
            email=person.email,
            name=person.name,
            password_hash=self._hash,
            kind=AccountKind.STUDENT if student else AccountKind.STAFF,
            state=AccountState.ACTIVE,
            institution_id=home.id if home else None,
            sex=person.sex,
            study_level=self.dice.choice(_LEVELS) if student else StudyLevel.NONE,
            demo=True,
        )
        uow.session.add(row)
        uow.session.flush()
        account_id = pk(row)
        for role in sorted(roles):
            add_role(uow.session, account_id, role, by=None)
        data = {"roles": sorted(role.value for role in roles), "demo": True}
        notices.happened(uow, SYSTEM, "account.added", "account", account_id, data)
        return Actor(account_id, row.name, frozenset(roles), row.institution_id, row.language)

    def _enrolments(self, uow: UnitOfWork) -> None:
        """Enrolment of two universities in three, for the two latest full years and the present one."""
        start = int(financial_year_of(self.stage.day)[:4])
        for place, university in enumerate(self.universities):
            if place % 3 == 2:
                continue
            students = self.dice.randrange(180, 2_400)
            for year in (start - 2, start - 1, start):
                uow.session.add(
                    Enrolment(
                        institution_id=pk(university),
                        financial_year=financial_year_label(year),
                        ict_students=students,
                        source="Takwimu ya mfano / demo figure",
                        demo=True,
                    )
                )
                students = round(students * self.dice.uniform(1.02, 1.12))


def _universities(session: Session) -> list[Institution]:
    query = select(Institution).where(Institution.kind == InstitutionKind.UNIVERSITY, Institution.active)
    found = session.exec(query.order_by(col(Institution.id)).limit(UNIVERSITIES)).all()
    home = [one for one in found if one.code == "UDOM"]
    return home + [one for one in found if one not in home]


def _names(dice: Random) -> Iterator[DemoName]:
    """Yield invented people without end, women and men, each name once."""
    people = demo.people()
    seen: set[str] = set()
    while True:
        woman = dice.random() < 0.46
        first = dice.choice(people.women if woman else people.men)
        name = f"{first} {dice.choice(people.surnames)}"
        if name in seen:
            continue
        seen.add(name)
        sex = Sex.UNSAID if dice.random() < 0.05 else Sex.FEMALE if woman else Sex.MALE
        yield DemoName(name, f"{name.lower().replace(' ', '.')}@{DOMAIN}", sex)


BEFORE_ALL = timedelta(days=20)
"""How long before the oldest scene the accounts are created."""
