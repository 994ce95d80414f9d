"""Files that come as a PDF: each wrong one gets its own sentence."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from innovation_hub.config import settings
from innovation_hub.errors import Invalid, TooLarge
from innovation_hub.services.proposals.pdf import examine
from tests.factories.proposals import a_pdf, written


def with_script() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(a_pdf()))
    script = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert('x')"),
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    return written(writer)


def with_file() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(a_pdf()))
    writer.add_attachment("virusi.exe", b"MZ")
    return written(writer)


def with_launch() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(a_pdf()))
    action = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("cmd.exe")}
    )
    harmless = DictionaryObject({NameObject("/S"): NameObject("/GoTo"), NameObject("/Next"): action})
    note = DictionaryObject({NameObject("/Subtype"): NameObject("/Link"), NameObject("/A"): harmless})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([note])
    return written(writer)


def locked() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(a_pdf()))
    writer.encrypt("siri", algorithm="RC4-128")
    return written(writer)


def test_a_good_pdf_is_measured_and_its_name_made_harmless():
    content = a_pdf(3)
    pdf = examine("C:\\folda\\../Andiko\n langu.PDF", content)
    assert (pdf.name, pdf.pages, pdf.content) == ("Andiko langu.pdf", 3, content)
    assert len(examine("x" * 500, content).name) == 200
    assert examine("", content).name == "andiko.pdf"


def test_links_inside_a_document_are_no_harm():
    writer = PdfWriter(clone_from=BytesIO(a_pdf(2)))
    writer.add_outline_item(title="Sura", page_number=1)
    writer.open_destination = "x"
    assert len(PdfReader(BytesIO(written(writer))).pages) == 2
    assert examine("a.pdf", written(writer)).pages == 2


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "proposals.file.empty"),
        (b"MZ\x90\x00" + b"\x00" * 500, "proposals.file.not_pdf"),
        (b"   %PDF-1.7", "proposals.file.not_pdf"),
        (b"%PDF-1.7\nrubbish", "proposals.file.damaged"),
        (a_pdf()[:200], "proposals.file.damaged"),
        (a_pdf(0), "proposals.file.no_pages"),
        (locked(), "proposals.file.encrypted"),
        (with_script(), "proposals.file.script"),
        (with_file(), "proposals.file.embedded"),
        (with_launch(), "proposals.file.launch"),
    ],
    ids=["empty", "exe", "spaced", "rubbish", "cut", "no-pages", "locked", "script", "file", "launch"],
)
def test_each_wrong_file_gets_its_sentence(content, key):
    with pytest.raises(Invalid) as refusal:
        examine("kazi.pdf", content)
    assert refusal.value.key == key


def test_thirty_megabytes_are_too_large():
    with pytest.raises(TooLarge) as refusal:
        examine("kazi.pdf", b"%PDF-" + b"0" * 30_000_000)
    assert refusal.value.data == {"size": 30, "most": settings().attachment_mb}
