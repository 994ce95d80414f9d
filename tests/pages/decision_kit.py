"""What the tests of decisions from two pages at once share: two organisers, two proposals, a press."""

import pytest

from innovation_hub.domain.permissions import Role
from tests.factories import judging as make
from tests.factories.accounts import an_account
from tests.pages.kit import sound
from tests.pages.test_decisions import button

REASON = "It falls outside the conditions of this call."
TOLD = "This has changed since you looked at it. Nothing has been decided."


def press(app, label):
    """Press the button with this label and wait for a page without accidents."""
    return sound(button(app, label).click().run())


@pytest.fixture
def two(database_url):
    """Two organisers who work at the same time."""
    return [an_account(Role.ORGANISER, name=name) for name in ("Zawadi", "Neema Mwingine")]


@pytest.fixture
def pair(two):
    """Two proposals of a call; nothing is decided."""
    call = make.call(judges_per_proposal=1)
    return make.proposal(call.id), make.proposal(call.id)
