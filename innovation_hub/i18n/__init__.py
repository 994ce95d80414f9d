"""Translation: catalogues of whole sentences by key, and formats of numbers and dates."""

from innovation_hub.i18n.translator import LANGUAGES, Translator, choose_language, translator

__all__ = ["LANGUAGES", "Translator", "choose_language", "translator"]
