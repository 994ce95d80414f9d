"""The student's way: begin, write, attach, be called away, come back, submit, revise."""

import io
import re

from playwright.sync_api import expect
from pypdf import PdfWriter

from innovation_hub.domain.proposal_fields import SECTIONS
from innovation_hub.i18n import formats
from tests.e2e.walk.calling import PRIZES, TITLE
from tests.e2e.walk.entering import Person

_IN_IDEA = ("summary", "problem", "solution")


def begin(student: Person) -> None:
    """From the list of open calls to an empty proposal."""
    hub, t = student.hub, student.t
    hub.open("/calls")
    hub.see(TITLE[t.lang])
    hub.page.get_by_role("link", name=t("calls.read")).first.click()
    hub.page.wait_for_url("**call=*")
    hub.rest().see(formats.money(t, PRIZES))
    hub.page.get_by_role("button", name=t("calls.begin")).click()
    hub.page.wait_for_url("**/proposal?proposal=*")
    hub.rest()


def write(student: Person, title: str) -> None:
    """Write every text, close the browser's tab, and find the draft again; attach a PDF."""
    hub, t = student.hub, student.t
    hub.fill(t("proposals.field.title"), title)
    served = hub.page.get_by_role("checkbox", name=t("proposals.serves.10"), exact=True)
    expect(served).to_be_checked()  # the call's own, chosen already
    _texts(student, inside=True)
    hub.open("/").open("/proposals")  # the tab was closed; what was typed is still there
    hub.see(title)
    hub.page.get_by_role("link", name=t("proposals.next.draft")).click()
    hub.page.wait_for_url("**proposal=*")
    hub.rest()
    expect(hub.page.get_by_label(t("proposals.field.summary"), exact=True)).to_have_value(
        _text("summary", 90)
    )
    _step(student, "plan")
    _texts(student, inside=False)
    hub.fill(t("proposals.field.requested"), "TSh 5,000,000")
    _step(student, "file")
    hub.page.locator("input[type=file]").set_input_files(
        {"name": "ushahidi.pdf", "mimeType": "application/pdf", "buffer": _pdf()}
    )
    hub.see(t("proposals.file.kept"))
    hub.rest()


def submit(student: Person, *, again: bool = False) -> str:
    """Hand the proposal in; returns its reference number from the receipt."""
    hub, t = student.hub, student.t
    _step(student, "submit")
    hub.page.get_by_text(t("proposals.confirm"), exact=True).click()
    hub.page.get_by_role("button", name=t("proposals.submit_again" if again else "proposals.submit")).click()
    expect(hub.page.locator(".pressed")).to_have_attribute("data-state", "saved")
    hub.rest()
    receipt = hub.page.get_by_text(re.compile(re.escape(t("proposals.receipt.hash")))).first.inner_text()
    assert re.search(r"[0-9a-f]{64}", receipt)
    code = re.search(rf"{re.escape(t('proposals.receipt.code'))}: (\S+)", receipt)
    assert code, receipt
    return code[1]


def revise(student: Person, title: str) -> str:
    """Change the title after submitting, and submit the new version."""
    _step(student, "idea")
    student.hub.fill(student.t("proposals.field.title"), title)
    return submit(student, again=True)


def _step(student: Person, name: str) -> None:
    label = student.t(f"proposals.step.{name}")  # with a mark before it once the step is done
    student.hub.page.get_by_role("radio", name=re.compile(re.escape(label))).click()
    student.hub.rest()


def _texts(student: Person, *, inside: bool) -> None:
    for section in SECTIONS:
        if (section.name in _IN_IDEA) is inside:
            label = student.t(f"proposals.field.{section.name}")
            student.hub.fill(label, _text(section.name, section.minimum + 10))


def _text(name: str, length: int) -> str:
    return (f"{name}: huduma kwa mwananchi bila foleni. " * 9)[:length].strip() + "."


def _pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(300, 300)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
