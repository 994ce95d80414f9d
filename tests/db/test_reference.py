"""Reference data loads once, again without a change, and says the resolutions word for word."""

import hashlib

from sqlmodel import func, select

from db.models.institutions import FinancialYear, Institution, Region
from db.models.resolutions import IndicatorDefinition, Resolution
from db.seed import reference
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain.indicators import registry
from innovation_hub.domain.institutions import InstitutionKind

# Of the twelve resolutions as they were passed on 10 February 2023, a line each: the number, a full stop, the text.
PASSED = "97197c9f291a65cdfd3d6a1066d5768a66c49862330ffa7a1563a5595dbb4236"


def load() -> dict[str, int]:
    with unit_of_work() as uow:
        counts = reference.load(uow)
        uow.commit()
    return counts


def test_a_second_load_changes_nothing():
    first = load()
    assert first["resolution"] == 12
    assert first["region"] == 31
    assert first["financial_year"] == 16
    assert first["indicator_definition"] == len(registry.REGISTRY) >= 22
    assert set(load().values()) == {0}


def test_an_edited_row_is_brought_back_and_keeps_its_id():
    load()
    with unit_of_work() as uow:
        row = uow.session.exec(select(Institution).where(Institution.code == "UDSM")).one()
        kept, row.name_en = row.id, "Another name"
        uow.commit()
    assert load()["institution"] == 1
    with read_only() as session:
        row = session.exec(select(Institution).where(Institution.code == "UDSM")).one()
        assert (row.id, row.name_en) == (kept, "University of Dar es Salaam")


def test_institutions_are_many_and_real():
    load()
    with read_only() as session:
        kinds = dict(session.exec(select(Institution.kind, func.count()).group_by(Institution.kind)).all())
        ulanga = session.exec(select(Institution.region_code).where(Institution.code == "ULANGA-DC")).one()
        years = session.exec(select(FinancialYear.label).order_by(FinancialYear.label)).all()
        regions = session.exec(select(Region.code).where(Region.zanzibar)).all()
    assert kinds[InstitutionKind.UNIVERSITY] == 43
    assert sum(kinds.values()) - kinds[InstitutionKind.UNIVERSITY] >= 60
    assert ulanga == "TZ-16"
    assert (years[0], years[-1]) == ("2015/16", "2030/31")
    assert len(regions) == 5


def test_the_followed_resolutions_have_their_indicators():
    load()
    with read_only() as session:
        followed = session.exec(
            select(Resolution.number).where(Resolution.followed).order_by(Resolution.number)
        ).all()
        codes = session.exec(select(IndicatorDefinition.code)).all()
    assert followed == [4, 10, 11]
    assert list(registry.followed()) == followed
    assert set(codes) == registry.REGISTRY.keys()


def test_the_resolutions_stand_word_for_word_as_they_were_passed():
    load()
    with read_only() as session:
        stored = session.exec(select(Resolution).order_by(Resolution.number)).all()
    text = "\n".join(f"{row.number}. {row.text_sw}" for row in stored)
    assert hashlib.sha256(text.encode()).hexdigest() == PASSED
