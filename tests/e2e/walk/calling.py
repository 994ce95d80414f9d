"""The organiser's way: a call, its screening, its panels, its decisions, its results."""

import sqlite3
from contextlib import closing
from datetime import datetime

from innovation_hub.domain.clock import DAR
from tests.e2e.server import Server
from tests.e2e.walk.entering import Person

PRIZES = 30_000_000
TITLE = {"sw": "Huduma bila foleni", "en": "Services without queues"}


def publish_call(organiser: Person, *, code: str, opens_at: datetime, closes_at: datetime) -> None:
    """Write a call in both languages with two judges for each proposal, and publish it."""
    hub, t = organiser.hub, organiser.t
    hub.open("/manage-calls")
    hub.page.get_by_role("button", name=t("calls.manage.new")).click()
    hub.page.wait_for_url("**/call-editor*")
    typed(organiser, "code", code)
    for language, title in TITLE.items():
        typed(organiser, f"title_{language}", title)
        typed(organiser, f"text_{language}", f"{title}. " * 12)
    hub.click(t("calls.edit.next"))
    hub.page.locator('[data-field="resolutions"]').get_by_label(t("calls.resolution", number=10)).check()
    # A term that does not go with another waits for it: the opening may be typed ahead of the deadline.
    for name, instant in (("opens_at", opens_at), ("closes_at", closes_at)):
        typed(organiser, name, f"{instant.astimezone(DAR):%Y-%m-%dT%H:%M}")
    typed(organiser, "prize_pool", f"TSh {PRIZES:,}")
    typed(organiser, "judges_per_proposal", "2")
    hub.click(t("calls.edit.next"))
    hub.see(t("calls.edit.weights_ok", total=100, wanted=100))
    hub.click(t("calls.edit.next"))
    hub.page.get_by_role("button", name=t("calls.edit.publish")).click()
    hub.rest().see(t("calls.edit.published"))


def typed(organiser: Person, name: str, text: str) -> None:
    """Type into a field of the call; the hub saves it by itself."""
    organiser.hub.page.locator(f'[data-field="{name}"]').locator("input, textarea").fill(text)


def close_now(server: Server, code: str) -> None:
    """Move the deadline of the call to this moment: nobody waits for it."""
    now = "strftime('%Y-%m-%d %H:%M:%f000', 'now')"
    with closing(sqlite3.connect(server.database, timeout=20)) as connection, connection:
        moved = connection.execute(f"UPDATE call SET closes_at = {now} WHERE code = ?", (code,))
    assert moved.rowcount == 1


def screen(organiser: Person, code: str) -> None:
    """Admit the proposal that was received."""
    hub, t = organiser.hub, organiser.t
    hub.open("/screening")
    hub.page.get_by_role("button", name=t("screening.admit")).click()
    hub.rest().see(t("screening.admitted", code=code))


def build_panel(organiser: Person, judges: list[Person]) -> None:
    """Invite the judges and let the hub fill the panels."""
    hub, t = organiser.hub, organiser.t
    hub.open("/panels")
    hub.page.get_by_text(t("panels.invite_title"), exact=True).click()
    hub.rest()
    box = hub.page.get_by_role("combobox", name=t("panels.invite_who"))
    for judge in judges:
        box.fill(judge.name)
        hub.page.get_by_role("option").filter(has_text=judge.name).click()
        hub.rest()
    hub.page.keyboard.press("Escape")
    hub.page.get_by_role("button", name=t("panels.invite"), exact=False).last.click()
    hub.rest().see(t("panels.invited", n=len(judges)))
    hub.page.get_by_role("button", name=t("panels.build")).click()
    hub.rest().see(t("panels.draft_help"))
    hub.page.get_by_role("button", name=t("panels.freeze", n=len(judges))).click()
    hub.rest().see(t("panels.auto_done", n=len(judges), judges=len(judges)))


def decide_and_publish(organiser: Person, code: str, *, amount: str, reason: str) -> None:
    """Put the proposal on the shortlist, award it with a reason, publish the results."""
    hub, t = organiser.hub, organiser.t
    hub.open("/ranking")
    hub.page.get_by_role("link", name=code).click()
    hub.rest()
    hub.page.get_by_role("button", name=t("ranking.shortlist")).first.click()
    hub.rest().see(t("ranking.shortlisted", code=code))
    hub.fill(t("ranking.reason"), reason)
    hub.fill(t("ranking.amount"), amount)
    hub.click(t("ranking.award")).see(t("ranking.awarded", code=code))
    hub.page.get_by_text(t("ranking.publish_sure")).click()
    hub.rest()
    hub.click(t("ranking.publish")).see(t("ranking.published"))
