"""A page that is drawn while the database is away waits, says so, and goes on by itself."""

import pytest

from innovation_hub.errors import DatabaseTrouble
from innovation_hub.services import accounts, calls, pulse
from innovation_hub.ui import waiting
from tests.factories.accounts import an_organiser
from tests.pages.kit import open_page, sound, text


class Outage:
    """A database that is away for some questions; told what the page said meanwhile."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, questions: int) -> None:
        self.left = questions
        self.told: list[str] = []
        monkeypatch.setattr(pulse.Pulse, "trouble", lambda _: self.trouble())
        monkeypatch.setattr(waiting, "PAUSE", 0.01)
        said = waiting.sentence
        monkeypatch.setattr(waiting, "sentence", lambda t, error: self.heard(said(t, error)))

    def heard(self, words: str) -> str:
        self.told.append(words)
        return words

    def trouble(self) -> DatabaseTrouble | None:
        self.left -= 1
        return DatabaseTrouble("errors.database.silent") if self.left > 0 else None

    def ask(self, answer, *arguments, **named):
        if self.left > 0:
            raise DatabaseTrouble("errors.database.silent")
        return answer(*arguments, **named)


def test_a_page_goes_on_by_itself_and_takes_nobody_for_a_visitor(monkeypatch):
    officer = an_organiser()
    app = open_page("manage_calls", officer)
    before = text(app)
    outage = Outage(monkeypatch, 3)
    known = accounts.actor_of_session
    monkeypatch.setattr(accounts, "actor_of_session", lambda *given: outage.ask(known, *given))
    assert text(sound(app.run())) == before
    assert len(outage.told) == 3
    assert "does not answer" in outage.told[0]
    assert not app.error


def test_a_page_that_lost_its_database_while_it_was_drawn_is_drawn_anew(monkeypatch):
    organiser = an_organiser()
    app = open_page("manage_calls", organiser)
    before = text(app)
    outage = Outage(monkeypatch, 2)
    known = calls.managed
    monkeypatch.setattr(calls, "managed", lambda *given, **more: outage.ask(known, *given, **more))
    assert text(sound(app.run())) == before
    assert not app.error
    assert outage.told
