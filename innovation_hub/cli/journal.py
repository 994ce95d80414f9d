"""``innovation-hub journal verify``."""

import re
import sys
from email import message_from_bytes, policy
from pathlib import Path
from typing import Annotated

import typer

from innovation_hub.cli.outcome import REFUSED, USAGE, exit_with
from innovation_hub.cli.words import spoken, t
from innovation_hub.i18n import LANGUAGES, translator

_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


def verify(
    noted: Annotated[str | None, typer.Option(help=t("cli.journal.noted"), show_default=False)] = None,
) -> None:
    """Exit with 1 when an entry was changed, removed or inserted, a record differs, or the chain lacks ``noted``."""
    from innovation_hub.services import health, journal

    health.readiness()
    hashes = _hashes(noted) if noted else ()
    verdict = journal.verify(_progress, noted=hashes)
    if verdict.broken_at is not None:
        exit_with(t("cli.journal.broken", entry=verdict.broken_at, good=verdict.entries), REFUSED)
    if verdict.faults:
        exit_with(t("cli.journal.differs", **journal.fault_summary(verdict.faults)), REFUSED)
    if not verdict.holds:
        exit_with(t("cli.journal.cut", noted=noted, left=verdict.entries), REFUSED)
    if hashes:
        typer.echo(t("cli.journal.holds", n=len(hashes)))
    typer.echo(t("cli.journal.whole", n=verdict.entries))
    typer.echo(t("cli.journal.records", n=verdict.records))
    typer.echo(t("cli.journal.head", head=verdict.head))


def _progress(checked: int) -> None:
    """Print the progress on a terminal, every ten thousand entries, which take about a second."""
    if checked % 10_000 == 0 and sys.stderr.isatty():
        typer.echo(spoken()("cli.journal.checked", n=checked), err=True)


def _hashes(noted: str) -> tuple[str, ...]:
    """The hashes of entries in a note: the hash itself, or a file such as a receipt or a saved e-mail."""
    path = Path(noted)
    if _HASH.fullmatch(noted):
        return (noted,)
    if not path.is_file():
        exit_with(t("cli.journal.no_note", noted=noted), USAGE)
    text = _text(path.read_bytes())
    named = [line for line in text.splitlines() if any(word in line for word in _names())]
    hashes = _HASH.findall("\n".join(named)) or _HASH.findall(text)
    if not hashes:
        exit_with(t("cli.journal.no_note", noted=noted), USAGE)
    return tuple(dict.fromkeys(hashes))


def _text(raw: bytes) -> str:
    """The text of a file, which is plain text or an e-mail with its own encoding."""
    mail = message_from_bytes(raw, policy=policy.default)
    if not (mail["From"] and mail["Subject"]):
        return raw.decode(errors="replace")
    # Also what was forwarded as an attachment, or is HTML alone.
    texts = [one for one in mail.walk() if one.get_content_maintype() == "text"]
    return "\n".join(str(one.get_content()) for one in texts)


def _names() -> tuple[str, ...]:
    """The labels by which receipts and e-mails name the hash of an entry, to tell it from the hash of a content."""
    return tuple(translator(lang)("journal.noted", head="").strip() for lang in LANGUAGES)
