"""Two languages: catalogues of whole sentences by key, and how numbers and dates are written."""

from innovation_hub.i18n.translator import LANGUAGES, Translator, choose_language, translator

__all__ = ["LANGUAGES", "Translator", "choose_language", "translator"]
