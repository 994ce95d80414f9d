"""Catalogues: one .po file for each noun and language, merged and compiled on first use."""

import gettext
import io
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUES = Path(__file__).parent / "catalogue"
LANGUAGES = ("sw", "en")
PLURAL_FORMS = "nplurals=2; plural=(n != 1);"


class Translator:
    """Translates keys to sentences of one language: ``t("calls.open", n=3)``."""

    def __init__(self, lang: str, messages: gettext.NullTranslations) -> None:
        self.lang = lang
        self._messages = messages

    def __call__(self, key: str, *, n: int | None = None, **params: Any) -> str:
        """The sentence for ``key`` with ``{name}`` placeholders filled in; the count ``n`` chooses the plural form."""
        if n is None:
            text = self._messages.gettext(key)
        else:
            text = self._messages.ngettext(key, key, n)
            if text == key:  # a sentence with a number but without plural forms
                text = self._messages.gettext(key)
            params["n"] = f"{n:,}"  # thousands apart as in `formats.number`, in both languages alike
        return text.format(**params) if params else text

    def pick(self, sw: str, en: str) -> str:
        """The one of two stored texts that is in this language."""
        return sw if self.lang == "sw" else en


def read_catalogue(lang: str, noun: str = "*") -> Catalog:
    """All entries of a language, or of one noun, from its .po files; raises for a key that is in two."""
    merged = Catalog(locale=lang)
    for path in sorted((CATALOGUES / lang).glob(f"{noun}.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=lang):
                if not message.id:
                    continue
                if message.id in merged:
                    raise ValueError(f"{message.id!r} stands twice in the catalogue of {lang}: {path.name}")
                merged.add(message.id, message.string, flags=message.flags)
    return merged


@lru_cache(maxsize=2 * len(LANGUAGES))
def translator(lang: str, noun: str = "*") -> Translator:
    """The cached translator of a language, ``sw`` or ``en``; with one ``noun`` only, for a fast start."""
    catalogue = read_catalogue(lang, noun)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translator(lang, gettext.GNUTranslations(compiled))


def choose_language(accept_language: str | None) -> str:
    """The language of a first visit: the first of the browser's languages that is supported, otherwise Swahili.

    ``accept_language`` is the HTTP header or a single tag such as ``en-GB``.
    """
    weighted: list[tuple[float, int, str]] = []
    for position, part in enumerate((accept_language or "").split(",")[:20]):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        weighted.append((-weight, position, tag.strip().lower().partition("-")[0]))
    return next((tag for weight, _, tag in sorted(weighted) if tag in LANGUAGES and weight < 0), "sw")
