"""Check of contents against their stored hashes: submissions, what lists copy of them, their PDFs, stored rankings."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, select
from sqlmodel import Session, SQLModel

from db.models.proposals import Attachment, Proposal, Submission
from db.models.ranking import KeptRanking
from db.records import table_of
from innovation_hub.domain.canonical import canonical, sha256
from innovation_hub.domain.folding import key

_COPIED = "submission_id submitted_title submitted_key submitted_at"
MANY, FEW = 200, 4  # rows read at a time: texts, and files of megabytes


class Wrong(StrEnum):
    """How a record fails the check: changed, not in the journal, deleted, or its content does not match its hash."""

    CHANGED = "changed"
    UNKNOWN = "unknown"
    GONE = "gone"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that differs from its hash in the journal."""

    kind: str
    id: int
    wrong: Wrong


def fault_summary(faults: tuple[Fault, ...], most: int = 10) -> dict[str, Any]:
    """Return the placeholders of a sentence about faults: ``count``, and ``names`` of the first ``most`` of them."""
    names = ", ".join(f"{one.kind} {one.id} ({one.wrong.value})" for one in faults[:most])
    return {"count": len(faults), "names": f"{names}, …" if len(faults) > most else names}


def contents(session: Session) -> Iterator[Fault]:
    """Yield every record whose content does not match its stored hash, or the submission it was copied from."""
    pdfs: dict[int, tuple[int, str]] = {}
    copies = {row.submission_id: row for row in _rows(session, Proposal, _COPIED)}
    for row in _rows(session, Submission, "proposal_id content content_hash attachment_id submitted_at"):
        pdf = _named_pdf(row.content)
        if sha256(canonical(row.content)) != row.content_hash or (pdf is None) != (row.attachment_id is None):
            yield Fault("submission", row.id, Wrong.CONTENT)
            continue
        if pdf is not None:
            pdfs[row.attachment_id] = row.id, pdf
        if (copy := copies.get(row.id)) and not _agrees(copy, row):
            yield Fault("proposal", copy.id, Wrong.CHANGED)
    yield from _files(session, pdfs)
    for row in _rows(session, KeptRanking, "result result_hash"):
        if sha256(row.result) != row.result_hash:
            yield Fault("ranking", row.id, Wrong.CONTENT)


def _agrees(copy: Any, submission: Any) -> bool:
    """Whether the columns by which lists sort and search equal the proposal's last submission."""
    title = submission.content["blind"]["title"]
    found = copy.submitted_title, copy.submitted_key, copy.submitted_at
    return found == (title, key(title), submission.submitted_at)


def _named_pdf(content: Any) -> str | None:
    """The hash of the PDF in a submission's content; None without a PDF."""
    blind = content.get("blind") if isinstance(content, dict) else None
    named = blind.get("attachment") if isinstance(blind, dict) else None
    return str(named.get("sha256")) if isinstance(named, dict) else None


def _files(session: Session, pdfs: dict[int, tuple[int, str]]) -> Iterator[Fault]:
    """Yield the submissions whose stored PDF does not match its hash."""
    left = dict(pdfs)
    for row in _rows(session, Attachment, "content", FEW):
        submission, named = left.pop(row.id, (0, ""))
        if submission and hashlib.sha256(row.content).hexdigest() != named:
            yield Fault("submission", submission, Wrong.CONTENT)
    for submission, _ in left.values():
        yield Fault("submission", submission, Wrong.CONTENT)


def _rows(session: Session, model: type[SQLModel], names: str, size: int = MANY) -> Iterator[Any]:
    columns: Any = table_of(model).c
    wanted: list[Column[Any]] = [columns.id, *(columns[name] for name in names.split())]
    last = None
    while True:
        query = select(*wanted).order_by(columns.id).limit(size)
        batch = session.connection().execute(query if last is None else query.where(columns.id > last)).all()
        if not batch:
            return
        yield from batch
        last = batch[-1].id
