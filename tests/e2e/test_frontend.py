"""Streamlit's frontend as the hub serves it, in a real browser: its words, its fonts, its first picture."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from innovation_hub.config import ROOT
from innovation_hub.i18n import translator
from tests.e2e.server import COMMAND, free_port

SW = translator("sw")
HERE = Path(__file__).parent / "frontend"
COUNT_CHANGES = """() => new Promise(resolve => {
  let changes = 0;
  const observer = new MutationObserver(records => { changes += records.length; });
  observer.observe(document, {subtree: true, childList: true, characterData: true, attributes: true});
  setTimeout(() => { observer.disconnect(); resolve(changes); }, 1500);
})"""


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """Where the page of widgets is served."""
    var, port = tmp_path_factory.mktemp("frontend"), free_port()
    settings = {**os.environ, "HUB_VAR_DIR": str(var)}
    subprocess.run([COMMAND, "migrate"], env=settings, check=True, stdout=subprocess.DEVNULL)
    process = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            HERE / "app.py",
            f"--server.port={port}",
            "--server.address=127.0.0.1",
        ],
        cwd=ROOT,  # for .streamlit/config.toml
        env={
            **settings,
            "PYTHONPATH": str(ROOT),
            "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def visiting(browser: Browser, **settings) -> Iterator[Page]:
    """A page in a profile of its own; whatever it complains of fails the test."""
    context = browser.new_context(**settings)
    page, complaints = context.new_page(), []
    page.on("console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("requestfailed", lambda r: complaints.append(r.url))
    page.on("request", lambda r: complaints.append(r.url) if "127.0.0.1" not in r.url[:24] else None)
    yield page
    context.close()
    assert [c for c in complaints if not c.startswith(("data:", "blob:"))] == []


@pytest.fixture
def swahili(browser, address) -> Iterator[Page]:
    """The page of widgets as a Swahili reader finds it."""
    with visiting(browser, locale="sw-TZ") as page:
        page.goto(address)
        page.get_by_role("button", name="Tuma").wait_for()
        page.get_by_placeholder(SW("frontend.choose_option"), exact=True).wait_for()
        yield page


def test_streamlits_words_are_swahili(swahili):
    page = swahili
    uploader = page.get_by_test_id("stFileUploader")
    expect(uploader.get_by_role("button", name=SW("frontend.upload"))).to_be_visible()
    expect(uploader.get_by_text(SW("frontend.per_file", size="10MB") + " • PDF")).to_be_visible()
    expect(page.get_by_placeholder(SW("frontend.choose_options"))).to_be_visible()
    expect(page.get_by_role("button", name=SW("frontend.show_password"))).to_be_visible()
    page.get_by_label("Jina").fill("Asha")
    expect(page.get_by_text(SW("frontend.enter_to_submit"))).to_be_visible()
    page.get_by_role("combobox", name="Mkoa").fill("zzz")
    expect(page.get_by_text(SW("frontend.no_results"))).to_be_visible()


def test_a_refused_file_is_explained_in_swahili(swahili):
    files = [{"name": "virus.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"}]
    swahili.locator("input[type=file]").set_input_files(files)
    expect(
        swahili.get_by_text(SW("frontend.file_type_refused", type="application/x-msdownload"))
    ).to_be_visible()


def test_a_file_too_large_is_refused_in_swahili(swahili):
    files = [{"name": "big.pdf", "mimeType": "application/pdf", "buffer": b"%PDF" + b"0" * 11 * 2**20}]
    swahili.locator("input[type=file]").set_input_files(files)
    expect(swahili.get_by_text(SW("frontend.file_too_large", size="10.0MB"))).to_be_visible()


def test_words_of_the_hub_are_left_alone(swahili):
    expect(swahili.get_by_role("heading", name="Search")).to_be_visible()


def test_a_switch_of_language_turns_the_words_and_keeps_what_was_typed(swahili):
    page = swahili
    assert page.evaluate("document.documentElement.lang") == "sw"
    page.get_by_label("Jina").fill("Asha")
    page.get_by_role("radio", name="en").click()
    expect(page.get_by_placeholder("Choose an option")).to_be_visible()
    expect(page.get_by_test_id("stFileUploader").get_by_text("10MB per file")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    expect(page.get_by_label("Jina")).to_have_value("Asha")
    page.get_by_role("radio", name="sw").click()
    expect(page.get_by_placeholder(SW("frontend.choose_option"), exact=True)).to_be_visible()


def test_a_page_at_rest_is_left_in_peace(swahili):
    swahili.wait_for_timeout(1000)
    assert swahili.evaluate(COUNT_CHANGES) == 0


def test_the_small_fonts_are_enough(browser, address):
    fonts = []
    with visiting(browser, locale="sw-TZ") as page:
        page.on("request", lambda r: fonts.append(r.url) if r.resource_type == "font" else None)
        page.goto(address)
        page.get_by_role("button", name="Tuma").wait_for()
        page.wait_for_timeout(500)
        icon = page.get_by_test_id("stIconMaterial").filter(has_text="home")
        assert icon.evaluate("e => e.scrollWidth") <= 24  # drawn, not spelt out
    assert fonts
    assert all("/hub/" in font for font in fonts)


@pytest.mark.parametrize(("locale", "lang"), [("sw-TZ", "sw"), ("en-GB", "en")])
def test_the_first_picture_stands_without_any_script(browser, address, locale, lang):
    page = browser.new_page(locale=locale, java_script_enabled=False)
    page.goto(address)
    expect(page.get_by_role("status")).to_contain_text(translator(lang)("frontend.page.loading"))
    page.close()
