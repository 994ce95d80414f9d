"""Modules joined into one file: in order, with what each takes and gives, and refused when they are not as expected."""

import pytest

from innovation_hub.web.frontend import bundle
from innovation_hub.web.frontend.bundle import NAME, Bundle, installed, later, read

INDEX = '<script src="./static/js/entry.1.js"></script><link href="./static/js/base.2.js">'
FILES = {
    "entry.1.js": 'const __vite__mapDeps=(d=["./base.2.js","./lazy.3.js","../css/lazy.css"])=>d;\n'
    'import{a as b,c}from"./base.2.js";b(()=>import(`./lazy.3.js`));export{b as x};',
    "base.2.js": "let a=1,c=2;export{a,c,a as d};",
    "lazy.3.js": 'import{d as e}from"./base.2.js";import{y}from"./other.4.js";import"./base.2.js";y(e);export{e as t};',
    "other.4.js": "var y=`./static`;export{y};",
}


@pytest.fixture
def folder(tmp_path):
    """A frontend of four modules."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def test_modules_are_joined_after_those_they_import(folder):
    assert Bundle(folder, INDEX).joined.splitlines() == [
        "const $hub1=(()=>{let a=1,c=2;",
        "return{a:a,c:c,d:a}})();",
        'const $hub0=(()=>{const __vite__mapDeps=(d=["./shell.js","./lazy.3.js","../../css/lazy.css"])=>d;',
        "const{a:b,c:c}=$hub1;b(()=>import(`./lazy.3.js`));",
        "return{x:b}})();",
        "export{$hub0,$hub1};",
    ]


def test_other_modules_take_from_the_joined_file(folder):
    written = Bundle(folder, INDEX).write(folder / "home")
    assert {path.name for path in written.iterdir()} == {NAME, "lazy.3.js", "other.4.js"}
    assert (written / "lazy.3.js").read_text() == (
        'import{y}from"./other.4.js";import{$hub1}from"./shell.js";const{d:e}=$hub1;y(e);export{e as t};'
    )
    assert (written / "other.4.js").read_text() == FILES["other.4.js"]


def test_they_are_written_once(folder):
    first = Bundle(folder, INDEX).write(folder / "home")
    (first / NAME).write_text("unchanged")
    assert Bundle(folder, INDEX).write(folder / "home") == first
    assert [path.name for path in (folder / "home").iterdir()] == [first.name]
    assert (first / NAME).read_text() == "unchanged"


def test_a_module_with_late_values_stays_apart_with_what_it_imports(folder, monkeypatch):
    monkeypatch.setattr(bundle, "LIVE", ("base",))
    (folder / "base.2.js").write_text(
        'import{y as z}from"./run.5.js";let a,c;z(()=>{a=1;c=2});export{a,c,a as d};'
    )
    (folder / "run.5.js").write_text("let y=(f)=>f();export{y};")
    index = INDEX + '"./static/js/run.5.js"'
    (folder / "entry.1.js").write_text(
        'import{a as b,c}from"./base.2.js";import{y}from"./run.5.js";y(b);export{b as x};'
    )
    assert Bundle(folder, index).joined.splitlines() == [
        'import*as $hub2 from"./run.5.js";',
        'import{a as b,c}from"./base.2.js";',
        "const $hub0=(()=>{const{y:y}=$hub2;y(b);",
        "return{x:b}})();",
        "export{$hub0};",
    ]
    written = Bundle(folder, index).write(folder / "home")
    assert (written / "lazy.3.js").read_text() == FILES["lazy.3.js"]


@pytest.mark.parametrize(
    "text",
    [
        'import{x}from"./entry.1.js";let a=1,c=2;export{a,c};',
        'import{x}from"./other.4.js";let a=1,c=2;export{a,c};',
        'let a=1,c=2;export{a,c};import"./entry.1.js";',
        'export*from"./entry.1.js";export{a};',
    ],
)
def test_what_cannot_be_joined_is_refused(folder, text):
    (folder / "base.2.js").write_text(text)
    with pytest.raises(RuntimeError):
        _ = Bundle(folder, INDEX).joined


def test_a_changed_frontend_has_another_address(folder):
    before = Bundle(folder, INDEX).digest
    (folder / "base.2.js").write_text("let a=1,c=3;export{a,c,a as d};")
    assert Bundle(folder, INDEX).digest != before


def test_no_module_takes_another_from_where_it_was():
    names = installed().names
    assert len(names) > 50
    for path in installed().source.glob("*.js"):
        if path.name not in names:
            assert not [name for name in names if f"./{name}" in installed().rewritten(path)]


def test_modules_of_elements_come_with_those_they_import():
    found = later(installed().source, ["ButtonGroup"])
    assert len(found) == len(set(found)) > 3
    for name in found:
        assert name not in installed().named
        assert {one for one, _ in read(installed().source / name).imports} <= {*found, *installed().named}
