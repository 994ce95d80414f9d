"""What a person does with the hub in a browser, in words: open a page, sign in, follow the e-mailed link."""

import re
import time
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, expect

from innovation_hub.i18n import LANGUAGES, translator
from tests.e2e.server import Server

PATIENCE = 20_000  # milliseconds for a page to come to rest
ACCIDENT = re.compile("|".join(re.escape(translator(lang)("errors.unexpected")) for lang in LANGUAGES))
# Opened below the root, Streamlit's frontend first asks whether the server lives under that very address.
LOOKING_FOR_ITS_ROOT = re.compile(r"//[^/]+/[^/]+/_stcore/(health|host-config)$")
# At rest: taken over from the light page (whose line a busy machine may take for a slow one), connected, no script
# running, nothing stale, every form drawn, and that for a quarter of a second.
AT_REST = """() => {
  if (document.getElementById('hub-light')) {
    document.querySelector('#hub-light.slow .light-slow [data-hub-later]:not([aria-busy])')?.click();
    window.hubCalmSince = undefined;
    return false;
  }
  const app = document.querySelector('[data-testid="stApp"]');
  const forms = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')];
  if (!app) return document.readyState === 'complete' && !document.getElementById('root');
  const calm = app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && !document.querySelector('[data-stale="true"]')
    && forms.every(({ shadowRoot }) => shadowRoot?.childElementCount > 1)  // beside Streamlit's element of styles
    && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stAppSkeleton"], .hub-chart .waiting');
  const now = performance.now();
  if (!calm) { window.hubCalmSince = undefined; return false; }
  window.hubCalmSince ??= now;
  return now - window.hubCalmSince > 250;
}"""


class Hub:
    """One person's browser on the hub; ``accidents`` collects what nobody should see."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.accidents: list[str] = []
        self.ignoring = False
        page.set_default_timeout(PATIENCE)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.accidents.append(f"script error: {error}"))

    def open(self, path: str = "/") -> "Hub":
        """Go to an address of the hub and wait until the page is at rest."""
        self.page.goto(self.server.url + path)
        return self.rest()

    def rest(self) -> "Hub":
        """Wait until the page is at rest, and look for accidents on it."""
        self.page.evaluate("() => { window.hubCalmSince = undefined }")
        self.page.wait_for_function(AT_REST, timeout=PATIENCE)
        for box in [*self.page.get_by_test_id("stException").all(), *self.page.get_by_text(ACCIDENT).all()]:
            self.accidents.append(f"at {self.page.url}: {box.inner_text()} See {self.server.log}.")
        return self

    def click(self, name: str, *, role: str = "button", nth: int = 0) -> "Hub":
        """Press the button (or follow the link) that bears this name."""
        self.page.get_by_role(role, name=name, exact=True).nth(nth).click()
        return self.rest()

    def fill(self, label: str, text: str, *, nth: int = 0) -> "Hub":
        """Type into the field with this label and leave it."""
        field = self.page.get_by_label(label, exact=True).nth(nth)
        field.fill(text)
        field.press("Tab")
        return self.rest()

    def choose(self, label: str, *options: str) -> "Hub":
        """Pick options from the list with this label."""
        for option in options:
            self.page.get_by_role("combobox", name=re.compile(re.escape(label))).first.click()
            self.page.get_by_role("option", name=option, exact=True).click()
        self.page.keyboard.press("Escape")
        return self.rest()

    def see(self, text: str | re.Pattern[str]) -> Locator:
        """Expect the text on the page and return where it is."""
        found = self.page.get_by_text(text).filter(visible=True).first
        expect(found).to_be_visible()
        return found

    def sign_in(self, email: str, password: str, *, back: str = "/") -> "Hub":
        """Sign in through the form."""
        self.page.goto(f"{self.server.url}/account/sign-in?next={back}")
        self.page.locator("input[type=email]").fill(email)
        self.page.locator("input[type=password]").fill(password)
        self.page.locator("form button[type=submit]").last.click()
        return self.rest()

    def switch_language(self, code: str) -> "Hub":
        """Change the language on the page as it is (`sw` or `en`)."""
        self.page.get_by_role("radio", name=code.upper(), exact=True).click()
        return self.rest()

    def barriers(self) -> list[str]:
        """Serious and critical faults of accessibility that axe-core finds on the page as it is."""
        found = Axe().run(self.page).response["violations"]
        return [
            f"{fault['impact']}: {fault['help']} ({fault['id']}) at {node['target']} on {self.page.url}"
            for fault in found
            if fault["impact"] in {"serious", "critical"}
            for node in fault["nodes"]
        ]

    def follow_mailed_link(self, to: str, *, after: float = 0) -> "Hub":
        """Open the link of the latest e-mail to an address, sent after the given time (`time.time()`)."""
        link = re.search(r"https?://\S+", self.mail(to, after=after).get_content())
        self.page.goto(link[0].rstrip(".,)>"))
        return self

    def mail(self, to: str, *, after: float = 0) -> EmailMessage:
        """The latest e-mail to an address; waits for the worker."""
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            letters = [letter for path in self._outbox(after) if to in (letter := _read(path))["To"]]
            if letters:
                return letters[-1]
            time.sleep(0.2)
        raise AssertionError(f"no e-mail to {to} was sent")

    def ignore_accidents(self) -> None:
        """The test is over; the browser may go on reporting the connections that were cut on purpose."""
        self.accidents.clear()
        self.ignoring = True

    def _outbox(self, after: float) -> list[Path]:
        found = [(path.stat().st_mtime, path) for path in (self.server.var / "outbox").glob("*.eml")]
        return [path for sent, path in sorted(found) if sent >= after]

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not self.ignoring:
            self.accidents.append(
                f"console at {self.page.url}: {message.text} ({message.location.get('url')})"
            )


def _read(path: Path) -> EmailMessage:
    return BytesParser(policy=policy.default).parsebytes(path.read_bytes())
