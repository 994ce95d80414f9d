"""What happened is journalled and told by the table; a new e-mail is a row and its texts, as CONTRIBUTING says."""

import importlib
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from db.models.messages import OutboxMessage
from db.unit_of_work import read_only, unit_of_work
from innovation_hub.domain import notices as table
from innovation_hub.domain.notices import NOTICES, Notice, Recipients
from innovation_hub.domain.permissions import SYSTEM, Role
from innovation_hub.i18n import translator
from innovation_hub.services import calls, journal, mail, notices, panels
from tests.factories.accounts import an_account, an_organiser
from tests.factories.calls import a_call

texts = importlib.import_module("innovation_hub.i18n.translator")

ROW = Notice(
    "call.extended", Recipients.CALL_JUDGES, "judging_moved", "/reviews?call={call}", says="before closes_at"
)
PO = """
msgid "messages.kind.judging_moved"
msgstr "{kind}"

msgid "messages.judging_moved.subject"
msgstr "{subject}"

msgid "messages.judging_moved.body"
msgstr "{body}"
"""
WRITTEN = {
    "sw": (
        "Shindano limeongezwa muda: majaji",
        "{call}: muda zaidi",
        "Mwisho sasa ni {closes_at}.\\n\\n{link}",
    ),
    "en": ("More time: to judges", "More time: {call}", "The deadline is now {closes_at}.\\n\\n{link}"),
}


@pytest.fixture
def with_new_email(monkeypatch, tmp_path):
    """The three steps of the recipe: a row of the table, and its texts in each of two catalogues."""
    monkeypatch.setattr(table, "NOTICES", (*NOTICES, ROW))
    shutil.copytree(texts.CATALOGUES, tmp_path / "catalogue")
    for language, (kind, subject, body) in WRITTEN.items():
        path = tmp_path / "catalogue" / language / "messages.po"
        path.write_text(path.read_text() + PO.format(kind=kind, subject=subject, body=body))
    monkeypatch.setattr(texts, "CATALOGUES", tmp_path / "catalogue")
    translator.cache_clear()
    yield
    monkeypatch.undo()
    translator.cache_clear()


def outbox(**wanted) -> list[OutboxMessage]:
    with read_only() as session:
        return list(session.exec(select(OutboxMessage).filter_by(**wanted).order_by(OutboxMessage.id)))


def extend(organiser, call):
    later = call.card.closes_at + timedelta(days=7)
    return calls.extend(organiser, call_id=call.card.id, version=call.version, closes_at=later)


def test_a_new_email_is_a_row_and_its_texts(clock, with_new_email):
    organiser = an_organiser()
    call = a_call(organiser)
    judges = [an_account(Role.JUDGE, language=language) for language in ("sw", "en")]
    panels.invite(organiser, call_id=call.card.id, account_ids=[judge.id for judge in judges])
    extend(organiser, call)
    told = {row.language: mail.render(row) for row in outbox(kind="judging_moved")}
    assert told["sw"]["Subject"] == f"{call.card.title_sw}: muda zaidi"
    assert told["en"]["Subject"] == f"More time: {call.card.title_en}"
    assert "The deadline is now 8 April 2026" in told["en"].get_content()
    assert f"/reviews?call={call.card.id}\n" in told["en"].get_content()
    (entry,) = [one for one in journal.page(organiser, subject_type="call") if one.event == "call.extended"]
    assert set(entry.data) == {"from", "to"}
    assert journal.verify().broken_at is None


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
