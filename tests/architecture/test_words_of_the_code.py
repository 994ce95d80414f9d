"""The code speaks the field's words: a name or a docstring says return and submit, and no function is called told."""

import ast
import re

from tests.architecture.source import files, name, tree

NAMES = re.compile(r"^_?told(_|$)|_told$|^forgive|^until_journalled$")
PROSE = re.compile(
    r"\b(?:giv(?:e|es|ing|en)|gave) back\b|\bhand(?:s|ed|ing)?[ -]in\b|\bpostman\b|\banew\b|\bweed(?:s|ed|ing)?\b"
    r"|\btakes? leave\b|\bas good as (?:none|one)\b|\blos(?:e|es) (?:its|their) force\b|\bdead link\b"
    r"|\bwhereabouts\b|\bslips? of the pen\b|\bopens? (?:its|their|the) doors\b",
    re.IGNORECASE,
)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def misnamed(source):
    """Functions and classes with a name of our own where the field has a word."""
    return [
        node.name for node in ast.walk(source) if isinstance(node, DEFINITIONS) and NAMES.search(node.name)
    ]


def misworded(text):
    """Such words in docstrings, comments and whatever else stands in a line."""
    return PROSE.findall(text)


def test_names_and_docstrings_use_the_words_of_the_field():
    found = {name(path): misnamed(tree(path)) + misworded(path.read_text()) for path in files()}
    assert {path: words for path, words in found.items() if words} == {}


def test_words_of_our_own_are_found():
    assert misnamed(ast.parse("def told(): ...\nclass A:\n    def _told(self): ...")) == ["told", "_told"]
    assert misworded('"""Add it; gives back its id, once handed in."""') == ["gives back", "handed in"]
    assert misworded('"""Weeded, then made anew; others are as good as none."""') == [
        "Weeded",
        "anew",
        "as good as none",
    ]
