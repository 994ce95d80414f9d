"""Checks of the machine and the installation."""

import platform
import re
import shutil
import sys
from importlib import metadata
from typing import Any

from innovation_hub.config import HOME, settings
from innovation_hub.i18n import LANGUAGES
from innovation_hub.i18n.translator import read_catalogue
from innovation_hub.services.doctor.finding import Grade

PYTHON = (3, 11)
MEGABYTE = 2**20
DISK_BAD, DISK_WARNING = 200 * MEGABYTE, 1024 * MEGABYTE
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;\\]+)\s*(;)?", re.MULTILINE)

Result = tuple[Grade, str, dict[str, Any]]


def python() -> Result:
    """Whether Python is new enough."""
    grade = Grade.GOOD if sys.version_info >= PYTHON else Grade.BAD
    return grade, "cli.doctor.python.found", {"version": platform.python_version()}


def packages() -> Result:
    """Whether the installed packages are those of the lock."""
    lock = HOME / "requirements.txt"
    if not lock.exists():
        return Grade.WARNING, "cli.doctor.packages.no_lock", {}
    pins: dict[str, set[str]] = {}
    optional = set()
    for name, version, marked in _PIN.findall(lock.read_text()):
        pins.setdefault(name, set()).add(version)
        optional |= {name} if marked else set()
    differing = sorted(name for name in pins if not _as_locked(name, pins[name], name in optional))
    if differing:
        return Grade.BAD, "cli.doctor.packages.differ", {"names": ", ".join(differing)}
    return Grade.GOOD, "cli.doctor.packages.locked", {"count": len(pins)}


def _as_locked(name: str, versions: set[str], optional: bool) -> bool:
    """Whether a package is of a locked version; one that only some systems need may be missing."""
    try:
        return metadata.version(name) in versions
    except metadata.PackageNotFoundError:
        return optional


def configuration() -> Result:
    """Whether the settings are valid, and in production also safe."""
    current = settings()
    if current.production and not current.base_url.startswith("https://"):
        return Grade.BAD, "cli.doctor.configuration.no_tls", {"url": current.base_url}
    if current.production and current.smtp_url is None:
        return Grade.WARNING, "cli.doctor.configuration.no_smtp", {}
    return Grade.GOOD, "cli.doctor.configuration.read", {"env": current.env, "url": current.base_url}


def catalogues() -> Result:
    """Whether every sentence exists in every language, none of them empty or fuzzy."""
    keys: dict[str, set[str]] = {}
    unfinished: set[str] = set()
    for lang in LANGUAGES:
        entries = [message for message in read_catalogue(lang) if message.id]
        names = {m.id if isinstance(m.id, str) else m.id[0]: m for m in entries}
        keys[lang] = set(names)
        unfinished |= {name for name, m in names.items() if m.fuzzy or not all(_forms(m.string))}
    for one in keys.values():
        unfinished |= keys["sw"] ^ one
    if unfinished:
        return Grade.BAD, "cli.doctor.catalogues.unfinished", {"keys": ", ".join(sorted(unfinished)[:5])}
    return Grade.GOOD, "cli.doctor.catalogues.complete", {"count": len(keys["sw"])}


def _forms(string: str | list[str] | tuple[str, ...] | None) -> tuple[str | None, ...]:
    return (string,) if isinstance(string, str | None) else tuple(string)


def disk() -> Result:
    """Whether the disk of the hub's state has free space."""
    folder = settings().var_dir.absolute()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    grade = Grade.BAD if free < DISK_BAD else Grade.WARNING if free < DISK_WARNING else Grade.GOOD
    return grade, "cli.doctor.disk.free", {"megabytes": free // MEGABYTE, "folder": folder}
