"""The recipe "To add a page": one for organisers, in four files."""

from pathlib import Path

import pytest

from tests.copies import copied
from tests.recipes import kit

PAGE = '''"""Visits: how often somebody came."""

import streamlit as st

from innovation_hub.domain.permissions import Actor
from innovation_hub.i18n import Translator

CAME: list[str] = []


def page(actor: Actor, t: Translator) -> None:
    st.title(t("pages.visits"), anchor=False)
    greet(t, actor)


def greet(t: Translator, actor: Actor) -> None:
    CAME.append(actor.name)
    st.markdown(t("visits.greeting", name=actor.name, times=len(CAME)))
'''
ROW = '    PageInfo("visits", "group", "work", P.PROPOSAL_SCREEN),\n'
TEXTS = {
    "sw": {"pages.visits": "Waliotembelea", "visits.greeting": "Karibu, {name}. Umetembelea mara {times}."},
    "en": {"pages.visits": "Visits", "visits.greeting": "Welcome, {name}. Visits so far: {times}."},
}
HEAD = r"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: {lang}\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


def entries(lang: str) -> str:
    """A catalogue of the page's texts."""
    return HEAD.replace("{lang}", lang) + "".join(
        f'\nmsgid "{key}"\nmsgstr "{text}"\n' for key, text in TEXTS[lang].items()
    )


def changes() -> dict[str, kit.Change | str]:
    """What the recipe says to write."""
    return {
        "pages/visits.py": PAGE,
        "innovation_hub/ui/pages.py": ('    PageInfo("account", "person", "work", P.ACCOUNT_OWN),\n', ROW),
        "innovation_hub/i18n/catalogue/sw/visits.po": entries("sw"),
        "innovation_hub/i18n/catalogue/en/visits.po": entries("en"),
    }


@pytest.mark.long
def test_a_new_page_opens_for_those_who_may_and_is_in_every_walk(tmp_path: Path):
    copy = copied(tmp_path)
    written = changes()
    kit.followed(copy, written)
    kit.checked(
        copy,
        "tests/recipes/example_page.py",
        "tests/pages/test_every_page.py::test_each_page_opens_or_refuses_as_its_permission_says[organiser]",
        "tests/architecture/test_pages.py",
        "tests/architecture/test_catalogues.py",
    )
    assert kit.files_of("To add a page") == list(written)
