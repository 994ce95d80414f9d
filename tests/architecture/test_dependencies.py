"""Every dependency has a reason, and every reason its dependency."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from itertools import chain

from tests.architecture import source
from tests.architecture.source import ROOT

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


def test_whatever_the_code_imports_is_declared():
    """A package that another one happens to bring along may be gone tomorrow."""
    own = {"innovation_hub", "db", "pages"}
    needed = {
        name.split(".")[0]
        for path in source.files()
        for node in ast.walk(source.tree(path))
        for name in _imports(node)
    } - (sys.stdlib_module_names | own)
    distributions = packages_distributions()
    owners = {module: {d.lower() for d in distributions.get(module, [module])} for module in needed}
    assert {module for module, names in owners.items() if not names & declared()} == set()


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
