"""`make screenshots`: every page at 360 and 1280, light and dark, into var/screenshots (git ignores it).

`--only WORD` takes the scenes whose name contains the word; `--english` the English pages.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.look.browser import launch
from tests.look.scenes import SCENES, Visitor
from tests.look.server import ROOT, demo

FOLDER = ROOT / "var" / "screenshots"
WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")


def main() -> int:
    """This will take the pictures and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="")
    parser.add_argument("--english", action="store_true")
    options = parser.parse_args()
    names = [name for name in SCENES if options.only in name]
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with demo(GALLERY="1") as shop, sync_playwright() as playwright:
        browser = launch(playwright)
        for number, name in enumerate(names, start=1):
            for width in WIDTHS:
                for scheme in SCHEMES:
                    context = browser.new_context(
                        base_url=shop.url,
                        viewport={"width": width, "height": 800},
                        color_scheme=scheme,
                        reduced_motion="reduce",
                    )
                    visitor = Visitor(context.new_page(), shop.paths, "/en" if options.english else "")
                    SCENES[name](visitor)
                    _see_all(visitor)
                    visitor.page.screenshot(path=_file(name, width, scheme), full_page=True)
                    context.close()
            print(f"  {number:>3} of {len(names)}  {name}", flush=True)
        browser.close()
    print(f"{len(names) * 4} pictures in {FOLDER}")
    return 0


def _see_all(visitor: Visitor) -> None:
    """What is loaded late is loaded when it is scrolled to."""
    page = visitor.page
    page.wait_for_load_state("networkidle")
    for height in range(0, page.evaluate("document.body.scrollHeight"), 700):
        page.evaluate(f"window.scrollTo(0, {height})")
        page.wait_for_timeout(30)
    page.wait_for_load_state("networkidle")
    page.evaluate("window.scrollTo(0, 0)")


def _file(name: str, width: int, scheme: str) -> Path:
    return FOLDER / f"{name.replace(' ', '-').replace(chr(39), '')}-{width}-{scheme}.png"


if __name__ == "__main__":
    sys.exit(main())
