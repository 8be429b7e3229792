"""`manage.py search rebuild | check | status | query`: the upkeep of what searches read."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from oscar.core.loading import get_model

from shop.discovery import engines, operations, queries
from shop.discovery.asking import PAGE_SIZE
from shop.discovery.elastic.refusals import NotWritten, Unavailable
from shop.discovery.models import Document, KnownWord


class Command(BaseCommand):
    """Documents of the embedded engine, the index of Elasticsearch where one is set, and questions by hand."""

    help = "rebuild, check or describe what searches read; ask it a question"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """This will read the words of the command line."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("rebuild", help="work every document out anew, while searching goes on")
        check = verbs.add_parser("check", help="print every difference between documents, index and database")
        check.add_argument("--repair", action="store_true", help="bring what differs in order")
        verbs.add_parser("status", help="how many documents, where, and how late")
        query = verbs.add_parser("query", help="one JSON line or a short text for each question")
        query.add_argument("text", nargs="?", help="what a shopper types")
        query.add_argument("--file", help="one question a line; - reads standard input")
        query.add_argument("--engine", choices=["embedded", "elastic"])
        query.add_argument("--limit", type=int, default=PAGE_SIZE)
        query.add_argument("--json", action="store_true")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        """This will do the one thing that was asked for."""
        try:
            getattr(self, f"_{verb}")(**options)
        except engines.NoSuchEngine:
            raise CommandError("there is no Elasticsearch: ELASTICSEARCH_URL is not set") from None
        except (Unavailable, NotWritten) as error:
            raise CommandError(f"Elasticsearch: {error}") from error

    def _rebuild(self, **options: Any) -> None:
        began = time.perf_counter()
        changed = operations.rebuild(at=timezone.now(), progress=self._progress("documents"))
        self.stdout.write(f"documents: {Document.objects.count():,}, {changed:,} changed ({_since(began)})")
        if settings.ELASTICSEARCH_URL:
            from shop.discovery.elastic import index

            began = time.perf_counter()
            indexed = index.rebuild(progress=self._progress("elasticsearch"))
            self.stdout.write(f"elasticsearch: {indexed:,} documents in a new index ({_since(began)})")

    def _check(self, *, repair: bool, **options: Any) -> None:
        found = operations.differences(progress=self._progress("documents"))
        for difference in found:
            self.stdout.write(f"document {difference.product_id}: {', '.join(difference.what)}")
        if repair and found:
            operations.refresh(product_ids=[row.product_id for row in found], at=timezone.now())
        elsewhere = self._check_elastic(repair)
        total = len(found) + elsewhere
        self.stdout.write(f"{total:,} difference{'' if total == 1 else 's'}{', repaired' if repair and total else ''}")
        if total and not repair:
            sys.exit(1)

    def _check_elastic(self, repair: bool) -> int:
        if not settings.ELASTICSEARCH_URL:
            return 0
        from shop.discovery.elastic import difference

        count = 0
        for row in difference.differences(repair=repair):
            count += 1
            self.stdout.write(f"elasticsearch {row.product_id}: {', '.join(row.what)}")
        return count

    def _status(self, **options: Any) -> None:
        listings = get_model("catalogue", "Product").objects.filter(parent=None).count()
        self.stdout.write(f"listings: {listings:,}; documents: {Document.objects.count():,}")
        self.stdout.write(f"known words: {KnownWord.objects.count():,}")
        if not settings.ELASTICSEARCH_URL:
            self.stdout.write("elasticsearch: not set; the database answers")
            return
        from shop.discovery.elastic import status

        for line in status.status():
            self.stdout.write(line)

    def _query(
        self, *, text: str | None, file: str | None, engine: str | None, limit: int, json: bool, **options: Any
    ) -> None:
        if (text is None) == (file is None):
            raise CommandError("say either TEXT or --file")
        if limit < 1:
            raise CommandError("--limit is 1 or more")
        for question in [text] if text is not None else _lines(file or ""):
            with engines.only(engine):
                found = queries.search(text=question or "", at=timezone.now(), size=limit)
            row = _row(question or "", found)
            self.stdout.write(_as_json(row) if json or file else _as_text(row))

    def _progress(self, name: str) -> operations.Progress:
        def tell(done: int, total: int) -> None:
            self.stderr.write(f"{name}: {done:,} of {total:,}")

        return tell


def _since(began: float) -> str:
    return f"{time.perf_counter() - began:.1f} s"


def _lines(file: str) -> Iterator[str]:
    try:
        stream = sys.stdin if file == "-" else open(file, encoding="utf-8")  # noqa: SIM115  # closed below
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    with stream:
        for line in stream:
            if line.strip():
                yield line.strip("\n")


def _row(question: str, found: queries.Found) -> dict[str, Any]:
    products = get_model("catalogue", "Product").objects.select_related("origin_commune").in_bulk(found.ids)
    stars = queries.stars_of(ids=found.ids, at=timezone.now())
    return {
        "query": question,
        "took_ms": round(found.took_ms, 1),
        "total": found.count,
        "corrected": found.corrected or None,
        "understood": [{"kind": part.kind, "typed": part.typed, "label": part.label("vi")} for part in found.parts],
        "results": [
            {
                "id": pk,
                "name": products[pk].title,
                "stars": stars.get(pk),
                "commune": products[pk].origin_commune.name,
            }
            for pk in found.ids
            if pk in products
        ],
    }


def _as_json(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False)


def _as_text(row: dict[str, Any]) -> str:
    head = f"{row['query']}: {row['total']:,} in {row['took_ms']} ms"
    notes = [f"  {part['kind']}: {part['label']}" for part in row["understood"]]
    notes += [f"  corrected: {row['corrected']}"] if row["corrected"] else []
    lines = [f"  {one['id']:>7}  {one['stars']} sao  {one['name']} ({one['commune']})" for one in row["results"]]
    return "\n".join([head, *notes, *lines])
