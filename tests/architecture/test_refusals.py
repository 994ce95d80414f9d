"""Every refusal becomes a sentence: each message is rendered with the arguments that it is raised with."""

import ast
from datetime import UTC, datetime

import pytest

from innovation_hub import errors
from innovation_hub.i18n import LANGUAGES, translator
from innovation_hub.web.problem import sentence
from tests.architecture.source import ROOT

CLASSES = {name: kind for name, kind in vars(errors).items() if isinstance(kind, type)}
KINDS = {name: kind for name, kind in CLASSES.items() if issubclass(kind, errors.HubError)}
TEXT = "x"
SAMPLES = {"n": 3, "seconds": 3, "closed_at": datetime(2026, 3, 2, tzinfo=UTC)}


def raised():
    """Each refusal of the source, made with its key and samples of its arguments."""
    for folder in ("innovation_hub", "db", "pages"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if made := made_by(node):
                    yield pytest.param(made, id=f"{path.relative_to(ROOT)}:{node.lineno}")


def made_by(node):
    if isinstance(node, ast.Call):
        kind = KINDS.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
        named = {word.arg: SAMPLES.get(word.arg, TEXT) for word in node.keywords if word.arg}
        whole = len(named) == len(node.keywords)
        keys = [
            one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]
        if kind and whole and len(keys) == len(node.args) and (keys or named or kind in WITHOUT):
            return kind(*keys, **named)
    if isinstance(node, ast.Tuple) and len(node.elts) == 3 and isinstance(node.elts[2], ast.Dict):
        grade, key, data = node.elts  # a finding of the doctor
        graded = isinstance(grade, ast.Name) or getattr(getattr(grade, "value", None), "id", "") == "Grade"
        if graded and isinstance(key, ast.Constant) and "." in str(key.value):
            return errors.HubError(
                key.value, **{one.value: SAMPLES.get(one.value, TEXT) for one in data.keys}
            )
    return None


WITHOUT = {errors.SignInRequired, errors.Forbidden, errors.NotFound, errors.Conflict, errors.Stopping}
ALL = list(raised())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("error", ALL)
def test_a_refusal_is_a_sentence(error, lang):
    said = sentence(translator(lang), error)
    assert said != error.key
    assert "{" not in said


def test_they_were_found():
    keys = {param.values[0].key for param in ALL}
    assert len(ALL) > 150
    assert {"similarity.errors.out_of_step", "errors.database.newer", "cli.doctor.disk.free"} <= keys
