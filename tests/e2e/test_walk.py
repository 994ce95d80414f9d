"""The whole way through the hub in a real browser, in each language, with nothing but what its people have."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from innovation_hub.domain.permissions import Role
from innovation_hub.i18n import formats, translator
from tests.e2e.hub import Hub
from tests.e2e.server import Server
from tests.e2e.walk import budgeting, calling, judging, proposing
from tests.e2e.walk.entering import PASSWORD, Person, give_role, register

WRITING_TIME = timedelta(hours=2)
JUDGES = {"sw": ("Salma", "Yusufu"), "en": ("Grace", "Peter")}  # both walks may share one server
UNIVERSITY = {"sw": "Chuo Kikuu cha Dodoma", "en": "University of Dodoma"}


@pytest.fixture
def admin(visit: Callable[..., Hub], server: Server) -> Hub:
    """The first administrator, made at the command line as the operator's guide says."""
    email = f"admin.{time.time_ns()}@example.tz"
    arguments = ("user", "add", email, "--name", "Neema Msimamizi", "--role", "administrator")
    server.run(*arguments, "--password-stdin", typed=PASSWORD)
    hub = visit(language="en")
    return hub.sign_in(email, PASSWORD)


@pytest.mark.parametrize("language", ["sw", "en"])
def test_from_registering_to_the_published_result(
    language: str, visit: Callable[..., Hub], admin: Hub, server: Server
) -> None:
    t = translator(language)

    def staff(name: str, role: Role, place: str) -> Person:
        person = register(visit(language=language), language=language, name=name, place=place)
        give_role(admin, person, role)
        return person

    ega = t.pick("Mamlaka ya Serikali Mtandao", "e-Government Authority")
    tra = t.pick("Mamlaka ya Mapato Tanzania", "Tanzania Revenue Authority")
    organiser = staff("Baraka Mratibu", Role.ORGANISER, ega)
    judges = [staff(f"{name} Jaji", Role.JUDGE, tra) for name in JUDGES[language]]
    phone = visit(language=language, width=390)
    student = register(
        phone, language=language, name="Asha Mwanafunzi", place=UNIVERSITY[language], student=True
    )

    now = datetime.now(UTC)
    closes_at = (now + WRITING_TIME).replace(second=0, microsecond=0)
    code = f"FOLENI-{language.upper()}"
    calling.publish_call(organiser, code=code, opens_at=now - timedelta(hours=1), closes_at=closes_at)
    proposing.begin(student)
    proposing.write(student, "Foleni ya kidijitali")
    number = proposing.submit(student)
    assert number == proposing.revise(student, "Foleni ya kidijitali ya zahanati")
    assert number in student.hub.mail(student.email).get_content()

    calling.close_now(server, code)
    calling.screen(organiser, number)
    calling.build_panel(organiser, judges)
    for person, score in zip(judges, ("4", "5"), strict=True):
        judging.judge(person, code=number, score=score, hidden=[student.name, UNIVERSITY[language]])
    student.hub.open("/proposals").see(t("proposals.state.being_judged"))
    calling.decide_and_publish(organiser, number, amount="5,000,000", reason="Wazo bora lenye ushahidi.")

    visitor = visit(language=language)
    visitor.open("/results").see(number)
    visitor.see(formats.money(t, 5_000_000))
    visitor.open("/resolution-10").see("10.1")
    assert "Foleni ya kidijitali ya zahanati" in student.hub.mail(student.email).get_content()
    student.hub.open("/proposals").see(t("proposals.state.awarded"))


@pytest.mark.parametrize("language", ["sw", "en"])
def test_two_printed_budget_lines_reach_the_page_of_the_institution(
    language: str, visit: Callable[..., Hub], admin: Hub
) -> None:
    t = translator(language)
    lines = budgeting.form6_lines()
    council = t.pick("Halmashauri ya Wilaya ya Ulanga", "Ulanga District Council")
    people = []
    for name, role in (("Juma Afisa", Role.OFFICER), ("Rehema Mwidhinishaji", Role.APPROVER)):
        people.append(register(visit(language=language), language=language, name=name, place=council))
        give_role(admin, people[-1], role)
    officer, approver = people
    for line in lines:
        line["activity_description"] += f" ({language})"  # both walks share one server
        budgeting.enter_line(officer, line)
    budgeting.approve_all(approver, len(lines))
    officer.hub.open("/budgets?year=2017/18")
    for amount in (8_600_000, 1_400_000):
        officer.hub.see(formats.money(t, amount))
    visitor = visit(language=language)
    visitor.open("/resolution-4").see("4.1")
