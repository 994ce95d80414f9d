"""Streamlit's modules of the first screen, joined into one file that is loaded by one request.

Streamlit's page names 59 modules; on a slow line their requests, headers and separate compression cost a fifth of the
time. Here each becomes a function in the joined file, and what it exports a property of the function's result. The
other modules import from the joined file; nothing else of their text is changed. This relies on what the builder of
the frontend writes: imports at the head, one export at the end, no cycle, and, but for the modules `LIVE`, no exported
variable that gets its value after its module has run (`tests/e2e/test_bundle.py`).
"""

import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from innovation_hub.web.frontend import streamlit_static

NAME = "shell.js"
LIVE = ("space-separated-tokens",)
"""Modules that give exported variables their values later: they stay apart, with what they import."""
FORMAT = 1
"""To be raised when modules are rewritten in another way."""
NAMED = re.compile(r'"\./static/js/([\w.-]+\.js)"')
HEAD = re.compile(r"const __vite__mapDeps=[^\n]*\n")
IMPORT = re.compile(r'\s*import(?:\{([^}]*)\}from)?"\./([\w.-]+)";')
EXPORT = re.compile(r"export\{([^}]*)\};?\s*$")
LEFT = re.compile(r"(?<![\w$.])(?:im|ex)port[{*]")
"""An import or export of a module, where none should be left."""


@dataclass(frozen=True)
class Module:
    """A module: its text without imports, and of each import the module's name and the names that it takes."""

    head: str
    imports: tuple[tuple[str, str], ...]
    body: str


class Bundle:
    """The modules in the folder ``source``, of which those that Streamlit's page ``index`` names are joined.

    Raises ``RuntimeError`` when it names none.
    """

    def __init__(self, source: Path, index: str) -> None:
        self.source = source
        self.named: Sequence[str] = list(dict.fromkeys(NAMED.findall(index)))
        if not self.named:
            raise RuntimeError("Streamlit's index.html names no script")

    @cached_property
    def apart(self) -> Sequence[str]:
        """The names of the modules that stay apart, each after those it imports."""
        found = {name: self._modules[name] for name in self.named if _live(name)}
        while missing := {one for module in found.values() for one, _ in module.imports if one not in found}:
            found |= {name: self._modules[name] for name in missing & self._modules.keys()}
            if missing - found.keys():
                raise RuntimeError(f"{missing} are not named by Streamlit's page")
        return ordered(found)

    @cached_property
    def names(self) -> Sequence[str]:
        """The names of the modules that are joined."""
        return [name for name in self.named if name not in self.apart]

    @cached_property
    def _modules(self) -> Mapping[str, Module]:
        return {name: read(self.source / name) for name in self.named}

    @cached_property
    def joined(self) -> str:
        """The text of the joined file. Raises ``RuntimeError`` when a module is not as expected."""
        parts = [self._function(name) for name in ordered(self._modules) if name not in self.apart]
        gives = ",".join(self._places[name] for name in self.names)
        return self._relinked("\n".join([*self._heads(), *parts, f"export{{{gives}}};\n"]))

    @cached_property
    def digest(self) -> str:
        """Changes with the modules, whose names carry hashes of them, and with the way they are joined."""
        return hashlib.sha256(f"{FORMAT}{self.joined}".encode()).hexdigest()[:12]

    def write(self, home: Path) -> Path:
        """The folder below ``home`` with the joined file and all other modules, written unless it is there."""
        folder = home / f"bundle-{self.digest}"
        if not folder.exists():
            home.mkdir(parents=True, exist_ok=True)
            half = Path(tempfile.mkdtemp(dir=home, suffix=".part"))
            (half / NAME).write_text(self.joined, "utf-8")
            for path in self.source.glob("*.js"):
                if path.name not in self.names:
                    (half / path.name).write_text(self.rewritten(path), "utf-8")
            half.chmod(0o755)
            try:
                os.rename(half, folder)
            except OSError:  # another process was first
                shutil.rmtree(half)
        return folder

    def rewritten(self, path: Path) -> str:
        """The text of a module that is not joined, with its imports from the joined file."""
        module = read(path, strict=False)
        taken = [(name, names) for name, names in module.imports if name in self.names]
        others = [(name, names) for name, names in module.imports if name not in self.names]
        lines = [
            f'import{{{names}}}from"./{name}";' if names else f'import"./{name}";' for name, names in others
        ]
        if taken:
            places = dict.fromkeys(self._places[name] for name, _ in taken)
            lines.append(f'import{{{",".join(places)}}}from"./{NAME}";')
        return self._relinked(f"{module.head}{''.join(lines)}{''.join(self._takes(taken))}{module.body}")

    def _heads(self) -> Iterator[str]:
        """Imports of the modules that stay apart: of live ones by the names under which they are taken."""
        for name in self.apart:
            if _live(name):
                taken = [
                    names for one in self.names for made, names in self._modules[one].imports if made == name
                ]
                yield f'import{{{",".join(taken)}}}from"./{name}";'
            else:
                yield f'import*as {self._places[name]} from"./{name}";'

    def _function(self, name: str) -> str:
        module = self._modules[name]
        export = EXPORT.search(module.body)
        body = module.body[: export.start()] if export else module.body
        gives = ",".join(_property(part, last=True) for part in export[1].split(",")) if export else ""
        takes = "".join(self._takes(module.imports))
        return f"const {self._places[name]}=(()=>{{{module.head}{takes}{body}\nreturn{{{gives}}}}})();"

    def _takes(self, imports: Sequence[tuple[str, str]]) -> Iterator[str]:
        for name, names in imports:
            if names and not _live(name):
                parts = ",".join(_property(part, last=False) for part in names.split(","))
                yield f"const{{{parts}}}={self._places[name]};"

    @cached_property
    def _places(self) -> Mapping[str, str]:
        return {name: f"$hub{number}" for number, name in enumerate(self.named)}

    @cached_property
    def _links(self) -> re.Pattern[str]:
        joined = "|".join(re.escape(f"./{name}") for name in self.names)
        return re.compile(rf'(["`])(?:({joined})|\.\./(?=(?:css|media)/))')

    def _relinked(self, text: str) -> str:
        """The text with addresses as seen from the folder of the joined file, one below that of the modules."""
        return self._links.sub(lambda found: f"{found[1]}./{NAME}" if found[2] else f"{found[1]}../../", text)


def read(path: Path, *, strict: bool = True) -> Module:
    """The module in a file. With ``strict``, raises ``RuntimeError`` for imports and exports that cannot be joined."""
    text = path.read_text("utf-8")
    head = HEAD.match(text)
    at = head.end() if head else 0
    imports = []
    while found := IMPORT.match(text, at):
        imports.append((found[2], found[1] or ""))
        at = found.end()
    body = text[at:]
    if strict and LEFT.search(EXPORT.sub("", body)):
        raise RuntimeError(f"{path.name} is not a module that can be joined")
    return Module(head[0] if head else "", tuple(imports), body)


def ordered(modules: Mapping[str, Module]) -> list[str]:
    """The names, each after those it imports. Raises ``RuntimeError`` for a cycle or a module that is missing."""
    order: list[str] = []
    begun: set[str] = set()

    def visit(name: str) -> None:
        if name in order:
            return
        if name in begun or name not in modules:
            raise RuntimeError(f"{name} imports itself, or is not named by Streamlit's page")
        begun.add(name)
        for imported, _ in modules[name].imports:
            visit(imported)
        order.append(name)

    for name in modules:
        visit(name)
    return order


def _live(name: str) -> bool:
    return name.partition(".")[0] in LIVE


def _property(part: str, *, last: bool) -> str:
    """``a as b`` in an import is the property ``a`` taken as ``b``; in an export, the property ``b`` of the value."""
    first, _, second = part.strip().partition(" as ")
    return f"{second or first}:{first}" if last else f"{first}:{second or first}"


@lru_cache(maxsize=1)
def installed() -> Bundle:
    """The modules of the installed Streamlit."""
    static = streamlit_static()
    return Bundle(static / "static" / "js", (static / "index.html").read_text("utf-8"))


def folder() -> str:
    """The folder of the joined file, as a path below the root."""
    return f"static/js/{installed().digest}"


def later(static: Path, elements: Iterable[str]) -> list[str]:
    """The names of the modules that draw these kinds of elements, with those they import, each once."""
    found: dict[str, None] = {}

    def visit(name: str) -> None:
        if name not in found and name not in installed().named:
            found[name] = None
            for imported, _ in read(static / name, strict=False).imports:
                visit(imported)

    for element in elements:
        for path in sorted(static.glob(f"{element}.*.js")):
            visit(path.name)
    return list(found)
