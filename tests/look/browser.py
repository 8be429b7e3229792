"""The Chromium on PATH, never a downloaded one."""

from __future__ import annotations

import shutil

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
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
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError(f"no Chromium on PATH (looked for {', '.join(NAMES)})")
    return found


def launch(playwright: Playwright) -> Browser:
    """This will start the browser."""
    return playwright.chromium.launch(executable_path=executable(), args=FLAGS)
