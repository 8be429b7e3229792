"""`make web`: the Nu HTML checker over every page in both languages, and Lighthouse on four pages as a phone sees them.

Needs npm and Java, which `.ci/run` installs. The two checkers are pinned in .ci/web and unpacked into var/web.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

from tests.look.browser import FLAGS, executable, launch
from tests.look.scenes import SCENES, Visitor
from tests.look.server import ROOT, Demo, demo

PINS = ROOT / ".ci" / "web"
FOLDER = ROOT / "var" / "web"
LEAST = 95
# A busy machine makes single runs of the performance part jump.
RUNS = 3
# Pages that stand in the frame of Oscar's own dashboard, whose markup is not ours.
IN_OSCARS_FRAME = {"officers' pages"}
LIGHTHOUSE_PAGES = ("home", "listing", "product", "producer")
# A demo shuts itself to search engines on purpose; tests/pages/test_machines.py proves the open shop.
SKIPPED_AUDITS = "is-crawlable"


def install() -> None:
    """This will unpack the pinned checkers, once for each change of the pins."""
    lock = FOLDER / "package-lock.json"
    if lock.exists() and lock.read_bytes() == (PINS / "package-lock.json").read_bytes():
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PINS / name, FOLDER)
    # No script of a package runs.
    command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(command, cwd=FOLDER, check=False).returncode != 0:
        shutil.rmtree(FOLDER)
        raise SystemExit("npm could not unpack the checkers of .ci/web")


def save_pages(browser: Browser, shop: Demo, folder: Path) -> int:
    """This will write what the server sent for each scene in both languages; returns how many files."""
    for prefix in ("", "/en"):
        for name, scene in SCENES.items():
            if name in IN_OSCARS_FRAME:
                continue
            context = browser.new_context(base_url=shop.url)
            page = context.new_page()
            answers: list[Response] = []

            def note(answer: Response, answers: list[Response] = answers) -> None:
                if answer.request.is_navigation_request():
                    answers.append(answer)

            page.on("response", note)
            scene(Visitor(page, shop.paths, prefix))
            page.wait_for_load_state("load")
            file = folder / f"{name.replace(' ', '-')}{prefix.replace('/', '.')}.html"
            file.write_text(answers[-1].text(), encoding="utf-8")
            context.close()
    return len(list(folder.iterdir()))


def check_html(folder: Path) -> list[str]:
    """This will return the errors that the Nu HTML checker finds in the files."""
    jar = FOLDER / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-jar", str(jar), "--errors-only", "--format", "json", "--exit-zero-always", str(folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    messages = json.loads(told)["messages"]
    return [f"{Path(m['url']).name}: {m['message']} … {m.get('extract', '')[:120]!r}" for m in messages]


def lighthouse(url: str, report: Path) -> dict[str, float]:
    """This will return the four scores of a page. Units: 0 to 100."""
    command = [
        str(FOLDER / "node_modules" / ".bin" / "lighthouse"),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--skip-audits={SKIPPED_AUDITS}",
        "--chrome-flags=--headless=new " + " ".join(FLAGS),
    ]
    subprocess.run(command, env={**os.environ, "CHROME_PATH": executable()}, check=True, capture_output=True)
    told = json.loads(report.read_text())
    return {name: (part["score"] or 0) * 100 for name, part in told["categories"].items()}


def score(name: str, url: str, folder: Path) -> tuple[list[str], dict[str, float]]:
    """This will return the scores of a page below the least, and all of them: medians of several runs."""
    runs: list[dict[str, float]] = []
    while len(runs) < RUNS:
        runs.append(lighthouse(url, folder / f"{name}-{len(runs)}.json"))
        if min(runs[-1].values()) >= LEAST and len(runs) == 1:
            break
    medians = {part: statistics.median(run[part] for run in runs) for part in runs[0]}
    return [f"{name}: {part} {value:.0f}" for part, value in medians.items() if value < LEAST], medians


def main() -> int:
    """This will run both and return the exit status."""
    install()
    wrong: list[str] = []
    with demo(GALLERY="1") as shop, tempfile.TemporaryDirectory(prefix="shop-web-") as folder:
        pages = Path(folder) / "pages"
        pages.mkdir()
        with sync_playwright() as playwright:
            browser = launch(playwright)
            count = save_pages(browser, shop, pages)
            browser.close()
        errors = check_html(pages)
        print(f"Nu HTML checker: {count} pages, {len(errors)} errors", flush=True)
        wrong += errors
        for name in LIGHTHOUSE_PAGES:
            path = {"home": "/", "listing": "/san-pham/", "product": shop.paths["offer ok"]}.get(name)
            below, medians = score(name, shop.url + (path or shop.paths["producer"]), Path(folder))
            told = "  ".join(f"{part} {value:.0f}" for part, value in medians.items())
            print(f"Lighthouse, mobile, {name}: {told}", flush=True)
            wrong += below
    for line in wrong:
        print(f"  WRONG {line}")
    print(f"make web: {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
