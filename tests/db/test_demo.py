"""The demonstration: how much of everything there is, and that every invariant holds in it."""

import pytest
from sqlalchemy import text

from db.seed import demo as texts
from db.unit_of_work import read_only
from innovation_hub.domain.permissions import VISITOR, Role
from innovation_hub.domain.proposal_fields import SECTIONS, TITLE_MAX
from innovation_hub.services import accounts, budgets, demo, journal, resolutions, results


@pytest.fixture(scope="module")
def contents() -> str:
    return "demo"


def ask(query: str):
    with read_only() as session:
        return session.connection().execute(text(query)).all()


def number(query: str) -> int:
    return ask(query)[0][0]


@pytest.mark.long
def test_there_is_enough_of_everything():
    assert dict(ask("SELECT state, count(*) FROM call GROUP BY state")) == {"concluded": 2, "published": 2}
    assert number("SELECT count(*) FROM proposal WHERE code IS NOT NULL") >= 60
    submitted = (
        "SELECT count(DISTINCT institution_id) FROM proposal WHERE code IS NOT NULL AND NOT for_institution"
    )
    assert number(submitted) >= 20
    assert number("SELECT count(DISTINCT account_id) FROM call_judge") == 12
    assert number("SELECT count(*) FROM review WHERE submitted_at IS NOT NULL") >= 200
    assert number("SELECT count(*) FROM score WHERE value IS NULL") >= 10
    assert number("SELECT count(*) FROM assignment WHERE state IN ('recused', 'unable')") >= 3
    assert number("SELECT count(*) FROM screening_note WHERE NOT eligible") >= 3
    assert number("SELECT count(*) FROM decision WHERE awarded AND amount > 0") == 8
    assert {sex for (sex,) in ask("SELECT DISTINCT sex FROM team_member")} >= {"female", "male"}
    two_years = (
        "SELECT count(*) FROM (SELECT institution_id FROM budget_line WHERE reported GROUP BY institution_id "
        "HAVING count(DISTINCT financial_year) >= 2) AS reporting"
    )
    assert number(two_years) >= 25
    assert number("SELECT count(*) FROM movement WHERE kind = 'overrun' AND state = 'approved'") >= 3
    assert number("SELECT count(*) FROM movement WHERE state = 'pending'") >= 3
    assert number("SELECT count(DISTINCT financial_year) FROM device_reading") == 3
    assert number("SELECT count(*) FROM enrolment") == number("SELECT count(*) FROM enrolment WHERE demo") > 0


def test_the_invariants_hold():
    verdict = journal.verify()
    assert verdict.broken_at is None
    assert verdict.faults == (), "every service journals what it changes"
    assert verdict.entries > 2_000
    assert verdict.records > 1_500
    assert number("SELECT count(*) FROM journal_entry WHERE event = 'records.sealed'") == 1, "reference data"
    assert budgets.verify_ledger() > 500
    own = "('records.sealed', 'demo.begun', 'demo.loaded')"
    played = f"SELECT at FROM journal_entry WHERE event NOT IN {own} ORDER BY id"
    instants = [at for (at,) in ask(played)]
    assert instants == sorted(instants)
    assert len(set(instants)) > 500, "the play bears the dates at which it is set"


@pytest.mark.parametrize("table", ["account", "budget_line", "call", "device", "enrolment", "proposal"])
def test_every_record_says_that_it_is_a_demonstration(table):
    assert number(f"SELECT count(*) FROM {table} WHERE NOT demo") == 0


def test_nobody_is_written_to():
    assert number("SELECT count(*) FROM outbox_message") == 0


def test_it_is_there_only_once():
    entries = journal.verify().entries
    assert demo.present()
    assert demo.load() is False
    assert journal.verify().entries == entries


def test_each_sign_in_opens_and_has_its_role():
    for one, plan in zip(demo.sign_ins(), texts.people().sign_ins, strict=True):
        accounts.sign_in(email=one.email, password=one.password)
        roles = f"SELECT role FROM account_role JOIN account ON id = account_id WHERE email = '{one.email}'"
        assert ask(roles) == [(plan.role.value,)]
    assert {plan.role for plan in texts.people().sign_ins} == set(Role)


def test_the_judge_has_work_done_and_to_do_and_the_student_a_draft():
    own = "FROM account c JOIN {} ON c.id = x.{} WHERE c.email = '{}@demo.tz'"
    states = f"SELECT DISTINCT x.state {own.format('assignment x', 'account_id', 'judge')}"
    assert {state for (state,) in ask(states)} >= {"submitted", "assigned"}
    states = f"SELECT x.state {own.format('proposal x', 'owner_id', 'student')}"
    assert {state for (state,) in ask(states)} >= {"draft", "eligible"}


def test_results_and_progress_can_be_read():
    assert len(results.concluded_calls(VISITOR)) == 2
    for number_, progress in resolutions.progress(VISITOR).items():
        for indicator in progress.indicators:
            assert indicator.main.latest() is not None, (number_, indicator.code)


def test_every_text_could_be_submitted():
    for idea in texts.ideas():
        assert len(idea.title) <= TITLE_MAX
        for section in SECTIONS[:4]:
            assert section.minimum <= len(getattr(idea, section.name)) <= section.maximum, idea.title
    assert len({idea.title for idea in texts.ideas()}) == len(texts.ideas())
