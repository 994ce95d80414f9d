"""PDFs that would do something, hide something, or keep the reader busy: each is refused with its own sentence."""

import json
import sys
import threading
import time
from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from innovation_hub.errors import Invalid, TooBusy
from innovation_hub.files import pdf, sandbox
from innovation_hub.services.proposals.pdf import examine
from tests.factories.proposals import a_pdf, written


def made(value):
    """A Python value as an object of a PDF; strings that begin with a slash are names."""
    if isinstance(value, dict):
        return DictionaryObject({NameObject(key): made(inner) for key, inner in value.items()})
    if isinstance(value, list):
        return ArrayObject([made(inner) for inner in value])
    if isinstance(value, str):
        return NameObject(value) if value.startswith("/") else TextStringObject(value)
    return NumberObject(value) if isinstance(value, int) else value


def holding(*, catalog=None, page=None, loose=None) -> bytes:
    """A PDF of one page with more in its catalogue or page, or an object that nothing leads to."""
    writer = PdfWriter(clone_from=BytesIO(a_pdf()))
    for key, value in (catalog or {}).items():
        writer.root_object[NameObject(key)] = made(value)
    for key, value in (page or {}).items():
        writer.pages[0][NameObject(key)] = made(value)
    if loose is not None:
        writer._add_object(made(loose))
    return written(writer)


def outside_stream() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(a_pdf()))
    stream = DecodedStreamObject()
    stream.set_data(b"")
    stream.update(made({"/F": "//10.0.0.1/share/x"}))
    writer.pages[0][NameObject("/Contents")] = writer._add_object(stream)
    return written(writer)


def hidden_name(content: bytes) -> bytes:
    """The same with a letter of a name written as its number, which every reader undoes."""
    assert b"/Launch" in content
    return content.replace(b"/Launch", b"/L#61unch")


JS = {"/S": "/JavaScript", "/JS": "app.alert(1)"}
LAUNCH = {"/S": "/Launch", "/F": "cmd.exe"}
REMOTE = {"/S": "/GoToR", "/F": "//10.0.0.1/share/x.pdf", "/D": [0, "/Fit"]}
URI = {"/S": "/URI", "/URI": "https://evil.example/"}
WIDGET = {"/Type": "/Annot", "/Subtype": "/Widget", "/FT": "/Tx", "/T": "jina", "/Rect": [0, 0, 9, 9]}
LINK = {"/Type": "/Annot", "/Subtype": "/Link", "/Rect": [0, 0, 9, 9]}
POLYGLOT = a_pdf().replace(b"%PDF-1.3\n", b"%PDF-1.3\n<HTML><script>alert(1)</script>\n")

HOSTILE = {
    "script in a form field": (
        holding(catalog={"/AcroForm": {"/Fields": [WIDGET | {"/AA": {"/K": JS}}]}}),
        "script",
    ),
    "script in the kids of a field": (
        holding(catalog={"/AcroForm": {"/Fields": [{"/T": "a", "/Kids": [WIDGET | {"/A": JS}]}]}}),
        "script",
    ),
    "script in the outline": (
        holding(catalog={"/Outlines": {"/First": {"/Title": "Sura", "/A": JS}}}),
        "script",
    ),
    "script by name": (holding(catalog={"/Names": {"/JavaScript": {"/Names": ["a", JS]}}}), "script"),
    "script that nothing leads to": (holding(loose=JS), "script"),
    "launch in the outline": (holding(catalog={"/Outlines": {"/First": {"/A": LAUNCH}}}), "launch"),
    "launch after a harmless step": (
        holding(page={"/Annots": [LINK | {"/A": {"/S": "/GoTo", "/Next": [LAUNCH]}}]}),
        "launch",
    ),
    "launch under a hidden name": (hidden_name(holding(catalog={"/OpenAction": LAUNCH})), "launch"),
    "another file on opening": (holding(catalog={"/OpenAction": REMOTE}), "elsewhere"),
    "another file in a link": (holding(page={"/Annots": [LINK | {"/A": REMOTE}]}), "elsewhere"),
    "page from another file": (outside_stream(), "elsewhere"),
    "address on opening": (holding(catalog={"/OpenAction": URI}), "opens"),
    "address on turning to a page": (holding(page={"/AA": {"/O": URI}}), "opens"),
    "address after a step": (holding(catalog={"/OpenAction": {"/S": "/GoTo", "/Next": URI}}), "opens"),
    "address under the mouse": (holding(page={"/Annots": [LINK | {"/AA": {"/E": URI}}]}), "opens"),
    "file by name": (holding(catalog={"/Names": {"/EmbeddedFiles": {"/Names": []}}}), "embedded"),
    "file in a note": (
        holding(
            page={"/Annots": [{"/Subtype": "/FileAttachment", "/Rect": [0, 0, 9, 9], "/FS": {"/F": "x"}}]}
        ),
        "embedded",
    ),
    "file that nothing leads to": (holding(loose={"/Type": "/Filespec", "/EF": {"/F": 1}}), "embedded"),
    "portfolio": (holding(catalog={"/Collection": {"/Type": "/Collection"}}), "embedded"),
    "form of another kind": (holding(catalog={"/AcroForm": {"/XFA": ["a", "b"], "/Fields": []}}), "form"),
    "form that sends": (holding(page={"/Annots": [WIDGET | {"/A": {"/S": "/SubmitForm"}}]}), "sends"),
    "film": (holding(page={"/Annots": [{"/Subtype": "/Screen", "/Rect": [0, 0, 9, 9]}]}), "media"),
    "web page": (POLYGLOT, "polyglot"),
    "web page at the end": (a_pdf() + b"\n<!DOCTYPE html><body onload=x>", "polyglot"),
    "archive at the end": (a_pdf() + b"PK\x03\x04 PK\x05\x06" + bytes(18), "polyglot"),
    "more after the end": (a_pdf() + b"rm -rf /", "polyglot"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_pdf_would_do_is_found_wherever_it_hides(name):
    content, reason = HOSTILE[name]
    assert json.loads(pdf.work(content)) == {"refused": reason}


def test_what_people_really_submit_passes():
    """Links to press, an outline, comments, a form to read, a line break after the end, pictures named oddly."""
    ordinary = holding(
        catalog={
            "/Outlines": {"/First": {"/Title": "Sura", "/A": {"/S": "/GoTo", "/D": [0, "/Fit"]}}},
            "/OpenAction": [0, "/Fit"],
            "/AcroForm": {"/Fields": [WIDGET]},
        },
        page={
            "/Annots": [LINK | {"/A": URI}, {"/Subtype": "/Text", "/Rect": [0, 0, 9, 9], "/Contents": "ok"}],
            "/Resources": {"/Font": {"/EF": {"/Type": "/Font"}, "/JS": {"/Type": "/Font"}}},
        },
    )
    assert json.loads(pdf.work(ordinary + b"\r\n\0")) == {"pages": 1}


def test_a_file_that_keeps_the_parser_busy_is_refused_within_seconds(monkeypatch):
    # A fast machine reads it in just under the five seconds that a file may take.
    monkeypatch.setattr(sandbox, "run", partial(sandbox.run, seconds=2))
    content = b"%PDF-1.7\n" + b"trailer<</Prev 0>>" * (9_500_000 // 18) + b"\nstartxref\n9\n%%EOF\n"
    began = time.monotonic()
    with pytest.raises(Invalid) as refusal:
        examine("kazi.pdf", content)
    assert refusal.value.key == "proposals.file.too_hard"
    assert time.monotonic() - began < 18


def test_the_process_may_take_little_time_and_memory_and_knows_no_secret(monkeypatch):
    monkeypatch.setenv("HUB_SMTP_URL", "smtp://user:secret@mail.example")
    seen = json.loads(sandbox.run("tests.unit.tasks", b"", "tell"))
    assert not [name for name in seen["environment"] if name.startswith("HUB_")]
    for task in ("spin", "sleep"):
        began = time.monotonic()
        with pytest.raises(sandbox.TooCostly):
            sandbox.run("tests.unit.tasks", b"", task, seconds=1)
        assert time.monotonic() - began < 6
    with pytest.raises(sandbox.Crashed):
        sandbox.run("tests.unit.tasks", b"", "crash")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux bounds the memory of a process")
def test_a_file_that_unpacks_to_gigabytes_ends_its_own_process():
    with pytest.raises(sandbox.TooCostly):
        sandbox.run("tests.unit.tasks", b"", "swell")


def test_so_many_files_at_once_and_no_more(monkeypatch):
    monkeypatch.setattr(sandbox, "_slots", threading.BoundedSemaphore(1))
    monkeypatch.setattr(sandbox, "WAIT_SECONDS", 0.01)
    sandbox._slots.acquire()
    with pytest.raises(TooBusy) as refusal:
        examine("kazi.pdf", a_pdf())
    assert refusal.value.key == "proposals.file.busy"
