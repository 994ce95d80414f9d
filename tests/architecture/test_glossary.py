"""The words of `docs/glossary.md` are those of the code and of the catalogues."""

import re
from functools import cache

import pytest

from innovation_hub.i18n.translator import LANGUAGES
from tests.architecture import test_catalogues
from tests.architecture.glossary import forms, resolve, rows, said, used_against, whole
from tests.architecture.test_catalogues import listed

ENGINEERS = "—"
TERMS, AVOIDED, DIFFERENT = (rows(title) for title in ("Terms", "Words to avoid", "Words that must differ"))
NAMES = sorted({name for _, _, names, _ in TERMS for name in re.findall("`([^`]+)`", names)})


@cache
def entries(lang):
    """Each key with its sentences, read once."""
    return test_catalogues.entries(lang)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_in_the_code_exists(name):
    assert resolve(name) is not None


def test_every_row_names_the_code_and_no_term_stands_twice():
    terms = [term for row in TERMS for term in forms(row[0])]
    assert len(TERMS) > 60
    assert not [row[0] for row in TERMS if "`" not in row[2]]
    assert sorted(set(terms)) == sorted(terms)


@pytest.mark.parametrize(("lang", "column"), [("en", 0), ("sw", 1)])
def test_every_term_stands_in_the_texts(lang, column):
    texts = "\n".join(said(text) for sentences in entries(lang).values() for text in sentences)
    unused = {
        row[column]
        for row in TERMS
        if row[1] != ENGINEERS
        and not any(
            whole(form).search(texts) or whole(f"{form}s").search(texts) for form in forms(row[column])
        )
    }
    assert not unused, listed(unused)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_text_uses_a_word_to_avoid(lang):
    rules = [(avoided, allowed) for avoided, allowed, language, _ in AVOIDED if language == lang]
    problems = {
        f"{key}: {', '.join(words)}"
        for key, sentences in entries(lang).items()
        for sentence in sentences
        if (words := used_against(rules, sentence))
    }
    assert rules
    assert not problems, listed(problems)


@pytest.mark.parametrize(("lang", "column"), [("sw", 1), ("en", 2)])
def test_ruled_out_withdrawn_and_cancelled_differ(lang, column):
    texts = entries(lang)
    for row in DIFFERENT:
        for key in re.findall("`([^`]+)`", row[0]):
            assert all(whole(row[column]).search(text) for text in texts[key]), key


def test_the_check_sees_what_it_seeks():
    rules = [("kitovu", "mfumo, Kitovu cha Ubunifu"), ("changamoto … imefutwa", "imesitishwa")]
    assert used_against(rules, "Simamisha kitovu.") == ["kitovu"]
    assert used_against(rules, "Kitovu hakipo.") == ["kitovu"]
    assert used_against(rules, "Karibu Kitovu cha Ubunifu; {kitovu}.") == []
    assert used_against(rules, "Vitovuni.") == []
    assert used_against(rules, "Changamoto “{call}” imefutwa") == ["changamoto … imefutwa"]
    assert used_against(rules, "Changamoto imefungwa. Rasimu imefutwa.") == []
    assert used_against(rules, "Changamoto imefutwa") == ["changamoto … imefutwa"]
    with pytest.raises(AttributeError):
        resolve("innovation_hub.domain.calls.NoSuchThing")
