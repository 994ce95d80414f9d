"""`docs/glossary.md` as data: its tables, the words to avoid in a sentence, and what a name in the code leads to."""

import re
from importlib import import_module

from tests.architecture.source import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text()


def rows(title):
    """The cells of every table row in a section, without the headings."""
    section = GLOSSARY.split(f"\n## {title}\n")[1].split("\n## ")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in section.splitlines()
        if line.startswith("|")
    ]
    return [row for at, row in enumerate(cells) if set(row[0]) != {"-"} and not _is_heading(cells, at)]


def _is_heading(cells, at):
    return at + 1 < len(cells) and set(cells[at + 1][0]) <= {"-", " "}


def forms(cell):
    return [form.strip() for form in cell.split(",")]


def whole(phrase):
    """A pattern for a phrase as whole words; a leading hyphen leaves the beginning open, "…" a part of a sentence."""
    start = "" if phrase.startswith("-") else r"(?<!\w)"
    words = [re.escape(word) for word in phrase.lstrip("-").split()]
    between = r"\s+".join(words).replace(r"\s+…\s+", r"\b[^.!?\n]*?\s")
    return re.compile(start + between + r"(?!\w)", re.IGNORECASE)


def said(sentence):
    """A sentence without the names of its `{places}`, which nobody reads."""
    return re.sub(r"\{\w+\}", "{}", sentence)


def used_against(rules, sentence):
    """The avoided words of a sentence, once what is allowed was taken out of it."""
    found = []
    for avoided, allowed in rules:
        rest = said(sentence)
        for form in forms(allowed):
            rest = rest.replace(form, "")
        found += [form for form in forms(avoided) if whole(form).search(rest)]
    return found


def resolve(name):
    """What a dotted name leads to: a module, or what stands in one; raises AttributeError or ImportError."""
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:cut]))
        except ModuleNotFoundError as error:
            if not name.startswith(str(error.name)):
                raise
            continue
        for part in parts[cut:]:
            found = getattr(found, part)
        return found
    raise ImportError(name)
