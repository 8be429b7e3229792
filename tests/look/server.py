"""The demo, loaded from nothing and served for as long as a block lasts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres_server import free_port

ROOT = Path(__file__).resolve().parents[2]
STARTS_S = 600


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the demo answers, and where its examples are (see `addresses`)."""

    url: str
    paths: dict[str, str]


@contextmanager
def demo(**settings: str) -> Iterator[Demo]:
    """This will serve a demo of its own, on SQLite, with these settings of the environment besides."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="shop-look-") as folder:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.look.settings",
            "LOOK_STATIC": f"{folder}/static",
            "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "DEMO": "1",
            **settings,
        }
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
        subprocess.run(collect, cwd=ROOT, env=env, check=True)
        log = Path(folder) / "demo.log"
        command = [sys.executable, "manage.py", "demo", "--port", str(port)]
        with log.open("w") as output:
            process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
            try:
                url = f"http://127.0.0.1:{port}"
                _wait(url, process, log)
                told = subprocess.run(
                    [sys.executable, "-m", "tests.look.addresses"], cwd=ROOT, env=env, check=True, capture_output=True
                )
                yield Demo(url, json.loads(told.stdout))
            finally:
                process.terminate()
                process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + STARTS_S
    while time.monotonic() < ends:
        if process.poll() is not None:
            break
        try:
            urllib.request.urlopen(url, timeout=10).read()
            return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"the demo did not answer: {log.read_text()[-2000:]}")
