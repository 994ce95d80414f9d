"""Which language a reader gets, and that both have every sentence."""

import pytest

from innovation_hub.i18n import LANGUAGES, choose_language, formats, translator


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "sw"),
        ("", "sw"),
        ("fr-FR,fr", "sw"),
        ("en-GB,en;q=0.9,sw;q=0.8", "en"),
        ("fr,sw;q=0.5,en;q=0.4", "sw"),
        ("en;q=0, sw", "sw"),
        ("en;q=x", "sw"),
        ("sw-TZ", "sw"),
        ("en" * 5000, "sw"),
    ],
)
def test_first_visit_takes_the_browsers_language_or_swahili(header: str | None, language: str) -> None:
    assert choose_language(header) == language


def test_plural_forms() -> None:
    assert translator("en")("formats.left.days", n=1) == "1 day left"
    assert translator("en")("formats.left.days", n=3) == "3 days left"
    assert translator("sw")("formats.left.days", n=1) == "Imebaki siku 1"
    assert translator("sw")("formats.left.days", n=3) == "Zimebaki siku 3"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_count_sets_thousands_apart_as_every_number_does(lang):
    t = translator(lang)
    assert "1,459" in t("formats.span.days", n=1_459)
    assert "1459" not in t("formats.span.days", n=1_459)
    assert formats.number(t, 1_234_567) in t("formats.span.days", n=1_234_567)
