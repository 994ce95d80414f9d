"""Checks of the database and its records."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, text
from sqlmodel import select

from db import triggers
from db.engine import engine
from db.error_translation import translated_errors
from db.migrate import head
from db.models.resolutions import Resolution
from db.queries import messages
from db.queries.institutions import clashing
from db.unit_of_work import read_only
from innovation_hub.domain.clock import now
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.i18n import formats
from innovation_hub.services import budgets, health, journal, setback, similarity, trail
from innovation_hub.services.doctor.finding import Grade

Result = tuple[Grade, str, dict[str, Any]]
LATE = timedelta(hours=1)


def database() -> Result:
    """Whether the database answers."""
    current = engine()
    version = "SELECT sqlite_version()" if _sqlite() else "SHOW server_version"
    with translated_errors(), current.connect() as connection:
        found = connection.execute(text(version)).scalar()
    data = {"engine": "SQLite" if _sqlite() else "PostgreSQL", "version": found}
    return Grade.GOOD, "cli.doctor.database.answers", data


def tables() -> Result:
    """Whether the tables are those of this release."""
    health.readiness()
    return Grade.GOOD, "cli.doctor.tables.current", {"head": head()}


def writing() -> Result:
    """Whether the database can be written to."""
    health.writable()
    return Grade.GOOD, "cli.doctor.writing.possible", {}


def append_only() -> Result:
    """Whether the database itself still refuses to change journal, postings and submissions."""
    with engine().connect() as connection:
        lacking = triggers.lacking(connection)
    if lacking:
        return Grade.BAD, "cli.doctor.append_only.missing", {"names": ", ".join(lacking)}
    return Grade.GOOD, "cli.doctor.append_only.kept", {"names": ", ".join(triggers.APPEND_ONLY)}


def reference() -> Result:
    """Whether the twelve resolutions are there."""
    with read_only() as session:
        count = session.exec(select(func.count()).select_from(Resolution)).one()
    if count != 12:
        return Grade.BAD, "cli.doctor.reference.missing", {}
    return Grade.GOOD, "cli.doctor.reference.loaded", {}


def chain() -> Result:
    """Whether the journal's chain is intact, and every record has the hash in its last entry."""
    verdict = journal.verify()
    if verdict.broken_at is not None:
        return Grade.BAD, "cli.journal.broken", {"entry": verdict.broken_at, "good": verdict.entries}
    if verdict.faults:
        return Grade.BAD, "cli.journal.differs", journal.fault_summary(verdict.faults)
    return Grade.GOOD, "cli.doctor.chain.whole", {"count": verdict.entries, "records": verdict.records}


def ledger() -> Result:
    """Whether balances and totals equal the sums of the postings."""
    verdict = budgets.verify_ledger()
    return Grade.GOOD, "cli.doctor.ledger.agrees", {"count": verdict}


def clock() -> Result:
    """Whether no recorded instant is in the future, as happens when the clock was set back."""
    found = setback.ahead()
    if found is None:
        return Grade.GOOD, "cli.doctor.clock.right", {}
    name, at = found
    return (
        Grade.WARNING,
        "cli.doctor.clock.behind",
        {"table": name, "at": formats.stamp(at), "now": formats.stamp(now())},
    )


def institutions() -> Result:
    """Whether codes of institutions are unique without regard to case; in old databases they may not be."""
    with read_only() as session:
        codes = clashing(session)
    if codes:
        return Grade.WARNING, "cli.doctor.institutions.clash", {"codes": ", ".join(codes)}
    return Grade.GOOD, "cli.doctor.institutions.apart", {}


def similar() -> Result:
    """Whether the index of similar work is up to date."""
    return Grade.GOOD, "cli.doctor.similar.agrees", {"count": similarity.checked()}


def outbox() -> Result:
    """Whether e-mails are delivered: a warning for a failed address, BAD when none is sent at all."""
    with read_only() as session:
        found = messages.standing(session, late_since=now() - LATE)
        why = messages.reasons(session, limit=3)
    grade = Grade.BAD if found.stuck else Grade.WARNING if found.undelivered or found.late else Grade.GOOD
    data = {"pending": found.pending, "late": found.late, "failed": found.failed, "refused": found.refused}
    if not why:
        return grade, "cli.doctor.outbox.found", data
    reasons = "; ".join(f"{n} × {reason}" for reason, n in why)
    return grade, "cli.doctor.outbox.undelivered", data | {"reasons": reasons}


def security() -> Result:
    """Counts of recent refusals, for a supervisor; never a failure by themselves."""
    found = trail.counts()
    data = {event.value: found.get(event, 0) for event in TrailEvent}
    roles = data["role_granted"] + data["role_revoked"]
    return Grade.GOOD, "cli.doctor.security.found", data | {"roles": roles}


def _sqlite() -> bool:
    return engine().dialect.name == "sqlite"
