"""Export of one's data: everything the hub holds about a person, with the drafts and the PDFs they may open."""

import json
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlmodel import Session, col, select

from db.models.accounts import Account
from db.models.accounts import Session as SignIn
from db.models.calls import Call
from db.models.journal import JournalEntry
from db.models.proposals import Attachment, Proposal
from db.primary_key import pk
from db.queries import profile as records
from db.unit_of_work import read_only
from innovation_hub.domain.clock import DAR, now
from innovation_hub.domain.permissions import Actor, Permission, ensure
from innovation_hub.domain.proposal_fields import FIELDS, WRITTEN
from innovation_hub.domain.proposals import FILE_NAME_MAX
from innovation_hub.i18n import Translator, translator
from innovation_hub.services.proposals import views

DATA = "my-data.json"


def export_mine(actor: Actor) -> str:
    """Everything the hub holds about the actor, as JSON text; secrets are left out."""
    ensure(actor, Permission.ACCOUNT_OWN)
    with read_only() as session:
        return _data(session, actor)


def download_mine(actor: Actor) -> bytes:
    """The same as a ZIP: the JSON, each proposal the actor writes as text, and every PDF of these proposals.

    PDFs are read one at a time; those of all submitted versions are included.
    """
    ensure(actor, Permission.ACCOUNT_OWN)
    out = BytesIO()
    with read_only() as session, ZipFile(out, "w") as archive:
        _put(archive, DATA, _data(session, actor).encode())
        t = translator(actor.language)
        for row, call in records.proposals_written(session, actor.id):
            folder = f"proposals/{row.code or f'draft-{row.id}'}"
            _put(archive, f"{folder}/draft.md", _text(t, row, call).encode())
            for pdf_id in records.files_of(session, pk(row)):
                pdf = session.get_one(Attachment, pdf_id)
                _put(archive, f"{folder}/{pdf_id}-{_file_name(pdf.name)}", pdf.content, ZIP_STORED)
                session.expunge(pdf)
    return out.getvalue()


def _data(session: Session, actor: Actor) -> str:
    account = session.get_one(Account, actor.id)
    held: dict[str, Any] = {
        "exported_at": now(),
        "account": account.model_dump(exclude={"password_hash"}),
        "roles": sorted(actor.roles),
        "sessions": _sessions(session, actor.id),
        "proposals": _proposals(session, actor.id),
        **records.rows_about(session, actor.id, account.email),
        "journal": _journal(session, actor.id),
    }
    return json.dumps(held, ensure_ascii=False, indent=2, default=_written)


def _sessions(session: Session, account_id: int) -> list[dict[str, Any]]:
    rows = session.exec(select(SignIn).where(SignIn.account_id == account_id).order_by(col(SignIn.id)))
    return [row.model_dump(exclude={"token_hash", "account_id"}) for row in rows]


def _proposals(session: Session, account_id: int) -> list[dict[str, Any]]:
    """The person's proposals as the pages show them: decisions are left out until the results are published."""
    at = now()
    return [
        {
            **row.model_dump(include={"id", "code", "title", "created_at", "updated_at", "language"}),
            "state": views.state(row.state, call, at).value,
            "call": call.code,
            "leads": row.owner_id == account_id,
            "draft": row.model_dump(include=set(FIELDS)),
        }
        for row, call in records.proposals_written(session, account_id)
    ]


def _journal(session: Session, account_id: int) -> list[dict[str, Any]]:
    query = select(JournalEntry).where(JournalEntry.actor_id == account_id).order_by(col(JournalEntry.id))
    return [
        entry.model_dump(exclude={"hash", "previous_hash", "actor_id", "records"})
        for entry in session.exec(query)
    ]


def _text(t: Translator, row: Proposal, call: Call) -> str:
    """The working copy as Markdown that any editor opens, under the headings of the form."""
    # keys: proposals.field.*, proposals.untitled
    parts = [
        f"# {row.title or t('proposals.untitled')}",
        t("proposals.of_call", title=t.pick(call.title_sw, call.title_en)),
    ]
    parts += [f"## {t(field.heading)}\n\n{getattr(row, field.name) or '–'}" for field in WRITTEN]
    return "\n\n".join(parts) + "\n"


def _put(archive: ZipFile, name: str, content: bytes, method: int = ZIP_DEFLATED) -> None:
    here = now().astimezone(DAR)
    entry = ZipInfo(name, (here.year, here.month, here.day, here.hour, here.minute, here.second))
    entry.compress_type, entry.external_attr = method, 0o600 << 16
    archive.writestr(entry, content)


def _file_name(name: str) -> str:
    """The name with every character that is not a letter, digit or harmless sign replaced by ``_``."""
    safe = "".join(sign if sign.isalnum() or sign in " .-_()" else "_" for sign in name).strip(" .")
    return safe[-FILE_NAME_MAX:] or "file.pdf"


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
