"""A simulated writer of a proposal in a browser, while connection, servers and session fail at random times."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Error, Page

from benchmarks.replicas import Replica
from tests.e2e.badline import Line

FIELDS = ("title", "summary", "problem", "solution")
WORDS = ("maji", "umeme", "foleni", "kituo", "ng’ombe", "afya", "shule", "ada", "taarifa", "zahanati")
PATIENCE = 60.0
"""Seconds after the last failure within which everything must be saved."""
READ = """(sheets, names) => sheets.map((sheet) => {
  const value = (name) => sheet.querySelector(`[data-field="${name}"] :is(input, textarea)`)?.value ?? null;
  const state = sheet.querySelector('[role=status][data-state]')?.dataset.state ?? '';
  return [state, Object.fromEntries(names.map((name) => [name, value(name)]))];
})"""


@dataclass
class Findings:
    """The findings of one run: characters typed and lost, times the page said saved, and falsely."""

    typed: int = 0
    lost: int = 0
    claims: int = 0
    false_claims: int = 0
    events: list[str] = field(default_factory=list)


class Typist:
    """One run: ``address`` is the proposal's page, ``stored`` reads the texts from the database."""

    def __init__(
        self,
        context: BrowserContext,
        line: Line,
        servers: list[Replica],
        address: str,
        stored: Callable[[], dict[str, str]],
        sign_in: Callable[[], None],
        seed: int,
    ) -> None:
        self._context, self._line, self._servers = context, line, servers
        self._address, self._stored, self._sign_in = address, stored, sign_in
        self._random = random.Random(seed)
        self._serving = 0
        self.expected = dict.fromkeys(FIELDS, "")
        self.found = Findings()
        self._page: Page = context.new_page()

    def run(self, steps: int = 8) -> Findings:
        """Alternate writing and failures, then compare the database with what was typed."""
        self._line.lead_to(self._servers[0].port)
        self._line.mend()
        self._open()
        disturbances = (self._cut, self._hold, self._reload, self._close, self._lose_session, self._fail_over)
        for _ in range(steps):
            if self._random.random() < 0.3:  # the connection fails while typing
                self._line.cut(after=self._random.uniform(0.0, 0.4))
            self._write()
            self._look()
            if self._random.random() < 0.6:
                self._note(self._random.choice(disturbances))
            self._pause(self._random.choice((0.0, 0.1, 0.5, 1.5)))
            self._look()
        if self._random.random() < 0.2:
            self._note(self._restart)
        self._line.mend()
        self._finish()
        self._page.close()
        return self.found

    def _note(self, act: Callable[[], None]) -> None:
        self.found.events.append(act.__name__.strip("_"))
        act()

    def _write(self) -> None:
        name = self._random.choice(FIELDS)
        text = " ".join(self._random.choices(WORDS, k=self._random.randint(1, 4)))
        text = f" {text}" if self.expected[name] else text
        field = self._page.locator(f'[data-field="{name}"] :is(input, textarea)')
        field.focus(timeout=PATIENCE * 1000)
        self._page.keyboard.press("Control+End")
        self._page.keyboard.type(text, delay=self._random.choice((0, 5, 25)))
        self.expected[name] += text
        self.found.typed += len(text)

    def _look(self) -> None:
        """Check that the database has what the page shows, wherever the page says that everything is saved."""
        try:
            sheets = self._page.locator(".sheet").evaluate_all(READ, list(FIELDS))
        except Error:
            return  # the page is being left and claims nothing
        for state, shown in sheets:
            self._judge(state, shown)

    def _judge(self, state: str, shown: dict[str, str | None]) -> None:
        if state != "saved":
            return
        self.found.claims += 1
        stored = self._stored()
        self.found.false_claims += any(
            stored[name] != shown[name] for name in FIELDS if shown[name] is not None
        )

    def _pause(self, seconds: float) -> None:
        self._page.wait_for_timeout(seconds * 1000)

    def _cut(self) -> None:
        self._line.cut()
        self._pause(self._random.uniform(0.1, 2.0))
        if self._random.random() < 0.5:
            self._write()
            self._look()
        self._line.mend()

    def _hold(self) -> None:
        self._line.hold()
        self._pause(self._random.uniform(0.1, 2.0))
        self._look()
        self._line.mend()

    def _reload(self) -> None:
        self._line.mend()
        self._page.reload()
        self._wait_for_form()

    def _close(self) -> None:
        self._page.close()
        self._line.mend()
        self._page = self._context.new_page()
        self._open()

    def _lose_session(self) -> None:
        self._line.mend()
        self._context.clear_cookies()
        self._write()
        self._pause(self._random.uniform(0.2, 2.0))
        self._look()
        self._sign_in()
        if self._random.random() < 0.5:
            self._open()

    def _fail_over(self) -> None:
        self._serving = 1 - self._serving
        self._line.lead_to(self._servers[self._serving].port)
        self._line.mend()

    def _restart(self) -> None:
        self._line.mend()
        server = self._servers[self._serving]
        self._write()
        server.stop()
        self._look()
        self._write()
        server.start()

    def _open(self) -> None:
        self._page.goto(self._address)
        self._wait_for_form()

    def _wait_for_form(self) -> None:
        self._page.wait_for_selector('[data-field="title"]', timeout=PATIENCE * 1000)
        self._look()

    def _finish(self) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and self._stored() != self.expected:
            self._pause(0.25)
        stored = self._stored()
        self.found.lost = sum(_missing(self.expected[name], stored[name]) for name in FIELDS)
        self._look()


def _missing(expected: str, stored: str) -> int:
    """The number of typed characters that are missing after the first difference."""
    intact = next((i for i, (a, b) in enumerate(zip(expected, stored, strict=False)) if a != b), len(stored))
    return len(expected) - min(intact, len(expected))
