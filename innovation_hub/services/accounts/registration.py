"""Registration: the form, the link by e-mail, the confirmation. No answer reveals whether an address is known."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from db.models.accounts import Account
from db.models.institutions import Institution
from db.primary_key import pk
from db.queries import accounts as queries
from db.unit_of_work import UnitOfWork, read_only, unit_of_work
from innovation_hub.domain import accounts as rules
from innovation_hub.domain.accounts import AccountKind, AccountState, Sex, StudyLevel, TokenPurpose
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import SYSTEM, Actor
from innovation_hub.errors import Invalid, Several
from innovation_hub.services import notices, tries
from innovation_hub.services.accounts import tokens
from innovation_hub.services.accounts.passwords import hash_password
from innovation_hub.services.accounts.strength import check_password, places_of
from innovation_hub.services.accounts.waiting import begin


@dataclass(frozen=True, slots=True)
class Registration:
    """What a person typed to register. ``institution`` is a university's id for a student."""

    kind: AccountKind
    email: str
    name: str
    password: str
    institution: int | None
    sex: Sex = Sex.UNSAID
    study_level: StudyLevel = StudyLevel.NONE
    consent: bool = False
    language: str = "sw"


def register(typed: Registration, *, client: str = "", onward: str = "/") -> None:
    """Add an account that waits for confirmation and send the link, or tell the owner of a known address so.

    ``onward`` is the path of the hub that the person was on the way to; the e-mails lead there.
    Raises `Several` with every problem of the form, and `TooManyTries` for a client that registers too often.
    """
    checked = _checked(typed)
    tries.admit((tries.REGISTER, client))
    password_hash = hash_password(checked.password)  # before the look-up: it takes the same time for all
    try:
        _add(checked, password_hash, onward)
    except IntegrityError:  # the same address was registered at the same moment
        _add(checked, password_hash, onward)


def _add(checked: Registration, password_hash: str, onward: str) -> None:
    with unit_of_work() as uow:
        account = queries.by_email(uow.session, checked.email, lock=True)
        if account is None:
            account = Account(email=checked.email, name="", password_hash="", kind=checked.kind)
        if account.state is AccountState.UNCONFIRMED:
            _begin(uow, account, checked, password_hash, onward)
        elif account.state is AccountState.ACTIVE and not tries.count(uow, (tries.MAIL, account.email)):
            notices.notify(
                uow,
                "account.registered_again",
                about=notices.About(account=account),
                link=tokens.link("/account/sign-in", onward=onward),
                reset=tokens.link("/account/reset", onward=onward),
            )
        uow.commit()


def resend(email: str, *, client: str = "", onward: str = "/") -> None:
    """Send the confirmation link again when the address waits for one; the answer is the same when it does not."""
    email = rules.clean_email(email)
    tries.admit((tries.REGISTER, client))
    with unit_of_work() as uow:
        account = queries.by_email(uow.session, email, lock=True)
        waiting = account is not None and account.state is AccountState.UNCONFIRMED
        if account is not None and waiting and not tries.count(uow, (tries.MAIL, account.email)):
            _send_link(uow, account, onward)
        uow.commit()


def confirm(secret: str) -> AccountKind:
    """Activate the link's account and return its kind; a student gets the student's role.

    Raises `NotNow` for an invalid link.
    """
    with unit_of_work() as uow:
        account = tokens.redeem(uow, secret, TokenPurpose.CONFIRM)
        account.state = AccountState.ACTIVE
        account_id = pk(account)
        begin(uow, account)
        notices.happened(uow, Actor(account_id=account_id), "account.confirmed", "account", account_id)
        uow.commit()
        return account.kind


def _begin(uow: UnitOfWork, account: Account, checked: Registration, password_hash: str, onward: str) -> None:
    """Store the form and send its link; a new registration of the address replaces the earlier one and its link.

    When no more mail may go to the address, nothing changes: the link that was sent must not confirm
    what somebody else typed since.
    """
    full = tries.count(uow, (tries.MAIL, account.email)) > 0
    if full and account.id is not None:
        return
    _fill(account, checked, password_hash)
    uow.session.add(account)
    uow.session.flush()
    if not full:
        _send_link(uow, account, onward)
    data = {"kind": account.kind.value}
    notices.happened(uow, SYSTEM, "account.registered", "account", pk(account), data)


def _fill(account: Account, checked: Registration, password_hash: str) -> None:
    student = checked.kind is AccountKind.STUDENT
    account.kind, account.name, account.language = checked.kind, checked.name, checked.language
    account.password_hash, account.institution_id = password_hash, checked.institution
    account.sex = checked.sex if student else Sex.UNSAID
    account.study_level = checked.study_level if student else StudyLevel.NONE


def _send_link(uow: UnitOfWork, account: Account, onward: str) -> None:
    secret = tokens.issue(uow, pk(account), TokenPurpose.CONFIRM)
    notices.notify(
        uow,
        "account.link_asked",
        about=notices.About(account=account),
        link=tokens.link("/account/confirm", secret, onward),
        hours=tokens.HOURS[TokenPurpose.CONFIRM],
    )


def _checked(typed: Registration) -> Registration:
    problems: list[Invalid] = []

    def sound(check: Callable[[], str]) -> str:
        try:
            return check()
        except Invalid as problem:
            problems.append(problem)
            return ""

    name = sound(lambda: rules.clean_name(typed.name))
    email = sound(lambda: rules.clean_email(typed.email))
    password = sound(
        lambda: check_password(typed.password, email=email, name=name, places=places_of(typed.institution))
    )
    problems += _missing(typed)
    if problems:
        raise Several(problems)
    return Registration(
        typed.kind,
        email,
        name,
        password,
        typed.institution,
        typed.sex,
        typed.study_level,
        True,
        typed.language,
    )


def _missing(typed: Registration) -> list[Invalid]:
    student, problems = typed.kind is AccountKind.STUDENT, []
    with read_only() as session:
        if not fits(session, typed.institution, university=student):
            problems.append(
                Invalid("accounts.refused.university", field="university")
                if student
                else Invalid("accounts.refused.institution", field="institution")
            )
    if student and typed.study_level is StudyLevel.NONE:
        problems.append(Invalid("accounts.refused.study_level", field="study_level"))
    if not typed.consent:
        problems.append(Invalid("accounts.refused.consent", field="consent"))
    return problems


def fits(session: Session, institution_id: int | None, *, university: bool) -> bool:
    """Whether the institution may be chosen: it is in use, and a university where one is asked for."""
    query = select(Institution.kind).where(Institution.id == institution_id, Institution.active)
    kind = session.exec(query).first() if institution_id else None
    return kind is not None and (kind is InstitutionKind.UNIVERSITY or not university)
