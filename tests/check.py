"""`make check`: format, lint, types, imports, packages, migrations, templates, messages; all run, whatever one says."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: dict[str, list[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "."],
    "lint": [str(BIN / "ruff"), "check", "."],
    "types": [str(BIN / "mypy")],
    "imports": [str(BIN / "lint-imports")],
    "packages": [sys.executable, "-m", "tests.check_packages"],
    "migrations": [sys.executable, "manage.py", "makemigrations", "--check", "--dry-run"],
    "templates": [sys.executable, "-m", "tests.check_templates"],
    "messages": [sys.executable, "-m", "shop.messages", "--check"],
}


def main(names: list[str]) -> int:
    """This will run the checks that are named (all without names), and return the exit status."""
    failed = []
    # A database of its own, in memory: checks read models, not rows.
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "shop.settings.test", "DATABASE_URL": "sqlite://:memory:"}
    for name in names or list(CHECKS):
        started = time.monotonic()
        run = subprocess.run(
            CHECKS[name], cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
        )
        word = "ok" if run.returncode == 0 else "FAILED"
        print(f"{name:<12} {word:<7} {time.monotonic() - started:5.1f} s", flush=True)
        if run.returncode != 0:
            failed.append(name)
            print(run.stdout, flush=True)
    print(f"check: {', '.join(failed)} failed" if failed else "check: all in order")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
