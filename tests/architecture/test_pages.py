"""Each page is a module with a function ``page(actor, t)`` and a row of the registry that holds its permission."""

import ast

import pytest

from innovation_hub.ui.pages import PAGES
from tests.architecture import source

FILES = [path for path in source.files("pages") if path.stem != "__init__"]
QUIET = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)


def test_each_file_has_one_row():
    assert sorted(info.name for info in PAGES) == sorted(path.stem for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=source.name)
def test_a_page_is_drawn_by_its_function(path):
    functions = {node.name: node for node in source.tree(path).body if isinstance(node, ast.FunctionDef)}
    assert ast.unparse(functions["page"].args) == "actor: Actor, t: Translator"


@pytest.mark.parametrize("path", FILES, ids=source.name)
def test_nothing_is_drawn_or_asked_as_a_page_is_imported(path):
    texts = [
        node for node in source.tree(path).body if isinstance(getattr(node, "value", None), ast.Constant)
    ]
    statements = [node for node in source.tree(path).body if node not in texts]
    assert not [node.lineno for node in statements if not isinstance(node, QUIET)]
    values = [
        node.value for node in statements if isinstance(node, ast.Assign | ast.AnnAssign) and node.value
    ]
    names = {node.id for value in values for node in ast.walk(value) if isinstance(node, ast.Name)}
    assert not names & {"st", "context", "guard"}


@pytest.mark.parametrize("path", FILES, ids=source.name)
def test_a_page_leaves_its_permission_to_the_registry(path):
    imported = {
        alias.name
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "innovation_hub.ui"
        for alias in node.names
    }
    assert "guard" not in imported
