"""Databases from before the keys of names keep every row, and institutions whose codes clash stay apart."""

import pytest
from alembic import command
from sqlalchemy import text

from db import engine
from db.migrate import alembic_config
from db.queries.institutions import clashing
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Invalid
from innovation_hub.services import doctor, institutions
from innovation_hub.services.institutions import Details
from tests.factories import judging as make
from tests.factories.registration import a_person


@pytest.fixture
def before():
    """A database of the release before, with a proposal that was submitted and three institutions of one code."""
    entry = make.proposal(make.call().id, title="Maji kwa Nyang’hwale")
    command.downgrade(alembic_config(engine.engine()), "0014")
    rows = [("ZZ-ONE", "Ya kwanza"), ("zz-one", "Ya Ng’ombe"), ("Zz-One", "Ya tatu"), ("ZZ-TWO", "Nyingine")]
    put = text(
        "INSERT INTO institution (code, name_sw, name_en, kind, public, active, demo)"
        " VALUES (:code, :name, :name, 'mda', true, true, false)"
    )
    with engine.engine().execution_options(hub_writes=True).begin() as connection:
        connection.execute(put, [{"code": code, "name": name} for code, name in rows])
    return entry


def test_rows_survive_and_clashes_are_told(before):
    command.upgrade(alembic_config(engine.engine()), "head")
    with read_only() as session:
        assert clashing(session) == ["Zz-One", "zz-one"]
        kept = session.connection().execute(text("SELECT code, sw_key FROM institution ORDER BY id")).all()
        titles = session.connection().execute(text("SELECT title_key FROM submission")).scalars().all()
    assert kept[-4:] == [
        ("ZZ-ONE", "ya kwanza"),
        ("zz-one", "ya ngombe"),
        ("Zz-One", "ya tatu"),
        ("ZZ-TWO", "nyingine"),
    ]
    assert titles == ["maji kwa nyanghwale"]
    finding = next(one for one in doctor.examine() if one.check == "institutions")
    assert finding.key == "cli.doctor.institutions.clash"
    assert "zz-one" in finding.data["codes"]
    with unit_of_work() as uow, pytest.raises(Exception, match="append-only"):
        uow.session.execute(text("UPDATE submission SET number = 7"))


def test_codes_differ_by_more_than_case():
    administrator = a_person(Role.ADMINISTRATOR)
    details = Details("ZZ-ONE", "Wizara moja", "One ministry", InstitutionKind.MDA, True, None)
    institutions.add(administrator, details=details)
    with pytest.raises(Invalid, match=r"institutions\.refused\.taken"):
        institutions.add(
            administrator, details=Details("zz-one", "Nyingine", "Other", InstitutionKind.MDA, True, None)
        )
