"""Every dependency has a reason, and every reason its dependency."""

import re
import tomllib
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADR = ROOT / "docs" / "adr" / "0002-dependencies.md"


def declared() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    requirements = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    return {re.match(r"[\w-]+", requirement)[0] for requirement in requirements}


def test_each_dependency_has_a_line_with_its_reason_and_licence():
    explained = set(re.findall(r"^\| ([a-z][\w-]*) \| [^|]+ \| [^|]+ \|$", ADR.read_text(), re.MULTILINE))
    assert explained == declared()


def test_the_locks_name_versions_and_hashes_but_no_host():
    for lock in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / lock).read_text()
        assert "://" not in text, f"{lock} names a host"
        assert not re.search(r"^-", text, re.MULTILINE), f"{lock} sets an option of the installer"
        assert text.count("--hash=sha256:") > 100
