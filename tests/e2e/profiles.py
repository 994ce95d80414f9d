"""Profiles of a browser, lent to one visit after another: the frontend's scripts stay compiled, and nothing else stays.

To read and compile them takes a new profile a second of a core, at each of its first two pages.
"""

from collections import defaultdict

from playwright.sync_api import Browser, BrowserContext

from tests.e2e.people import LOCALES

HEIGHTS = {390: 844, 1280: 900}
Kind = tuple[str, int]


class Profiles:
    """The profiles of one browser, by language and width of the screen."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._idle: dict[Kind, list[BrowserContext]] = defaultdict(list)

    def lend(self, kind: Kind) -> BrowserContext:
        """A profile that nobody uses, signed in nowhere."""
        return self._idle[kind].pop() if self._idle[kind] else self.new(kind)

    def new(self, kind: Kind) -> BrowserContext:
        """A profile that has never opened the hub."""
        language, width = kind
        return self._browser.new_context(
            locale=LOCALES[language],
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            has_touch=width < 600,
            timezone_id="Africa/Dar_es_Salaam",
        )

    def take_back(self, kind: Kind, profile: BrowserContext, origin: str) -> None:
        """End a visit at an origin: its tabs, its sign-in and all that the hub has stored there are gone."""
        for page in profile.pages:
            page.close()
        profile.set_offline(False)
        profile.clear_cookies()
        profile.clear_permissions()
        page = profile.new_page()
        devtools = profile.new_cdp_session(page)
        devtools.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        page.close()
        self._idle[kind].append(profile)
