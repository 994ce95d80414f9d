"""A plugin of pytest: refuse tests that were not run with the code of the folder they stand in."""

import sys
from pathlib import Path

import pytest

OURS = ("innovation_hub", "db", "pages", "tests")


def strangers(root: Path) -> list[str]:
    """The files of loaded modules of the project that are not below a folder."""
    ours = [module for name, module in sys.modules.items() if name.partition(".")[0] in OURS]
    files = [Path(module.__file__).resolve() for module in ours if getattr(module, "__file__", None)]
    return [str(file) for file in files if not file.is_relative_to(root.resolve())]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """End the run in error when it tested another copy."""
    if found := strangers(session.config.rootpath):
        raise pytest.UsageError(f"the tests used code of another folder: {found[:3]}")
