"""The demonstration on other days, and where it must not be played."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from db import engine, migrate
from db.seed import reference
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.config import settings
from innovation_hub.domain.permissions import SYSTEM
from innovation_hub.errors import Forbidden, NotNow
from innovation_hub.services import budgets, demo, journal

TABLES = (
    "account call proposal team_member submission assignment review score movement posting device_reading"
)


pytestmark = pytest.mark.usefixtures("database_url")


@pytest.fixture
def contents() -> str:
    return "reference"


def test_it_is_refused_in_production(monkeypatch):
    monkeypatch.setenv("HUB_ENV", "production")
    settings.cache_clear()
    with pytest.raises(Forbidden, match=r"demo\.refused\.production"):
        demo.load()
    assert not demo.welcome()


def test_a_play_that_broke_off_is_not_gone_on_with():
    with unit_of_work() as uow:
        journal.record(uow, SYSTEM, demo.BEGUN, "demo", 0)
        uow.commit()
    with pytest.raises(NotNow, match=r"demo\.refused\.half_done"):
        demo.load()


@pytest.mark.long
@pytest.mark.usefixtures("clock")
def test_the_same_day_gives_the_same_records_even_when_a_financial_year_begins(tmp_path):
    first, again = (played(date(2026, 7, 1), tmp_path / name) for name in ("first.sqlite3", "again.sqlite3"))
    assert again == first


def played(day: date, path: Path) -> dict[str, list[tuple]]:
    migrate.upgrade(engine.use(f"sqlite:///{path}"))
    with unit_of_work() as uow:
        reference.load(uow)
        uow.commit()
    assert demo.load(day)
    assert journal.verify().broken_at is None
    assert budgets.verify_ledger() > 300
    with read_only() as session:
        connection = session.connection()
        rows = {
            table: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {table}")).all()]
            for table in TABLES.split()
        }
        people = "SELECT email, name, sex, institution_id, created_at FROM account ORDER BY id"
        rows["account"] = [tuple(row) for row in connection.execute(text(people)).all()]
        chain = "SELECT hash FROM journal_entry WHERE event <> 'demo.loaded' ORDER BY id"
        rows["journal"] = [tuple(row) for row in connection.execute(text(chain)).all()]
    return rows
