"""The copy of one's data: everything that is the person's own, drafts and PDFs too, and nobody else's."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest

from innovation_hub.services import my_account, proposals
from innovation_hub.services.my_account.exporting import _file_name
from tests.factories.accounts import a_student
from tests.factories.calls import a_call
from tests.factories.proposals import a_draft, a_pdf, a_submitted_proposal

pytestmark = pytest.mark.usefixtures("clock")


def unpacked(who) -> dict[str, bytes]:
    with ZipFile(BytesIO(my_account.download_mine(who))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def attach(writer, view, name, content) -> None:
    version = proposals.get(writer, proposal_id=view.id).version
    proposals.attach(writer, proposal_id=view.id, version=version, name=name, content=content)


def test_drafts_and_pdfs_are_in_the_copy():
    writer = a_student()
    first, second = a_pdf(1), a_pdf(2)
    draft = a_draft(writer, a_call(), title="Rasimu ya siri yangu")
    attach(writer, draft, "mpango.pdf", first)
    submitted = a_submitted_proposal(writer, a_call(code="OTHER"))
    attach(writer, submitted, "../mpango: mpya.pdf", second)
    a_draft(a_student(), a_call(code="THIRD"), title="Andiko la mtu mwingine")
    held = unpacked(writer)
    told = json.loads(held["my-data.json"])
    assert [each["draft"]["title"] for each in told["proposals"]] == [
        draft.draft.title,
        submitted.draft.title,
    ]
    assert told["proposals"][0]["draft"]["problem"] == draft.draft.problem
    text = held[f"proposals/draft-{draft.id}/draft.md"].decode()
    assert "Rasimu ya siri yangu" in text
    assert draft.draft.solution in text
    files = {name.rpartition("/")[2].partition("-")[2]: held[name] for name in held if name.endswith(".pdf")}
    assert files == {"mpango.pdf": first, "mpango_ mpya.pdf": second}
    assert not any("mtu mwingine" in each.decode(errors="ignore") for each in held.values())


def test_what_a_submission_keeps_is_in_the_copy_after_it_was_replaced():
    writer, kept = a_student(), a_pdf(2)
    view = a_draft(writer)
    attach(writer, view, "kwanza.pdf", kept)
    proposals.submit(writer, proposal_id=view.id, version=proposals.get(writer, proposal_id=view.id).version)
    attach(writer, view, "pili.pdf", a_pdf(3))
    assert kept in unpacked(writer).values()
    assert len([name for name in unpacked(writer) if name.endswith(".pdf")]) == 2


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("a\\b:c.pdf", "a_b_c.pdf"),
        ("...", "file.pdf"),
        ("é.pdf", "é.pdf"),
    ],
)
def test_no_name_of_a_file_leads_out_of_the_folder(name, kept):
    assert _file_name(name) == kept
