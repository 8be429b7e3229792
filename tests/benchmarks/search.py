"""What a search costs on each engine at 17,000 and at 170,000 products, beside the bare engine in the same run.

`python -m tests.benchmarks.search --products 17000 170000 --engines sqlite postgres elastic`, `--times 60`.
Elasticsearch is asked over the PostgreSQL that fed it. Last come the judged questions. Exit status 1 when a target is
missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.benchmarks.__main__ import Report, measure
from tests.benchmarks.server import ROOT, environment, manage, serve
from tests.benchmarks.shopper import Shopper
from tests.elastic_server import temporary_elasticsearch
from tests.postgres_server import temporary_postgres

# Units: ms. By the number of products; other numbers have no target.
PLAIN_MS = {17_000: 10.0, 170_000: 40.0}
BROWSE_MS = {17_000: 60.0, 170_000: 600.0}
POSTGRES_TIMES = 3.0
TYPE_AHEAD_MS = 30.0
OVER_ELASTIC_TIMES, OVER_ELASTIC_MS = 0.5, 5.0
LISTING_MS, LISTING_SQL = 60.0, 16
SUCCESS_AT_5 = 0.95
# Rows that one body answers, so that the bare engine can be asked the very same.
ONE_BODY = ("plain", "faceted", "browse all")
LISTINGS = {
    "all": "/san-pham/",
    "text": "/san-pham/?q=mat%20ong%20kim",
    "text, place, star, price": "/san-pham/?q=mat%20ong&tinh=68&sao=4&gia_tu=50k&gia_den=300k",
    "type-ahead": "/san-pham/goi-y/?q=mat%20o",
}


@dataclass(slots=True)
class Places:
    """Where things stand while the benchmark runs."""

    folder: Path
    postgres: str = ""
    elastic: str = ""
    filled: set[str] = field(default_factory=set)

    def url(self, engine: str, name: str) -> str:
        """This will return the address of a database; that of Elasticsearch is PostgreSQL's."""
        if engine == "sqlite":
            return f"sqlite:///{self.folder}/{name}.sqlite3"
        return f"{self.postgres.rsplit('/', 1)[0]}/{name}"

    def env(self, engine: str, name: str, *, with_index: bool = False) -> dict[str, str]:
        """This will return the environment of a process that asks this engine."""
        env = environment(self.url(engine, name), self.folder / "media")
        env |= {"ELASTICSEARCH_URL": "", "ELASTICSEARCH_INDEX": f"bench-{os.getpid()}-{name}"}
        if with_index:
            # A busy machine must not turn a slow answer into another engine's.
            env |= {"ELASTICSEARCH_URL": self.elastic, "ELASTICSEARCH_MS": "10000"}
        return env

    def database(self, engine: str, name: str) -> None:
        """This will make an empty, migrated database."""
        if engine != "sqlite":
            with psycopg.connect(self.url(engine, "postgres"), autocommit=True) as connection:
                connection.execute(f"DROP DATABASE IF EXISTS {name}")
                connection.execute(f"CREATE DATABASE {name}")
        manage("migrate", "--noinput", "-v0", env=self.env(engine, name))


def child(env: dict[str, str], *arguments: str) -> dict[str, Any]:
    """This will run `tests.benchmarks.searching` and return what it tells."""
    command = [sys.executable, "-m", "tests.benchmarks.searching", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=env, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)}: {done.stderr[-3000:]}")
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def fill(places: Places, engine: str, size: int) -> str:
    """This will fill a database with so many products, once for PostgreSQL and Elasticsearch; returns its name."""
    name = f"search_{size}"
    url = places.url(engine, name)
    if url not in places.filled:
        began = time.perf_counter()
        places.database(engine, name)
        env = places.env(engine, name)
        manage("load_places", env=env)
        manage("load_synthetic", "--products", str(size), env=env)
        places.filled.add(url)
        print(f"  filled in {time.perf_counter() - began:.0f} s", flush=True)
    return name


def bench(places: Places, engine: str, size: int, times: int, report: Report) -> None:
    """This will measure one engine over so many products."""
    load = os.getloadavg()[0]
    print(f"\n{engine}, {size:,} products; load {load:.1f} on {os.cpu_count()} processors", flush=True)
    name = fill(places, engine, size)
    env = places.env(engine, name, with_index=engine == "elastic")
    index = child(env, "rebuild")
    print(
        f"  indexed in {index['seconds']:.1f} s, {size / index['seconds']:,.0f} a second; {index['bytes']:,} B",
        flush=True,
    )
    told = child(env, "ask", "elastic" if engine == "elastic" else "embedded", str(times))
    p50, p95 = {}, {}
    for row, found in told["rows"].items():
        ours, raw = sorted(s * 1000 for s in found["ours"]), sorted(s * 1000 for s in found["raw"] if s)
        p50[row], p95[row] = statistics.median(ours), ours[max(0, int(len(ours) * 0.95) - 1)]
        bare = f"engine alone {statistics.median(raw):6.1f}" if raw else ""
        p50[f"{row}, alone"] = statistics.median(raw) if raw else 0.0
        cpu = statistics.median(found["cpu"]) * 1000
        hits = f"{found['hits'][0]:,}-{found['hits'][1]:,} hits" if row != "type-ahead" else ""
        print(
            f"  {row:<22} p50 {p50[row]:7.1f}  p95 {p95[row]:7.1f} ms, {cpu:5.1f} of it this process  "
            f"{bare:<20} sql {found['sql']:2d}  {hits}",
            flush=True,
        )
    heap = f", heap of the server {told['heap_mb']} MB" if told["heap_mb"] else ""
    print(f"  memory of the asking process {told['memory_mb']} MB{heap}")
    targets(engine, size, p50, p95, report)
    listings(places, env, engine, size, times, report)
    if engine == "elastic":
        child(env, "drop")


def targets(engine: str, size: int, p50: dict[str, float], p95: dict[str, float], report: Report) -> None:
    """This will hold the figures against what was promised."""
    what = f"{engine} at {size}"
    if engine == "elastic":
        for row in ONE_BODY:
            bare = p50[f"{row}, alone"]
            most = max(bare * OVER_ELASTIC_TIMES, OVER_ELASTIC_MS)
            report.target(f"{what}: {row}, ms over the same body", p50[row] - bare, round(most, 2))
    elif size in PLAIN_MS:
        times = POSTGRES_TIMES if engine == "postgres" else 1.0
        for row in ("plain", "faceted"):
            report.target(f"{what}: {row}, all counts and the page, ms", p50[row], PLAIN_MS[size] * times)
        report.target(f"{what}: browse all, ms", p50["browse all"], BROWSE_MS[size] * times)
    report.target(f"{what}: type-ahead p95, ms", p95["type-ahead"], TYPE_AHEAD_MS)


def listings(places: Places, env: dict[str, str], engine: str, size: int, times: int, report: Report) -> None:
    """This will measure whole pages, over HTTP."""
    with serve(env, places.folder / "server.log") as server:
        visitor = Shopper(server.url)
        for name, path in LISTINGS.items():
            row = f"page {name}, {engine} at {size}"
            answers = measure(lambda path=path: visitor.get(path), times=times)
            report.line(row, answers)
            if name == "type-ahead":
                p95 = statistics.quantiles([answer.seconds * 1000 for answer in answers], n=20)[-1]
                report.target(f"{row}: p95, ms", p95, TYPE_AHEAD_MS)
                continue
            report.target(f"{row}: statements", max(answer.sql for answer in answers), LISTING_SQL)
            if size <= min(PLAIN_MS):
                report.target(f"{row}: p50, ms", report.p50[row], LISTING_MS)
        print(f"  memory of master and two workers: {server.memory_mb()} MB")


def judged(places: Places, engine: str, report: Report) -> None:
    """This will ask what shoppers ask, over the products of the demo."""
    places.database(engine, "judged")
    env = places.env(engine, "judged", with_index=engine == "elastic")
    told = child(env, "judge", "elastic" if engine == "elastic" else "embedded")
    if engine == "elastic":
        child(env, "drop")
    print(
        f"\n{engine}, {told['questions']} judged questions: success@1 {told['success_at_1']:.3f}, "
        f"success@5 {told['success_at_5']:.3f}, MRR {told['mrr']:.3f}"
    )
    for query in told["missed"]:
        print(f"  missed: {query}")
    report.target(f"{engine}: success@5", told["success_at_5"], SUCCESS_AT_5, at_least=True)


@contextmanager
def standing(engines: list[str]) -> Iterator[Places]:
    """This will start what the engines need; an Elasticsearch that is set is taken as it is."""
    with ExitStack() as stack:
        places = Places(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shop-search-"))))
        if set(engines) & {"postgres", "elastic"}:
            places.postgres = stack.enter_context(temporary_postgres())
        if "elastic" in engines:
            places.elastic = os.environ.get("ELASTICSEARCH_URL") or stack.enter_context(temporary_elasticsearch())
        yield places


def main() -> int:
    """This will run the benchmark and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--products", type=int, nargs="+", default=[17_000])
    known = ["sqlite", "postgres", "elastic"]
    parser.add_argument("--engines", nargs="+", choices=known, default=known)
    parser.add_argument("--times", type=int, default=60)
    options = parser.parse_args()
    report = Report()
    with standing(options.engines) as places:
        for size in options.products:
            for engine in options.engines:
                bench(places, engine, size, options.times, report)
        for engine in options.engines:
            judged(places, engine, report)
    print(f"\n{len(report.missed)} targets missed" + "".join(f"\n  {what}" for what in report.missed))
    return 1 if report.missed else 0


if __name__ == "__main__":
    sys.exit(main())
