"""`make check`: format, lint, types, imports, packages, migrations, templates, messages; all run, whatever one says."""

from __future__ import annotations

import os
import secrets
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
    "deploy": [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
    "templates": [sys.executable, "-m", "tests.check_templates"],
    "messages": [sys.executable, "-m", "shop.messages", "--check"],
}
# Checks read models, not rows: a database in memory. `deploy` asks the production settings.
ENVIRONMENT = {"DJANGO_SETTINGS_MODULE": "shop.settings.test", "DATABASE_URL": "sqlite://:memory:"}
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "shop.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "SITE_URL": "https://shop.example.vn",
    "ALLOWED_HOSTS": "shop.example.vn",
    "DEMO": "0",
}


def main(names: list[str]) -> int:
    """This will run the checks that are named (all without names), and return the exit status."""
    failed = []
    for name in names or list(CHECKS):
        started = time.monotonic()
        env = {**os.environ, **ENVIRONMENT, **(PRODUCTION if name == "deploy" else {})}
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
