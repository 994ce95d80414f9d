"""The house stays in order: small files, a pure domain, guarded pages, nothing of one machine in it."""

import ast
import re
import statistics
import sys
from collections import defaultdict

import pytest

from tests.architecture import source

MACHINE = re.compile(r"(?<![\w.:/*-])/(home|root|Users|work|tmp|mnt|private)/[\w.]")


def lengths() -> dict[str, int]:
    written = {source.name(path): path.read_text().count("\n") for path in source.files()}
    return {name: lines for name, lines in written.items() if lines and "/versions/" not in name}


def test_files_are_small():
    too_long = {name: lines for name, lines in lengths().items() if lines > 400}
    assert not too_long
    assert statistics.median(lengths().values()) <= 120


def imported(path) -> set[str]:
    found = set()
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or ".")
    return found


@pytest.mark.parametrize("path", source.files("innovation_hub/domain"), ids=source.name)
def test_the_domain_needs_nothing_but_the_standard_library(path):
    allowed = sys.stdlib_module_names | {"innovation_hub"}
    assert {name for name in imported(path) if name.split(".")[0] not in allowed} == set()


def test_no_file_names_a_folder_of_one_machine():
    naming = {source.name(path) for path in source.kept() if MACHINE.search(path.read_text(errors="ignore"))}
    assert naming == set()


def test_small_letters_have_full_contrast():
    pale = {source.name(path) for path in source.files() if re.search(r"\.caption\(", path.read_text())}
    assert pale == set(), "write st.markdown(small(...)) of innovation_hub.ui.text"


@pytest.mark.parametrize(
    "path", [*source.files("pages"), *source.files("innovation_hub/ui")], ids=source.name
)
def test_no_widget_is_bound_to_the_address(path):
    # Streamlit refuses to say an address again that a widget is bound to: see innovation_hub.ui.lists.address.
    calls = [node for node in ast.walk(source.tree(path)) if isinstance(node, ast.Call)]
    assert not [call.lineno for call in calls if any(word.arg == "bind" for word in call.keywords)]


def test_a_row_without_a_key_is_not_taken_for_number_0():
    named = {source.name(path) for path in source.files() if re.search(r"\.id or 0\b", path.read_text())}
    assert named == set(), "ask pk(row) of db.primary_key, which raises"


WRITES = re.compile(r"session\.(add|add_all|delete|merge)\(|(?<![\w.])(insert|update|delete)\(")


def test_queries_read_and_commands_write():
    writing = {source.name(path) for path in source.files("db/queries") if WRITES.search(path.read_text())}
    assert writing == set(), "statements that write stand in db/commands"


def test_a_class_has_a_name_of_its_own():
    homes = defaultdict(list)
    for path in source.files():
        for node in ast.walk(source.tree(path)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                homes[node.name].append(source.name(path))
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}
