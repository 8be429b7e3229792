"""What questions cost in one process, against a filled database. `tests.benchmarks.search` runs it; prints one line of
JSON.

`rebuild`: works all documents out anew, and the index where there is one. `ask ENGINE TIMES`: asks, and by turns has
the engine itself find what it was asked: its own words, kept connection, without our counts, reading and order. `judge
ENGINE`: puts the demo up in an empty database and asks what `judged.csv` asks. `drop`: takes the index away.
"""

from __future__ import annotations

import http.client
import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import django

# With 170,000 products none of the plain ones finds more than 5,000. Marks, none, a word that only the place holds.
PLAIN = (
    "mật ong hoa nhãn kim",
    "tra hoa vang son",
    "miến dong tân",
    "nuoc mam cot ha",
    "Giỏ tre đan Vân",
    "tieu den cao",
)
PLACED = (
    "mật ong Lâm Đồng",
    "chè xanh ở Thái Nguyên",
    "nuoc mam quang ninh",
    "gạo huyện Kim Sơn",
    "tinh dầu sả Hà Giang",
)
TYPOS = ("nuocs mawms coots kim", "mieens dong tana", "maatj ong nhanx son", "giotre dan van", "tinh daufsar hong")
BEGUN = ("mậ", "mật o", "nuoc m", "che x", "giỏ tre đ", "trà hoa vàng s", "quang n", "htx", "tinhdau", "mien do")
SHORT = ("Mật ong", "nuoc mam", "chè", "miến dong")
WORDS = {"plain": PLAIN, "with a place": PLACED, "faceted": PLAIN, "typo": TYPOS, "many hits": SHORT}


def main(what: str, *arguments: str) -> None:
    """This will do one of the four and print what it took."""
    django.setup()
    print(json.dumps({"rebuild": _rebuild, "ask": _ask, "judge": _judge, "drop": _drop}[what](*arguments)))


def _quiet(done: int, total: int) -> None:
    """Nobody watches."""


def _rebuild() -> dict[str, Any]:
    from django.conf import settings
    from django.utils import timezone

    from shop.discovery import operations
    from shop.discovery.models import Document, DocumentWords, KnownWord

    told: dict[str, Any] = {}
    began = time.perf_counter()
    if settings.ELASTICSEARCH_URL:
        from shop.discovery.elastic import index
        from shop.discovery.elastic.client import alias, client

        index.rebuild(_quiet)
        told["seconds"] = time.perf_counter() - began
        client().indices.forcemerge(index=alias(), max_num_segments=1)
        told["bytes"] = client().indices.stats(index=alias(), metric="store")["_all"]["total"]["store"]["size_in_bytes"]
        return told
    for model in (DocumentWords, KnownWord, Document):
        model.objects.all().delete()
    began = time.perf_counter()
    operations.rebuild(at=timezone.now(), progress=_quiet)
    told["seconds"] = time.perf_counter() - began
    told["bytes"] = _bytes()
    return told


def _drop() -> dict[str, Any]:
    from shop.discovery.elastic.client import alias, client

    names = [*client().indices.get(index=f"{alias()}-2*", allow_no_indices=True).body]
    for name in names:
        client().indices.delete(index=name)
    return {"dropped": names}


def _bytes() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM")
            cursor.execute("ANALYZE")
            cursor.execute("SELECT SUM(pgsize) FROM dbstat WHERE name LIKE 'discovery_%'")
            return int(cursor.fetchone()[0])
        cursor.execute("VACUUM ANALYZE")
        cursor.execute(
            "SELECT SUM(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname LIKE 'discovery_%'"
        )
        return int(cursor.fetchone()[0])


def _judge(engine: str) -> dict[str, Any]:
    import contextlib
    import io

    from django.conf import settings
    from django.utils import timezone

    from tests.shop.discovery import judging

    at = timezone.now()
    url, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, ""
    with contextlib.redirect_stdout(io.StringIO()):
        judging.load_demo(at=at)
    settings.ELASTICSEARCH_URL = url
    if url:
        from shop.discovery.elastic import index

        index.rebuild(_quiet)
    judged = judging.judge(engine=engine, at=at)
    return {
        "questions": len(judged.answers),
        "success_at_1": judged.success_at_1,
        "success_at_5": judged.success_at_5,
        "mrr": judged.mrr,
        "missed": [answer.question.query for answer in judged.missed],
    }


def _ask(engine: str, times: str) -> dict[str, Any]:
    from django.conf import settings
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from shop.discovery import engines
    from shop.discovery.asking import PAGE_SIZE, Narrowing
    from shop.discovery.queries import search
    from shop.discovery.suggestions import suggest

    at = timezone.now()
    narrowed = Narrowing(stars=frozenset({3, 4}), price_from=50_000, price_to=300_000, in_stock=True)
    counts: dict[str, list[int]] = {}
    rows: dict[str, Any] = {}
    with engines.only(engine):
        everything = search(text="", at=at).count
        deep = -(-everything // PAGE_SIZE) // 2
        asked: dict[str, list[dict[str, Any]]] = {
            **{name: [{"text": text} for text in texts] for name, texts in WORDS.items()},
            "browse all": [{"text": ""}],
            "browse all, a choice": [{"text": "", "narrowing": narrowed}],
            "deep page": [{"text": "", "page": deep}],
        }
        for question in asked["faceted"]:
            question["narrowing"] = narrowed
        alone = _elastic_alone() if engine == "elastic" else _embedded_alone()
        for name, questions in asked.items():
            counts[name] = [search(at=at, **question).count for question in questions]
            with CaptureQueriesContext(connection) as statements:
                search(at=at, **questions[0])
            asks = [partial(search, at=at, **question) for question in questions]
            rows[name] = _measured(asks, alone, int(times)) | {
                "hits": [min(counts[name]), max(counts[name])],
                "sql": len(statements),
            }
    with CaptureQueriesContext(connection) as statements:
        suggest(text=BEGUN[1], at=at)
    begun = [partial(suggest, text=text, at=at) for text in BEGUN]
    rows["type-ahead"] = _measured(begun, Alone([], list), int(times)) | {"hits": [1, 1], "sql": len(statements)}
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"rows": rows, "products": everything, "memory_mb": memory, "heap_mb": _heap(settings.ELASTICSEARCH_URL)}


def _seconds(ask: Callable[[], object]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


@dataclass(slots=True)
class Alone:
    """The engine without us: what ours asked it last, and how to ask it that again."""

    asked: list[Any]
    again: Callable[[], object]


def _measured(asks: list[Callable[[], object]], alone: Alone, times: int) -> dict[str, Any]:
    """Ours and the engine alone by turns, now the one first, now the other, for who comes second finds all warm; and
    what ours took of a processor in this process, which is the same on a busy machine."""
    bodies = []
    for ask in asks:
        alone.asked.clear()
        ask()
        bodies.append(list(alone.asked))
    told: dict[str, Any] = {"ours": [], "raw": [], "cpu": []}
    for turn in range(times):
        at = turn % len(asks)
        is_ours_first = turn // len(asks) % 2 == 0
        for is_ours in (is_ours_first, not is_ours_first):
            if is_ours:
                began = time.process_time()
                told["ours"].append(_seconds(asks[at]))
                told["cpu"].append(time.process_time() - began)
            elif bodies[at]:
                alone.asked[:] = bodies[at]
                told["raw"].append(_seconds(alone.again))
    return told


def _embedded_alone() -> Alone:
    """The last match, as full text alone: how many, and the keys of a page by the engine's own rank."""
    from django.db import connection

    from shop.discovery.embedded import engine

    last: list[Any] = []
    kept = engine.fitting

    def fitting(terms: Any) -> Any:
        last[:] = [kept(terms)]
        return last[0]

    engine.fitting = fitting
    if connection.vendor == "sqlite":
        found = "FROM discovery_fulltext WHERE discovery_fulltext MATCH %s"
        texts = (f"SELECT COUNT(*) {found}", f"SELECT rowid {found} ORDER BY rank LIMIT 24")
    else:
        found = "FROM discovery_documentwords WHERE all_words @@ %s::tsquery"
        rank = "ts_rank(all_words, %s::tsquery) DESC"
        texts = (f"SELECT COUNT(*) {found}", f"SELECT product_id {found} ORDER BY {rank} LIMIT 24")

    def ask() -> None:
        match = last[0].parameters[0]
        with connection.cursor() as cursor:
            for text in texts:
                cursor.execute(text, [match] * text.count("%s"))
                cursor.fetchall()

    return Alone(last, ask)


def _elastic_alone() -> Alone:
    """The same body, as bytes, on a connection that stays open; the answer is read and parsed, as by any client."""
    from django.conf import settings

    from shop.discovery.elastic import engine
    from shop.discovery.elastic.client import alias

    address = urlsplit(settings.ELASTICSEARCH_URL)
    connection = http.client.HTTPConnection(address.hostname or "127.0.0.1", address.port)
    path = f"/{alias()}/_search?filter_path={','.join(engine._READ)}&allow_partial_search_results=false"
    last: list[bytes] = []
    kept = engine.ask_server

    def ask_server(asked: dict[str, Any]) -> Any:
        last[:] = [json.dumps(asked).encode()]
        return kept(asked)

    engine.ask_server = ask_server

    def ask() -> None:
        connection.request("POST", path, last[0], {"Content-Type": "application/json"})
        json.loads(connection.getresponse().read())

    return Alone(last, ask)


def _heap(url: str) -> int:
    if not url:
        return 0
    from shop.discovery.elastic.client import client

    nodes = client().nodes.stats(metric="jvm")["nodes"].values()
    return sum(node["jvm"]["mem"]["heap_used_in_bytes"] for node in nodes) // 1024**2


if __name__ == "__main__":
    main(*sys.argv[1:])
