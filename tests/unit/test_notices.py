"""The table of notices: each row has its texts in both languages, which say only what the row can fill."""

from string import Formatter

import pytest

from innovation_hub.domain.notices import NOTICES, WORDS, Notice, Recipients, Way, kinds
from innovation_hub.i18n.translator import LANGUAGES, read_catalogue
from innovation_hub.services.notices.happening import WAYS
from innovation_hub.services.notices.recipients import FOUND_BY

TEXTS = ("subject", "body")
OTHER_TEXTS = {"test"}
"""What `mail test` sends, past the outbox."""


def catalogue(language: str) -> dict[str, tuple[str, ...]]:
    found = {}
    for message in read_catalogue(language, "messages"):
        key = message.id if isinstance(message.id, str) else message.id[0]
        found[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def lacking(row: Notice, language: str) -> list[str]:
    """What keeps the e-mail of a row from being written: texts that are not there, places that nothing fills."""
    known, problems = catalogue(language), []
    for key in [f"messages.kind.{row.kind}", *(f"messages.{row.kind}.{text}" for text in TEXTS)]:
        problems += [key] if key not in known else []
        for sentence in known.get(key, ()):
            places = {place for _, place, _, _ in Formatter().parse(sentence) if place is not None}
            problems += [f"{key}: {{{place}}}" for place in sorted(places - row.places)]
    return problems


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("row", NOTICES, ids=lambda row: f"{row.event}-{row.kind}")
def test_each_row_has_its_texts_and_can_fill_them(row, language):
    assert lacking(row, language) == []


def test_a_row_without_texts_or_with_others_words_is_found():
    assert lacking(Notice("call.extended", Recipients.CALL_TEAMS, "nobody_wrote_it"), "en") == [
        "messages.kind.nobody_wrote_it",
        "messages.nobody_wrote_it.subject",
        "messages.nobody_wrote_it.body",
    ]
    bare = Notice("call.extended", Recipients.CALL_TEAMS, "call_extended", "/proposals")
    assert lacking(bare, "sw") == [
        "messages.call_extended.body: {before}",
        "messages.call_extended.body: {closes_at}",
    ]


def test_no_text_is_left_of_a_kind_that_has_no_row():
    parts = [key.split(".") for key in catalogue("en")]
    written = {part[1] for part in parts if part[2:] and part[2] in TEXTS}
    assert written - OTHER_TEXTS == set(kinds())
    named = {key.removeprefix("messages.kind.") for key in catalogue("en") if ".kind." in key}
    assert named == set(kinds())


def test_rows_of_one_kind_differ_in_their_events_alone():
    for row in NOTICES:
        other = kinds()[row.kind]
        assert (row.to, row.places, row.needs_link) == (other.to, other.places, other.needs_link)


def test_rows_of_one_event_are_told_the_same():
    said = {row.event: row.says for row in NOTICES}
    assert all(set(row.says.split()) == set(said[row.event].split()) for row in NOTICES)


def test_all_recipients_and_ways_are_known():
    assert set(FOUND_BY) == set(WORDS) == set(Recipients)
    assert set(WAYS) == set(Way)
    assert {row.to for row in NOTICES} == set(Recipients), "recipients whom no row names"


def test_kinds_fit_their_column():
    assert max(map(len, kinds())) <= 32
