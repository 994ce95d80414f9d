"""Names, docstrings, comments and documents use the terms of the field: return and submit, not words of our own."""

import ast
import re

from tests.architecture.source import ROOT, files, name, tree

NAMES = re.compile(r"^_?told(_|$)|_told$|^forgive|^until_journalled$|^_?(say|held|kept|stands|became|door)$")
PROSE = re.compile(
    r"\b(?:giv(?:e|es|ing|en)|gave) back\b|\bhand(?:s|ed|ing)?[ -]in\b|\bpostman\b|\banew\b|\bweed(?:s|ed|ing)?\b"
    r"|\btakes? leave\b|\bas good as (?:none|one)\b|\blos(?:e|es) (?:its|their) force\b|\bdead link\b"
    r"|\bwhereabouts\b|\bslips? of the pen\b|\bopens? (?:its|their|the) doors\b"
    r"|\bquarrel(?:s|led)?\b|\bhand(?:s|ed|ing)? (?:it |them )?(?:over|on)\b|\bgood-?bye\b|\bat home in\b"
    r"|\bbehind a fold\b|\bdrawn by lot\b|\bmade by dice\b|\bhas its hands full\b|\bis no news\b|\bwritten down\b",
    re.IGNORECASE,
)
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
GLOSSARY = ROOT / "docs" / "glossary.md"  # quotes refused words
OTHERS = [
    *files("benchmarks"),
    *(path for suffix in (".js", ".css", ".html") for path in files("innovation_hub", suffix=suffix)),
    *(path for path in files("docs", "README.md", "CONTRIBUTING.md", suffix=".md") if path != GLOSSARY),
]
"""Texts to check besides the running code: benchmarks, scripts, style sheets, templates and documents."""


def misnamed(source):
    """Functions and classes with a name of our own where the field has a word."""
    return [
        node.name for node in ast.walk(source) if isinstance(node, DEFINITIONS) and NAMES.search(node.name)
    ]


def misworded(text):
    """Such words in a text: docstrings, comments and everything else."""
    return PROSE.findall(text)


def test_names_and_docstrings_use_the_words_of_the_field():
    found = {name(path): misnamed(tree(path)) + misworded(path.read_text()) for path in files()}
    assert {path: words for path, words in found.items() if words} == {}


def test_benchmarks_scripts_and_documents_use_the_words_of_the_field():
    found = {name(path): misworded(path.read_text()) for path in OTHERS}
    assert {path: words for path, words in found.items() if words} == {}


def test_words_of_our_own_are_found():
    assert misnamed(ast.parse("def told(): ...\nclass A:\n    def _held(self): ...")) == ["told", "_held"]
    assert misworded('"""Add it; gives back its id, once handed in."""') == ["gives back", "handed in"]
    assert misworded('"""Weeded, then made anew; others are as good as none."""') == [
        "Weeded",
        "anew",
        "as good as none",
    ]
    assert misworded("Hands it on; another's answer is no quarrel.") == ["Hands it on", "quarrel"]
