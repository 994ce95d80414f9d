"""A decision carries the version that was drawn with it, by `innovation_hub.ui.decision`, never one read anew."""

import ast

from tests.architecture.source import ROOT

# What is written over time is tied to the version that was typed over; drafts of panels are built step by step.
WRITING = {"pages/review.py", "innovation_hub/ui/judging/texts.py"}
WRITING |= {f"innovation_hub/ui/proposals/{name}.py" for name in ("file", "handing_in", "team", "writing")}
BUILDING = {"innovation_hub/ui/judging/rounds.py"}  # bound by `rounds.seen`


def versions(source):
    """Lines of a module that hand a service a version which is not that of what was seen."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef | ast.Module):
            bound = set(seen_names(function))
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                if ast.unparse(call.func) == "t":
                    continue  # a sentence about a version
                for word in call.keywords:
                    owner = getattr(getattr(word.value, "value", None), "id", "")
                    if word.arg == "version" and isinstance(function, ast.FunctionDef) and owner not in bound:
                        yield word.value.lineno


def seen_names(function):
    arguments = function.args.args if isinstance(function, ast.FunctionDef) else []
    yield from (each.arg for each in arguments if "Seen" in ast.unparse(each.annotation or ast.Constant("")))
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and "seen(" in ast.unparse(node.value):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def test_every_decision_goes_through_the_helper():
    found = [
        f"{name}:{line}"
        for folder in ("pages", "innovation_hub/ui")
        for path in (ROOT / folder).rglob("*.py")
        if (name := str(path.relative_to(ROOT))) not in WRITING | BUILDING
        for line in versions(path.read_text())
    ]
    assert not found


def test_a_version_read_in_the_run_of_the_click_is_found():
    assert list(versions("def f(row):\n    act(version=row.version)")) == [2]
    assert not list(versions("def f(on: decision.Seen):\n    act(version=on.version)"))
