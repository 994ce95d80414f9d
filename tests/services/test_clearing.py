"""PDFs before judges: nothing is shown before it is cleared, and then a picture without what is covered."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from db.commands import proposals as commands
from db.models.covering import ClearedPage
from db.models.journal import JournalEntry
from db.models.proposals import Attachment, Proposal, Submission
from innovation_hub.domain.permissions import Role
from innovation_hub.errors import Forbidden, Invalid, NotFound
from innovation_hub.services import covering, reviews
from tests.factories import judging as make
from tests.factories.proposals import written

TOP = (0, 0, 1000, 500)


def a_named_pdf():
    """Two pages that bear a name in black on their upper half, and in the properties."""
    writer = PdfWriter()
    for _ in range(2):
        page = writer.add_blank_page(200, 200)
        font = DictionaryObject({NameObject(k): NameObject(v) for k, v in FONT.items()})
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        ink = DecodedStreamObject()
        ink.set_data(b"BT /F1 24 Tf 10 150 Td (Asha Mrisho) Tj ET")
        page[NameObject("/Contents")] = writer._add_object(ink)
    writer.add_metadata({"/Author": "Asha Mrisho"})
    return written(writer)


FONT = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}


@pytest.fixture
def organiser():
    return make.person(Role.ORGANISER)


@pytest.fixture
def entry():
    entry = make.proposal(make.call().id)
    with_pdf(entry)
    return entry


def with_pdf(entry, content=None):
    """Hand a PDF in with a proposal; its id."""
    content = content or a_named_pdf()
    kept = Attachment(
        proposal_id=entry.id,
        name="Asha Mrisho.pdf",
        size=len(content),
        pages=2,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        uploaded_by=entry.owner.id,
    )
    file = make.keep(kept).id
    was = make.rows(Submission, proposal_id=entry.id)[-1]
    blind = was.content["blind"] | {"attachment": {"pages": 2}}
    new = Submission(
        proposal_id=entry.id,
        number=was.number + 1,
        submitted_by=entry.owner.id,
        content=was.content | {"blind": blind},
        content_hash="2" * 64,
        attachment_id=file,
    )
    new = make.keep(new)
    with make.unit_of_work() as uow:
        commands.put_last(uow.session.get(Proposal, entry.id), new)
        uow.commit()
    return file


def opened(judge, entry):
    assignment = make.asked(judge, entry)
    reviews.accept(judge, assignment_id=assignment)
    return assignment


def ink(picture):
    """How many dark dots the upper half of a picture has."""
    image = Image.open(BytesIO(picture)).convert("L")
    return sum(image.crop((0, 0, image.width, image.height // 2)).histogram()[:60])


def cleared(organiser, entry, number=1, covers=()):
    file = covering.file(organiser, proposal_id=entry.id)
    covering.clear(organiser, proposal_id=entry.id, attachment_id=file.id, number=number, covers=covers)
    return file.id


def test_nothing_of_a_pdf_is_shown_before_it_is_cleared(organiser, entry):
    judge = make.person()
    assignment = opened(judge, entry)
    assert reviews.sheet(judge, assignment_id=assignment).text.pages == ()
    with pytest.raises(NotFound):
        reviews.page(judge, assignment_id=assignment, number=1)
    file = cleared(organiser, entry)
    assert reviews.sheet(judge, assignment_id=assignment).text.pages == (1,)
    assert ink(reviews.page(judge, assignment_id=assignment, number=1)) > 100
    with pytest.raises(NotFound):
        reviews.page(judge, assignment_id=assignment, number=2)
    covering.withhold(organiser, proposal_id=entry.id, attachment_id=file, number=1)
    assert reviews.sheet(judge, assignment_id=assignment).text.pages == ()
    events = [(line.event, line.data["page"]) for line in make.rows(JournalEntry) if "page" in line.data]
    assert events == [("proposal.clear_page", 1), ("proposal.withhold_page", 1)]


def test_what_is_covered_and_the_properties_are_gone(organiser, entry):
    cleared(organiser, entry, covers=(TOP,))
    (row,) = make.rows(ClearedPage)
    assert ink(row.picture) == 0
    assert ink(covering.preview(organiser, proposal_id=entry.id, number=1, covers=())) > 100
    assert row.picture[:3] == b"\xff\xd8\xff"
    assert b"Asha" not in row.picture
    assert not Image.open(BytesIO(row.picture)).getexif()
    assert covering.file(organiser, proposal_id=entry.id).cleared == {1: (TOP,)}


def test_clearing_anew_replaces_what_was_cleared(organiser, entry):
    cleared(organiser, entry)
    cleared(organiser, entry, covers=(TOP,))
    assert [row.covers for row in make.rows(ClearedPage)] == [[list(TOP)]]


def test_a_pdf_that_was_replaced_is_not_cleared_unseen(organiser, entry):
    seen = covering.file(organiser, proposal_id=entry.id).id
    cleared(organiser, entry)
    with_pdf(entry)
    assert covering.file(organiser, proposal_id=entry.id).cleared == {}
    with pytest.raises(NotFound):
        covering.clear(organiser, proposal_id=entry.id, attachment_id=seen, number=1, covers=())
    judge = make.person()
    assert reviews.sheet(judge, assignment_id=opened(judge, entry)).text.pages == ()


@pytest.mark.parametrize("covers", [((500, 0, 500, 10),), ((0, 0, 1001, 10),), (TOP,) * 41])
def test_impossible_areas_are_refused(organiser, entry, covers):
    with pytest.raises(Invalid):
        covering.preview(organiser, proposal_id=entry.id, number=1, covers=covers)


def test_a_page_that_cannot_be_drawn_is_a_sentence(organiser, entry):
    with_pdf(entry, b"%PDF-1.7 nonsense")
    with pytest.raises(Invalid) as refusal:
        covering.preview(organiser, proposal_id=entry.id, number=1, covers=())
    assert refusal.value.key == "clearing.errors.unreadable"
    with pytest.raises(NotFound):
        covering.preview(organiser, proposal_id=entry.id, number=3, covers=())


def test_only_organisers_clear_and_only_asked_judges_see(organiser, entry):
    file = cleared(organiser, entry)
    judge = make.person()
    assignment = make.asked(judge, entry)
    with pytest.raises(NotFound):  # the question of conflict is not answered
        reviews.page(judge, assignment_id=assignment, number=1)
    reviews.accept(judge, assignment_id=assignment)
    for use in (
        lambda: covering.file(judge, proposal_id=entry.id),
        lambda: covering.preview(judge, proposal_id=entry.id, number=1, covers=()),
        lambda: covering.clear(entry.owner, proposal_id=entry.id, attachment_id=file, number=1, covers=()),
        lambda: covering.withhold(entry.owner, proposal_id=entry.id, attachment_id=file, number=1),
    ):
        with pytest.raises(Forbidden):
            use()
    with pytest.raises(NotFound):
        reviews.page(make.person(), assignment_id=assignment, number=1)
