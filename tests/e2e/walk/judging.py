"""The judge's way: sign, answer about conflicts, read blindly, score, comment, submit."""

import re

from playwright.sync_api import expect

from innovation_hub.domain.judging import DEFAULT_RUBRIC
from tests.e2e.walk.entering import Person


def judge(person: Person, *, code: str, score: str, hidden: list[str]) -> None:
    """Judge one proposal; ``hidden`` is what must not stand anywhere on the page."""
    hub, t = person.hub, person.t
    hub.open("/reviews")
    hub.fill(t("reviews.declaration.name"), person.name)
    hub.page.get_by_role("button", name=t("reviews.declaration.sign")).click()
    hub.rest().see(code)
    hub.page.get_by_role("link", name=code).first.click()
    hub.page.wait_for_url("**/review?assignment=*")
    hub.rest()
    hub.page.get_by_text(t("reviews.conflict.none"), exact=True).click()
    hub.rest()
    hub.page.get_by_role("button", name=t("reviews.conflict.open")).click()
    hub.rest()
    for words in hidden:
        expect(hub.page.get_by_text(words)).to_have_count(0)
    answered = len(DEFAULT_RUBRIC)
    criteria = hub.page.locator(".sheet").get_by_role("radiogroup")
    expect(criteria).to_have_count(answered)
    for group in criteria.all():
        group.get_by_role("radio", name=re.compile(rf"^{score}\b")).check()
    hub.see(t("reviews.answered", done=answered, n=answered))
    comment = hub.page.get_by_label(t("reviews.comment"), exact=True)
    comment.fill("Wazo zuri lenye ushahidi; onyesha gharama za miaka mitano.")  # then straight to the button
    hub.page.get_by_role("button", name=t("reviews.submit")).click()
    hub.rest()
    hub.see(t("reviews.progress", done=1, n=1) if hub.page.url.endswith("/reviews") else code)
