"""Every text is there in both languages, says the same, and is used."""

from string import Formatter

import pytest

from innovation_hub.i18n.translator import CATALOGUES, LANGUAGES, PLURAL_FORMS, read_catalogue
from tests.architecture import keys, source


def entries(lang: str) -> dict[str, tuple[str, ...]]:
    """Each key with its sentence, or with one sentence for each plural form."""
    found = {}
    for message in read_catalogue(lang):
        if message.id:
            key = message.id if isinstance(message.id, str) else message.id[0]
            found[key] = (message.string,) if isinstance(message.string, str) else tuple(message.string)
    return found


def places(sentence: str) -> set[str]:
    """The names of a sentence's `{places}`."""
    return {field for _, field, _, _ in Formatter().parse(sentence) if field is not None}


def listed(problems) -> str:
    return "\n  ".join(["", *sorted(problems)])


def test_both_languages_have_the_same_keys():
    sw, en = (set(entries(lang)) for lang in ("sw", "en"))
    assert not sw ^ en, "only in Swahili or only in English:" + listed(sw ^ en)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_empty_fuzzy_or_incomplete(lang):
    problems = {f"fuzzy: {message.id}" for message in read_catalogue(lang) if message.id and message.fuzzy}
    for key, sentences in entries(lang).items():
        if not all(sentence.strip() for sentence in sentences):
            problems.add(f"empty: {key}")
    assert not problems, listed(problems)


@pytest.mark.parametrize("path", sorted(CATALOGUES.rglob("*.po")), ids=source.name)
def test_each_file_declares_the_plural_rule(path):
    assert f'"Plural-Forms: {PLURAL_FORMS}\\n"' in path.read_text()


def test_both_languages_have_the_same_places_and_plurals():
    sw, en = entries("sw"), entries("en")
    problems = {
        key
        for key in sw.keys() & en.keys()
        if len(sw[key]) != len(en[key])
        # The singular may leave the number out ("one day left"); all forms together may not.
        or set.union(*map(places, sw[key])) != set.union(*map(places, en[key]))
    }
    assert not problems, listed(problems)


def test_every_key_the_code_asks_for_exists():
    known = entries("en")
    missing = {f"{key} ({where})" for key, where in keys.asked_for().items() if key not in known}
    assert not missing, listed(missing)


def test_every_key_is_used():
    mentioned, families = keys.mentioned() | keys.asked_for().keys(), keys.families()
    unused = {
        key
        for key in entries("en")
        if key not in mentioned and not any(family.fullmatch(key) for family in families)
    }
    assert not unused, listed(unused)
