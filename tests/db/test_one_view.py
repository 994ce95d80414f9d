"""What is read within one view comes from one moment; what is written in between is seen at once."""

import threading

import pytest
from sqlmodel import select

from db.engine import engine
from db.models.institutions import Institution
from db.unit_of_work import once, one_view, read_only, unit_of_work
from innovation_hub.domain.institutions import InstitutionKind
from innovation_hub.errors import DatabaseTrouble


def sqlite():
    return engine().dialect.name == "sqlite"


def add(code):
    with unit_of_work() as uow:
        uow.session.add(Institution(code=code, name_sw=code, name_en=code, kind=InstitutionKind.MDA))
        uow.commit()


def codes():
    with read_only() as session:
        return {
            row.code for row in session.exec(select(Institution).where(Institution.code.startswith("VIEW")))
        }


def test_readings_of_one_view_share_a_session_and_others_do_not():
    with one_view():
        with read_only() as first, read_only() as second:
            assert first is second
        with one_view(), read_only() as inner:
            assert inner is first
    with read_only() as later:
        assert later is not first


def test_what_is_written_within_a_view_is_read_there():
    with one_view():
        assert codes() == set()
        add("VIEW1")
        assert codes() == {"VIEW1"}
    assert codes() == {"VIEW1"}


def test_rows_stay_readable_after_a_later_writing():
    add("VIEW1")
    with one_view():
        with read_only() as session:
            row = session.exec(select(Institution).where(Institution.code == "VIEW1")).one()
            add("VIEW2")
        assert row.name_en == "VIEW1"


def test_another_thread_has_a_view_of_its_own():
    seen = []
    with one_view(), read_only() as mine:

        def look():
            with read_only() as theirs:
                seen.append(theirs is mine)

        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == [False]


def test_a_refused_query_leaves_the_view_usable():
    with one_view():
        with pytest.raises(DatabaseTrouble), read_only() as session:
            session.connection().exec_driver_sql("SELECT * FROM no_such_table")
        assert codes() == set()


def test_what_is_read_once_in_a_view_is_read_anew_after_a_writing_and_outside():
    answers = iter(range(9))

    def asked():
        with read_only() as session:
            return once(session, "number", lambda: next(answers))

    with one_view():
        assert [asked(), asked()] == [0, 0]
        add("VIEW1")
        assert [asked(), asked()] == [1, 1]
    assert [asked(), asked()] == [2, 3]
    with one_view():
        assert asked() == 4
