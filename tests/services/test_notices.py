"""What happened is journalled, and told by the table of notices; `tests/recipes/test_email.py` adds a row to it."""

from dataclasses import replace

import pytest
from sqlmodel import select

from db.models.messages import OutboxMessage
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain import notices as table
from innovation_hub.domain.notices import NOTICES
from innovation_hub.domain.permissions import SYSTEM, Role
from innovation_hub.services import journal, mail, notices
from tests.factories.accounts import an_account, an_organiser
from tests.factories.calls import a_call


def outbox(**wanted) -> list[OutboxMessage]:
    with read_only() as session:
        return list(session.exec(select(OutboxMessage).filter_by(**wanted).order_by(OutboxMessage.id)))


def test_an_event_without_a_row_is_journalled_and_nobody_is_told():
    with unit_of_work() as uow:
        notices.happened(uow, SYSTEM, "call.published", "call", 1, {"code": "X"})
        uow.commit()
    assert (journal.verify().entries, outbox()) == (1, [])


def test_a_service_that_says_other_than_the_table_is_refused_with_its_change():
    call = a_call(an_organiser())
    entries = journal.verify().entries
    with pytest.raises(TypeError, match=r"call\.cancelled"), unit_of_work() as uow:
        notices.happened(uow, SYSTEM, "call.cancelled", "call", call.card.id, why="no money")
    with pytest.raises(TypeError, match="no row"), unit_of_work() as uow:
        notices.notify(uow, "call.forgotten")
    assert (journal.verify().entries, outbox()) == (entries, [])


def test_an_event_that_names_nobody_is_refused():
    with pytest.raises(ValueError, match="whom"), unit_of_work() as uow:
        notices.notify(uow, "account.registered_again", link="/", reset="/")


def test_only_kinds_of_the_table_enter_and_leave_the_outbox():
    with pytest.raises(ValueError, match="invented"), unit_of_work() as uow:
        mail.enqueue(uow, "invented", to="a@udom.example", language="sw")
    with pytest.raises(ValueError, match="retired"):
        mail.render(OutboxMessage(kind="retired", to_address="a@udom.example", language="sw"))


def test_every_way_of_a_row_is_taken(monkeypatch):
    taken = []
    monkeypatch.setattr(notices.happening, "WAYS", {"inbox": lambda *given: taken.append(given)})
    monkeypatch.setattr(
        table,
        "NOTICES",
        tuple(replace(row, ways=("inbox",)) for row in NOTICES if row.kind == "roles_wanted"),
    )
    an_account(Role.ADMINISTRATOR, email="admin@udom.example")
    with unit_of_work() as uow:
        notices.notify(uow, "account.role_wanted", count=2)
    (_, row, reader, params) = taken[0]
    assert (row.kind, reader.email) == ("roles_wanted", "admin@udom.example")
    assert params == {"count": 2, "link": "/people?show=without_role"}
