"""One database of so many products, served by gunicorn with two workers, for as long as a block lasts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.postgres_server import free_port

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2


@dataclass(frozen=True, slots=True)
class Server:
    """Where it answers, and the process that tells its memory."""

    url: str
    pid: int

    def memory_mb(self) -> int:
        """This will return the resident memory of master and workers together. Units: MB."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        total_kb = 0
        for pid in [str(self.pid), *children]:
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    total_kb += int(line.split()[1])
        return total_kb // 1024


def environment(database_url: str, media: Path) -> dict[str, str]:
    """This will return the environment of a benchmark's processes."""
    return {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        "DEMO": "1",
        "MEDIA_ROOT": str(media),
    }


def manage(*arguments: str, env: dict[str, str]) -> None:
    """This will run one of the shop's commands; its failure ends the benchmark."""
    subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def serve(env: dict[str, str], log: Path) -> Iterator[Server]:
    """This will serve the database of that environment on a free port."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "tests.benchmarks.wsgi", "-w", str(WORKERS), "-b", f"127.0.0.1:{port}"]
    with log.open("w") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=output, stderr=output)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait(url, process, log)
            yield Server(url, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=30)


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(150):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()[-2000:]}")
        try:
            urllib.request.urlopen(f"{url}/bench/bare/", timeout=5).read()
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer: {log.read_text()[-2000:]}")
