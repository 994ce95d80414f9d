"""The files of our components: compressed, cached for good, and shared by Streamlit's pages and light pages."""

import tomllib

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from innovation_hub.config import ROOT
from innovation_hub.web.frontend import modules
from innovation_hub.web.frontend.modules import COMPONENTS, STREAMLITS, Components, module_routes


@pytest.fixture
def client():
    with TestClient(Components(Starlette(routes=module_routes()))) as browser:
        yield browser


def test_the_components_are_those_that_streamlit_is_told_of():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    listed = declared["tool"]["streamlit"]["component"]["components"]
    assert {one["name"]: one["asset_dir"] for one in listed} == {
        name: f"ui/{folder}/assets" for name, folder in COMPONENTS.items()
    }


@pytest.mark.parametrize("component", COMPONENTS)
@pytest.mark.parametrize("suffix", ["js", "css"])
def test_streamlits_address_leads_to_a_file_that_is_cached_for_good(client, component, suffix):
    first = client.get(f"{STREAMLITS}{component}/{component}.{suffix}", follow_redirects=False)
    assert (first.status_code, first.headers["cache-control"]) == (302, "no-cache")
    answer = client.get(first.headers["location"], headers={"accept-encoding": "br"})
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "br"


@pytest.mark.parametrize("name", sorted(set(COMPONENTS.values())))
def test_what_a_file_imports_is_beside_it(name):
    folder = modules.folder(name)
    imported = {found for file in folder.files for found in folder.imported(file)}
    assert imported <= folder.files.keys()
    assert name == "pictures" or len(imported) > 10


def test_all_modules_of_a_script_are_found_and_a_style_sheet_is_whole():
    folder = modules.folder("writing")
    assert {"sheet.js", "field.js", "inputs.js", "making.js"} <= folder.imported("light_form.js")
    style = folder.style("form_sheet.css")
    assert "@import" not in style
    assert ".option" in style


def test_an_address_of_an_earlier_release_leads_to_the_present_one(client):
    folder = modules.folder("writing")
    answer = client.get("/hub/writing.0123456789ab/sheet.js", follow_redirects=False)
    assert answer.headers["location"] == folder.url("sheet.js")


@pytest.mark.parametrize("path", ["/hub/writing.x/none.js", "/hub/proposals.x/sheet.js", "/hub/x/sheet.js"])
def test_other_names_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_what_is_not_ours_is_streamlits(client):
    assert client.get(f"{STREAMLITS}form_sheet/__init__.py").status_code == 404
    assert client.get("/_stcore/bidi-components/other.form_sheet/form_sheet.js").status_code == 404


def test_the_address_changes_with_a_file(monkeypatch, tmp_path):
    folder = modules.folder.__wrapped__
    assets = tmp_path / "innovation_hub" / "ui" / "writing" / "assets"
    assets.mkdir(parents=True)
    (assets / "sheet.js").write_text("one")
    monkeypatch.setattr(modules, "ROOT", tmp_path)
    before = folder("writing").url("sheet.js")
    (assets / "sheet.js").write_text("two")
    assert folder("writing").url("sheet.js") != before
