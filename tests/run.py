"""What `python3 manage.py test` runs, once its packages stand: PostgreSQL with Elasticsearch, SQLite, the browser.

Where something is missing the rest runs, and the end says what did not and why; with CI=true that is a failure.
Arguments are passed on to pytest, on PostgreSQL: `manage.py test tests/pages -k basket`.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.elastic_server import temporary_elasticsearch  # noqa: E402
from tests.postgres_server import NoServer, temporary_postgres  # noqa: E402

WORKERS = "2"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# What reads papers back in tests/shop/papers, and Debian's packages that bring it.
PAPER_TOOLS = {"pdftotext": "poppler-utils", "pdftoppm": "poppler-utils", "zbarimg": "zbar-tools"}
NOT_IN_SUITE = ("tests/browser", "tests/benchmarks")
NO_TESTS = 5
# A part that hangs ends before the machine that runs it does.
PART_S = 30 * 60
TOO_LONG = 124


@dataclass(slots=True)
class Part:
    """One part of the run and what became of it."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    status: int = 0
    # Why it did not run; empty when it did.
    missing: str = ""
    # How it broke off; empty when it ran to its end.
    broken: str = ""


@dataclass(slots=True)
class Run:
    """All parts, and the folder for their reports."""

    folder: Path
    parts: list[Part] = field(default_factory=list)

    def leave_out(self, name: str, why: str) -> None:
        """This will note a part that cannot run."""
        self.parts.append(Part(name, missing=why))

    def pytest(self, name: str, arguments: list[str], environment: dict[str, str]) -> None:
        """This will run pytest once and note its counts."""
        print(f"\n=== {name} ===", flush=True)
        report = self.folder / f"{len(self.parts)}.xml"
        command = [sys.executable, "-m", "pytest", f"--junitxml={report}", *arguments]
        started = time.monotonic()
        # Where `.env` names other settings, the tests keep theirs.
        env = {**os.environ, "DJANGO_SETTINGS_MODULE": "shop.settings.test", **environment}
        try:
            status = subprocess.run(command, cwd=ROOT, env=env, check=False, timeout=PART_S).returncode
        except subprocess.TimeoutExpired:
            status = TOO_LONG
        part = counted(name, report, status)
        part.seconds = time.monotonic() - started
        self.parts.append(part)


def counted(name: str, report: Path, status: int) -> Part:
    """This will read the counts of one pytest run from its report; a run that broke off counts as one failure."""
    part = Part(name, status=status)
    if status == NO_TESTS:
        part.missing = "no test was found for it"
        return part
    try:
        suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    except (OSError, ElementTree.ParseError):
        part.failed = 1
        part.broken = f"took more than {PART_S // 60} minutes" if status == TOO_LONG else f"pytest ended with {status}"
        return part
    total = sum(int(suite.get("tests", 0)) for suite in suites)
    part.failed = sum(int(suite.get("failures", 0)) + int(suite.get("errors", 0)) for suite in suites)
    part.skipped = sum(int(suite.get("skipped", 0)) for suite in suites)
    part.passed = max(total - part.failed - part.skipped, 0)
    if status != 0 and part.failed == 0:
        part.failed = 1
    return part


def names_paths(arguments: list[str]) -> bool:
    """This will tell whether the arguments say which tests to run."""
    return any(not word.startswith("-") and (ROOT / word.split("::", 1)[0]).exists() for word in arguments)


def suite_arguments() -> list[str]:
    """This will return what makes up the suite: everything under tests/ but the browser and the benchmarks."""
    return ["tests", *(f"--ignore={path}" for path in NOT_IN_SUITE)]


def chromium() -> str | None:
    """This will return the path of the Chromium on PATH."""
    return next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)


def paper_tools_missing() -> list[str]:
    """This will return the programs that read papers back and are not on PATH."""
    return [name for name in PAPER_TOOLS if shutil.which(name) is None]


def run_everything(run: Run, postgres: str | None, why_not: str) -> None:
    """This will run the three parts, each where it can."""
    parallel = ["-n", WORKERS, "--dist", "worksteal"]
    sqlite = f"sqlite:///{run.folder / 'test.sqlite3'}"
    with elasticsearch(run) as found:
        too = "" if found else "not elastic"
        if postgres:
            chosen = [*suite_arguments(), *(["-m", too] if too else []), *parallel]
            run.pytest("PostgreSQL: the whole suite", chosen, {"DATABASE_URL": postgres, **found})
        else:
            run.leave_out("PostgreSQL: the whole suite", why_not)
        chosen = [*suite_arguments(), "-m", f"sqlite_too and {too}" if too else "sqlite_too", *parallel]
        run.pytest("SQLite: what differs there", chosen, {"DATABASE_URL": sqlite, **found})
    if missing := paper_tools_missing():
        packages = sorted({PAPER_TOOLS[name] for name in missing})
        run.leave_out("Papers read back", f"not on PATH: {', '.join(missing)} (Debian: {', '.join(packages)})")
    browser = chromium()
    if browser is None:
        run.leave_out("Browser", f"no Chromium on PATH (looked for {', '.join(CHROMIUM_NAMES)})")
    elif not (ROOT / "tests" / "browser").is_dir():
        run.leave_out("Browser", "tests/browser does not exist")
    else:
        run.pytest("Browser", ["tests/browser"], {"DATABASE_URL": postgres or sqlite, "CHROMIUM": browser})


@contextmanager
def elasticsearch(run: Run) -> Iterator[dict[str, str]]:
    """This will start an Elasticsearch and yield where it is as environment of tests, nothing where there is none."""
    with ExitStack() as stack:
        found: dict[str, str] = {}
        try:
            url = os.environ.get("ELASTICSEARCH_URL") or stack.enter_context(temporary_elasticsearch())
            found = {"ELASTICSEARCH_URL": url}
        except NoServer as error:
            run.leave_out("Elasticsearch", str(error))
        yield found


def run_selection(run: Run, arguments: list[str], postgres: str | None, why_not: str) -> None:
    """This will run what the arguments name, on PostgreSQL."""
    if postgres is None:
        run.leave_out("PostgreSQL: selected tests", why_not)
        return
    environment = {"DATABASE_URL": postgres}
    if browser := chromium():
        environment["CHROMIUM"] = browser
    chosen = arguments if names_paths(arguments) else [*suite_arguments(), *arguments]
    run.pytest("PostgreSQL: selected tests", chosen, environment)


def conclusion(parts: list[Part], *, is_ci: bool) -> tuple[list[str], int]:
    """This will return the closing lines, the totals last, and the exit status."""
    lines = []
    for part in parts:
        if part.missing:
            lines.append(f"  {part.name}: DID NOT RUN, {part.missing}")
        else:
            broken = f"BROKE OFF, {part.broken}: " if part.broken else ""
            lines.append(f"  {part.name}: {broken}{part.passed} passed, {part.failed} failed in {part.seconds:.0f} s")
    missing = [part for part in parts if part.missing]
    if missing and is_ci:
        lines.append("CI=true: what did not run counts as failed")
    passed, failed, skipped = (sum(getattr(part, word) for part in parts) for word in ("passed", "failed", "skipped"))
    failed += len(missing) if is_ci else 0
    status = 1 if failed or not passed else 0
    lines.append(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return lines, status


def main(arguments: list[str]) -> int:
    """This will run the tests and return the exit status."""
    signal.signal(signal.SIGTERM, _end)
    with ExitStack() as stack:
        run = Run(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shop-tests-"))))
        url, why_not = os.environ.get("DATABASE_URL", ""), ""
        postgres = url if url.startswith(("postgres://", "postgresql://")) else None
        if postgres is None:
            try:
                postgres = stack.enter_context(temporary_postgres())
            except NoServer as error:
                why_not = str(error)
        if arguments:
            run_selection(run, arguments, postgres, why_not)
        else:
            run_everything(run, postgres, why_not)
    lines, status = conclusion(run.parts, is_ci=os.environ.get("CI", "").lower() == "true")
    print("\n" + "\n".join(lines), flush=True)
    return status


def _end(_signal: int, _frame: FrameType | None) -> None:
    # A polite end: the server of ours is stopped on the way out.
    sys.exit(143)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)
