"""What a writer sees of a form sheet, and what the database has."""

import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from tests.e2e.hub import Hub
from tests.e2e.people import enter


def field(hub, name):
    """The native element of a field."""
    return hub.page.locator(f'[data-field="{name}"]').locator("input, textarea, select")


def status(hub, state, patience=20_000):
    """Wait until the line below the form says this."""
    said = hub.page.locator(".sheet").get_by_role("status")
    expect(said).to_have_attribute("data-state", state, timeout=patience)
    return said


def stored(database, hub, name):
    """What the database has in a field."""
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(f"SELECT {name} FROM proposal WHERE id = ?", (hub.proposal,)).fetchone()[0]


def comes(database, hub, name, value):
    """Wait until the database has this in a field, though the line below the form speaks of another."""
    for _ in range(50):
        if stored(database, hub, name) == value:
            return
        hub.page.wait_for_timeout(200)
    assert stored(database, hub, name) == value


def sign_out_elsewhere(hub):
    """The session ends in another tab of the same browser."""
    other = Hub(hub.page.context.new_page(), hub.server)
    other.page.goto(f"{hub.server.url}/account/sign-out")
    other.page.locator("form button[type=submit]").last.click()
    other.page.wait_for_load_state()
    other.page.close()


def sign_in_elsewhere(hub, role):
    """And begins again in another one."""
    other = enter(Hub(hub.page.context.new_page(), hub.server), role)
    other.page.close()
