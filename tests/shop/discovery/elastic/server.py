"""A real Elasticsearch for the tests: the one that the environment names, else one that our own script starts."""

from __future__ import annotations

import fcntl
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.test import override_settings

from shop.discovery import engines
from shop.discovery.elastic import feeding, index
from shop.discovery.elastic.client import alias, client, next_alias
from tests.elastic_server import SCRIPTS, START_S

PORT = "9330"


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


def start(port: str, *, heap: str = "512m") -> str:
    """This will start a node and return its address; a machine on which none starts fails the test, never skips it."""
    said = subprocess.run(
        [str(SCRIPTS / "start"), port],
        env={**os.environ, "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap}"},
        capture_output=True,
        text=True,
        timeout=START_S,
        check=False,
    )
    assert said.returncode == 0, f"no Elasticsearch: {said.stderr[-2000:]}"
    return said.stdout.strip().splitlines()[-1]


def stop(port: str, *how: str) -> None:
    """This will stop a node; `--kill` gives it no time, `--wipe` takes its data."""
    subprocess.run([str(SCRIPTS / "stop"), port, *how], check=True, timeout=60)


@contextmanager
def shared_node(folder: Path) -> Iterator[str]:
    """This will give a node to all workers of one run: the first starts it, the last one stops it."""
    given = os.environ.get("ELASTICSEARCH_URL", "").strip()
    if given:
        yield given
        return
    users = folder / "elasticsearch-users"
    with _locked(users):
        url = start(PORT)
        users.write_text(str(_count(users) + 1))
    try:
        yield url
    finally:
        with _locked(users):
            left = _count(users) - 1
            users.write_text(str(left))
            if not left:
                stop(PORT, "--wipe")


def _count(users: Path) -> int:
    return int(users.read_text() or 0) if users.exists() else 0


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def searching(url: str, **changed: object) -> Iterator[None]:
    """This will have the shop search there as long as the block lasts, in an index of this process's own."""
    name = f"test-{os.getpid()}"
    # As with a worker; tests do what it does themselves.
    values = {
        "OUTBOX_EMBEDDED": False,
        "ELASTICSEARCH_URL": url,
        "ELASTICSEARCH_INDEX": name,
        "ELASTICSEARCH_MS": 5_000,
        **changed,
    }
    with override_settings(**values):
        fresh()
        try:
            yield
        finally:
            fresh()


@contextmanager
def shop_with_index(url: str, **changed: object) -> Iterator[None]:
    """As `searching`, with an empty index that goes away afterwards."""
    with searching(url, **changed):
        drop_all(url)
        index.create(client(), name=alias())
        try:
            yield
        finally:
            drop_all(url)


def fresh() -> None:
    """This will forget what the process knows of a server."""
    engines.breaker.reset()
    feeding.forget()


def drop_all(url: str) -> None:
    """This will remove every index of this process, asked of the server itself whatever stands before it now."""
    with override_settings(ELASTICSEARCH_URL=url, ELASTICSEARCH_API_KEY="", ELASTICSEARCH_CA_CERTS=""):
        names = [*client().indices.get(index=f"{alias()}-2*", allow_no_indices=True).body]
        for name in names:
            client().indices.delete(index=name)


def indices() -> dict[str, list[str]]:
    """This will return the indices of this process, each with its names, ours only."""
    found = client().indices.get(index=f"{alias()}-2*", allow_no_indices=True).body
    return {name: sorted({alias(), next_alias()} & set(about["aliases"])) for name, about in sorted(found.items())}
