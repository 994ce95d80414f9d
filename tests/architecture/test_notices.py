"""E-mails come from the table of notices: no service calls the mailer, none writes an outbox row by itself."""

import ast

from innovation_hub.domain.notices import NOTICES
from tests.architecture import source

ROOMS = ("innovation_hub/services/mail/", "innovation_hub/services/notices/")


def calls() -> list[tuple[str, ast.Call, str]]:
    """Each call in the code, with its file and the name that is called."""
    return [
        (source.name(path), node, getattr(node.func, "attr", getattr(node.func, "id", "")))
        for path in source.files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Call)
    ]


def test_only_the_room_of_notices_calls_the_mailer():
    found = {file for file, _, called in calls() if called in ("enqueue", "OutboxMessage")}
    assert {file for file in found if not file.startswith(ROOMS)} == set()
    assert found == {ROOMS[0] + "outbox.py", ROOMS[1] + "happening.py"}, "the search no longer finds them"


def test_services_say_what_happened_and_leave_the_journal_to_notices():
    direct = {
        file
        for file, node, called in calls()
        if called == "record" and getattr(getattr(node.func, "value", None), "id", "") == "journal"
    }
    # Notices are sent by the mailer, so its own events cannot go through them.
    assert direct == {ROOMS[0] + "failed.py", ROOMS[1] + "happening.py"}, (
        "call notices.happened, with the same words"
    )


def test_every_row_has_an_event_that_happens():
    strings = {
        node.value
        for path in source.files("innovation_hub/services")
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {row.event for row in NOTICES} - strings == set()
