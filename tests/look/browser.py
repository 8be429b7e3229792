"""The Chromium on PATH, never a downloaded one."""

from __future__ import annotations

from playwright.sync_api import Browser, Playwright

from tests.run import CHROMIUM_NAMES, chromium

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str:
    """This will return the path of the browser. Refuses: RuntimeError where there is none."""
    found = chromium()
    if found is None:
        raise RuntimeError(f"no Chromium on PATH (looked for {', '.join(CHROMIUM_NAMES)})")
    return found


def launch(playwright: Playwright) -> Browser:
    """This will start the browser."""
    return playwright.chromium.launch(executable_path=executable(), args=FLAGS)
