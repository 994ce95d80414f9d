"""The page that says what the hub's words mean: whole in both languages, and open to everyone."""

import pytest

from innovation_hub.domain.permissions import VISITOR
from innovation_hub.i18n import LANGUAGES, translator
from tests.pages import kit


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_word_stands_with_its_meaning(lang):
    t = translator(lang)
    shown = kit.html(kit.open_page("words", VISITOR, lang=lang))
    for word in ("strictness", "reliability", "trl", "skd", "cif", "reversal"):
        assert f"<span>{t(f'words.term.{word}')}</span>" in shown
        assert t(f"words.meaning.{word}") in shown
    assert shown.count('<tr role="row">') == 24 + 3


def test_the_home_page_leads_there():
    pages = [link.proto.page for link in kit.open_page("home", VISITOR).get("page_link")]
    assert "words" in pages
