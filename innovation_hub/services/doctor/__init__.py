"""Read-only checks of the hub: settings, installation, database, records."""

from collections.abc import Iterator

from innovation_hub.errors import HubError
from innovation_hub.services.doctor import demonstration, installation, records
from innovation_hub.services.doctor.finding import Check, Finding, Grade

__all__ = ["Check", "Finding", "Grade", "examine"]

INSTALLATION: tuple[Check, ...] = (
    installation.python,
    installation.packages,
    installation.configuration,
    installation.catalogues,
    installation.disk,
)
DATABASE: tuple[Check, ...] = (records.database, records.tables)
RECORDS: tuple[Check, ...] = (
    records.writing,
    records.append_only,
    records.reference,
    demonstration.demonstration,
    records.clock,
    records.chain,
    records.ledger,
    records.similar,
    records.institutions,
    records.outbox,
    records.security,
)


def examine() -> Iterator[Finding]:
    """Run every check and yield its finding; once the database fails, the rest is skipped."""
    for check in INSTALLATION:
        yield _found(check)
    usable = True
    for check in (*DATABASE, *RECORDS):
        if not usable:
            yield Finding(check.__name__, Grade.SKIPPED, "cli.doctor.skipped")
            continue
        finding = _found(check)
        yield finding
        usable = check not in DATABASE or finding.grade is not Grade.BAD


def _found(check: Check) -> Finding:
    try:
        grade, key, data = check()
    except HubError as error:
        grade, key, data = Grade.BAD, error.key, error.data
    return Finding(check.__name__, grade, key, data)
