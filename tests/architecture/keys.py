"""The catalogue keys that the code uses, found in its syntax trees.

Sure are the first arguments of `t(...)` and of the refusals of `innovation_hub.errors`. Any other string that
looks like a key (in a table, say) may be one. Keys put together at run time come in families, told by
`t(f"calls.state.{x}")` or, where that says too little, by a comment such as `# keys: calls.state.*`.
"""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from innovation_hub import errors
from tests.architecture import source

KEY = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_-]+)+")
ANYTHING = "[a-z0-9_.-]+"
DECLARED = re.compile(r"# keys: (.+)")
REFUSALS = {
    name for name, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, errors.HubError)
}


def asked_for() -> dict[str, str]:
    """Keys handed to a translator or a refusal, with the place of one use."""
    in_code = {
        key: f"{source.name(path)}:{call.lineno}"
        for path in source.files()
        for call in ast.walk(source.tree(path))
        if isinstance(call, ast.Call) and _takes_a_key(call)
        for key in _first_argument(call)
    }
    in_templates = {
        parts[0]: source.name(path) for path, parts in _in_templates() if len(parts) == 1 and parts[0]
    }
    return in_code | in_templates


def mentioned() -> set[str]:
    """Every string in the code that has the form of a key."""
    return {
        node.value
        for path in source.files()
        for node in ast.walk(source.tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value)
    }


def families() -> list[re.Pattern[str]]:
    """Patterns of the keys that are put together at run time."""
    in_code = [pattern for path in source.files() for pattern in _families_of(path)]
    in_templates = [ANYTHING.join(map(re.escape, parts)) for _, parts in _in_templates() if parts[0]]
    return [re.compile(pattern) for pattern in in_code + in_templates]


def _in_templates() -> Iterator[tuple[Path, list[str]]]:
    """What HTML templates hand to `t`: the fixed parts of ``t("accounts.notice." ~ name ~ ".title")``."""
    for path in source.files(suffix=".html"):
        for argument in re.findall(r"""\bt\(("[^,)]*)""", path.read_text()):
            yield path, ["".join(re.findall(r'"(.*?)"', part)) for part in argument.split("~")]


def _families_of(path: Path) -> Iterator[str]:
    for line in DECLARED.findall(path.read_text()):
        for family in re.split(r"[,\s]+", line.strip()):
            yield re.escape(family).replace(r"\*", ANYTHING)
    for node in ast.walk(source.tree(path)):
        if isinstance(node, ast.JoinedStr) and _begins_like_a_key(node):
            yield "".join(
                re.escape(part.value) if isinstance(part, ast.Constant) else ANYTHING for part in node.values
            )


def _begins_like_a_key(node: ast.JoinedStr) -> bool:
    first = node.values[0] if node.values else None
    return isinstance(first, ast.Constant) and bool(
        re.fullmatch(r"[a-z][a-z0-9_]*\.[a-z0-9_.-]*", first.value)
    )


def _takes_a_key(call: ast.Call) -> bool:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if called == "t" or called in REFUSALS:
        return True
    # `t()("key")`: the translator fetched on the spot.
    return isinstance(call.func, ast.Call) and getattr(call.func.func, "id", "") in {"t", "translator"}


def _first_argument(call: ast.Call) -> Iterator[str]:
    """The key, or both keys of `t("a" if x else "b")`."""
    if call.args:
        branches = [call.args[0]]
        while branches:
            branch = branches.pop()
            if isinstance(branch, ast.IfExp):
                branches += [branch.body, branch.orelse]
            elif isinstance(branch, ast.Constant) and isinstance(branch.value, str):
                yield branch.value
