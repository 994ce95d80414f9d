"""The wheel, built and installed: it migrates and serves from any folder, with its data in a proper place."""

import os
import subprocess
import sys
from urllib.request import urlopen

import pytest

from innovation_hub.config import ROOT
from tests.e2e.server import free_port, stop, wait_until_ready


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A folder that holds the installed wheel; its libraries are those of this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    run = {"check": True, "capture_output": True, "timeout": 120}
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, **run)
    (wheel,) = folder.glob("*.whl")
    offline = ["--no-index", "--no-deps", "--disable-pip-version-check", "--quiet"]
    target = folder / "site"
    subprocess.run([sys.executable, "-m", "pip", "install", *offline, "--target", target, wheel], **run)
    return target


@pytest.fixture
def environment(site, tmp_path):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("HUB_", "STREAMLIT_"))}
    own = {
        "PYTHONPATH": str(site),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "HOME": str(tmp_path),
        "HUB_LANG": "en",
    }
    return kept | own


def hub(environment, cwd, *words):
    return subprocess.run(
        [sys.executable, "-m", "innovation_hub", *words],
        env=environment, cwd=cwd, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="looks for the data where Linux keeps it")
def test_it_serves_from_anywhere_with_its_data_in_the_users_folder(site, environment, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert hub(environment, elsewhere, "migrate").returncode == 0
    assert (tmp_path / "data" / "innovation-hub" / "hub.sqlite3").exists()
    assert hub(environment, elsewhere, "seed").returncode == 0
    assert "locked version" in hub(environment, elsewhere, "doctor").stdout
    port, log = free_port(), tmp_path / "log"
    url = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "innovation_hub", "serve", "--port", str(port)],
            env=environment | {"HUB_BASE_URL": url, "HUB_STOP_SECONDS": "0"},
            cwd=elsewhere, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        wait_until_ready(f"{url}/readyz", process, log)
        for path in ("/", "/calls", "/account/sign-in", "/data/resolutions.csv"):
            with urlopen(url + path, timeout=20) as answer:
                assert answer.status == 200
    finally:
        stop(process)
    assert not (site / "var").exists()
    assert list(elsewhere.iterdir()) == []


def test_streamlit_finds_its_settings_and_the_components(site, environment, tmp_path):
    asked = (
        "import innovation_hub.web.server as s, sys; from pathlib import Path;"
        "from streamlit.components.v2.manifest_scanner import scan_component_manifests as scan;"
        "found = [(str(root), [c.name for c in m.components]) for m, root in scan() if m.name == 'innovation-hub'];"
        "print(s.ENTRY, (s.ENTRY.parent / '.streamlit/config.toml').exists(), found)"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{site}/innovation_hub/home/streamlit_app.py True" in done.stdout
    assert f"'{site}/innovation_hub'" in done.stdout
    assert "score_sheet" in done.stdout
