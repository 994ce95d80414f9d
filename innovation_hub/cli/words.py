"""The language of the terminal: HUB_LANG, else the locale's; English unless it is Swahili."""

import os

from innovation_hub.i18n import Translator, translator


def language() -> str:
    """``sw`` when the operator's locale says so, else ``en``."""
    names = ("HUB_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((value for name in names if (value := os.environ.get(name))), "")
    return "sw" if chosen.lower().startswith("sw") else "en"


def spoken() -> Translator:
    """The translator of the operator's language, with every catalogue."""
    return translator(language())


# A process of the command line speaks one language from start to end, and Typer needs its help texts
# when the commands are declared; only this one catalogue is read for them.
t = translator(language(), "cli")
