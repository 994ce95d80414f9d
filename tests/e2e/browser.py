"""Find a Chromium on this machine, or fetch one: Debian's when root, else Playwright's own.

`python -m tests.e2e.browser` does it ahead of the tests and says which one it is.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
ARGUMENTS = [
    "--no-sandbox",  # in a container the sandbox cannot be set up
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium that answers, the one named by HUB_CHROMIUM first."""
    return next((path for path in _candidates() if path and _answers(path)), None)


def fetch() -> str:
    """Install a Chromium and return its path; raises `RuntimeError` when that cannot be done."""
    if _debian() and os.geteuid() == 0:
        apt = ["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*apt, "update"], env=environment, check=False)
        subprocess.run([*apt, "install", "-y", "chromium"], env=environment, check=False)
    if not find():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if path := find():
        return path
    raise RuntimeError("No Chromium could be found or installed: install one, or name it in HUB_CHROMIUM.")


def _candidates() -> Iterator[str | None]:
    yield os.environ.get("HUB_CHROMIUM")
    yield from map(shutil.which, NAMES)
    yield MAC
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _answers(path: str) -> bool:
    if not Path(path).is_file():
        return False
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0 and b"Chrom" in asked.stdout


def _debian() -> bool:
    return platform.system() == "Linux" and platform.freedesktop_os_release().get("ID") == "debian"


if __name__ == "__main__":
    try:
        print("Browser:", find() or fetch())
    except RuntimeError as error:
        sys.exit(str(error))
