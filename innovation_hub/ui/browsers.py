"""Names of browsers and systems from ``User-Agent`` headers: ``Firefox, Android``."""

from innovation_hub.i18n import Translator

# The order matters: nearly all browsers also name others in the header, and the first match counts.
_BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "Chrome": "Chrome",
    "CriOS": "Chrome",
    "Safari": "Safari",
}
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def browser(t: Translator, user_agent: str) -> str:
    """Browser and system of a ``User-Agent`` header, or a text that they are unknown."""
    found = [
        next((name for mark, name in marks.items() if mark in user_agent), "")
        for marks in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or t("accounts.own.unknown_browser")
