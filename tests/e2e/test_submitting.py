"""Submitting over a bad line and through a restart: one press is one submission, and the receipt comes."""

import json
import re
import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import expect

from innovation_hub.domain.proposal_fields import SECTIONS
from innovation_hub.i18n import translator
from tests.e2e.server import port_of
from tests.e2e.sheets import field, status, stored
from tests.e2e.test_light import SLOW

SUBMISSION = re.compile(r"/api/proposals/\d+/submission")
t = translator("en")


@pytest.fixture
def ready(writer, database):
    """A draft with all that is required, on its last step."""
    texts = {one.name: ("Maelezo ya kutosha. " * one.minimum)[: one.minimum + 40].strip() for one in SECTIONS}
    texts |= {"title": "Foleni kwa simu", "track": "software", "resolutions": json.dumps([10])}
    put(database, writer, **texts, trl=None, state="draft")
    writer.open(f"/proposal?proposal={writer.proposal}&step=submit")
    status(writer, "saved")
    writer.before = numbers(database, writer)
    yield writer
    put(database, writer, state="draft")  # as the next test looks for it


def put(database, hub, **columns):
    """Bring the proposal into a state that is no part of the test."""
    names = ", ".join(f"{name} = ?" for name in columns)
    with closing(sqlite3.connect(database, timeout=20)) as connection, connection:
        connection.execute(f"UPDATE proposal SET {names} WHERE id = ?", (*columns.values(), hub.proposal))


def close(database, hub, instant):
    """Move the deadline of the call to this instant, an expression of SQLite's."""
    with closing(sqlite3.connect(database, timeout=20)) as connection, connection:
        sql = f"UPDATE call SET closes_at = {instant} WHERE id = (SELECT call_id FROM proposal WHERE id = ?)"
        connection.execute(sql, (hub.proposal,))


def numbers(database, hub):
    """How often the proposal was submitted."""
    with closing(sqlite3.connect(database)) as connection:
        sql = "SELECT count(*) FROM submission WHERE proposal_id = ?"
        return connection.execute(sql, (hub.proposal,)).fetchone()[0]


def press(hub):
    """Confirm, and submit."""
    hub.page.get_by_label(t("proposals.confirm")).check()
    hub.page.get_by_role("button", name=t("proposals.submit"), exact=True).click()


def said(hub, state):
    """Wait until the line at the button says this."""
    line = hub.page.locator(".pressed")
    expect(line).to_have_attribute("data-state", state, timeout=20_000)
    return line


def is_submitted_once(hub, database):
    """The line has the number, the page the receipt, the database one submission more."""
    expect(said(hub, "saved")).to_contain_text(stored(database, hub, "code"))
    hub.see(t("proposals.receipt.title"))
    assert numbers(database, hub) == hub.before + 1
    assert "step=submit" in hub.page.url


def test_a_press_while_the_line_is_down_is_sent_when_it_is_back(ready, cable, database):
    cable.cut()
    press(ready)
    expect(said(ready, "offline")).to_have_text(t("writing.submitting.offline"))
    cable.mend()
    is_submitted_once(ready, database)


def test_a_press_whose_answer_was_lost_is_one_submission(ready, database):
    def lost(route):
        route.fetch()
        route.abort()

    ready.page.route(SUBMISSION, lost, times=1)
    press(ready)
    said(ready, "offline")
    is_submitted_once(ready, database)


def test_a_press_in_the_moment_of_a_restart_stays_where_it_is_and_goes_to_the_next_process(
    ready, cable, database, process
):
    before = cable.target
    cable.cut()
    press(ready)
    said(ready, "offline")
    with process() as other:
        cable.target = port_of(other.url)
        cable.mend()
        is_submitted_once(ready, database)
        ready.page.goto("about:blank")
    cable.target = before


def test_a_press_outlives_a_reload(ready, cable, database):
    ready.page.route(SUBMISSION, lambda route: route.abort())
    press(ready)
    said(ready, "offline")
    ready.page.unroute(SUBMISSION)
    ready.page.reload()
    is_submitted_once(ready, database)


def test_what_is_missing_or_too_long_is_said_at_its_field(ready, database):
    ready.open(f"/proposal?proposal={ready.proposal}&step=idea")
    field(ready, "summary").fill("m" * 1_103)
    status(ready, "saved")
    ready.open(f"/proposal?proposal={ready.proposal}&step=submit")
    press(ready)
    said(ready, "refused")
    ready.page.locator(".problems").get_by_role("button", name="103 characters too many").click()
    expect(ready.page.locator('[data-field="summary"]').get_by_role("alert")).to_contain_text("103")
    assert "step=idea" in ready.page.url
    assert not ready.barriers()
    assert numbers(database, ready) == ready.before


def test_too_late_is_said_with_the_reason(ready, database):
    close(database, ready, "strftime('%Y-%m-%d %H:%M:%f000', opens_at, '+1 second')")
    try:
        press(ready)
        deadline = t("errors.deadline_passed", closed_at="").split("{")[0].strip()[:20]
        expect(said(ready, "refused")).to_contain_text(deadline)
    finally:
        close(database, ready, "strftime('%Y-%m-%d %H:%M:%f000', closes_at, '+400 days')")
    assert numbers(database, ready) == ready.before


def test_a_light_page_submits_and_shows_the_receipt_without_streamlit(ready, database):
    asked, marks = [], "[data-field] input[type=checkbox]"
    ready.page.add_init_script(SLOW)
    ready.page.on("request", lambda one: asked.append(one.url))
    ready.page.reload()
    status(ready, "saved")
    for mark in ready.page.locator(marks).all():
        mark.check()
    status(ready, "saved")
    press(ready)
    is_submitted_once(ready, database)
    assert ready.page.locator("#hub-light .sheet").count() == 1
    assert not [url for url in asked if "/static/js/" in url]


def test_a_light_page_lists_what_is_missing_and_leads_to_its_field(ready, database):
    put(database, ready, problem="")
    ready.page.add_init_script(SLOW)
    ready.page.reload()
    press(ready)
    said(ready, "refused")
    problem = ready.page.locator(".problems").get_by_role("button").first
    problem.click()
    expect(ready.page.locator('#hub-light [data-field="problem"]')).to_be_in_viewport()
    assert "step=idea" in ready.page.url
    assert numbers(database, ready) == ready.before
