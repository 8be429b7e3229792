"""Every difference between the index and the database, read side by side in the order of the keys."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from elasticsearch import Elasticsearch

from shop.discovery.elastic.client import alias, reached
from shop.discovery.elastic.filing import file
from shop.discovery.elastic.index import write
from shop.discovery.elastic.waiting import settling
from shop.discovery.models import Document
from shop.discovery.operations import Difference

CHUNK = 500
_KEPT = "2m"


def differences(*, repair: bool = False) -> Iterator[Difference]:
    """This will compare every document of the index with what it should be, and with `repair` put it right.

    `what`: missing, too much, or the names of the fields that differ. Reads the index as it stood at one instant; what
    is on its way in the outbox counts as a difference. Refuses: Unavailable, NoIndex. Costs: 11 queries and 1 request
    for each 500 documents.
    """
    keys = list(Document.objects.filter(version__gt=0).order_by("pk").values_list("pk", flat=True))
    begun = 0
    with settling() if repair else nullcontext(), reached() as server:
        for sources in _chunks(server):
            last = max(sources, default=None)
            until = len(keys) if last is None else bisect_right(keys, last)
            found = list(_compared(sources, keys[begun:until]))
            begun = until
            if repair and found:
                write(product_ids=[difference.product_id for difference in found])
            yield from found


def _chunks(server: Elasticsearch) -> Iterator[dict[int, dict[str, Any]]]:
    """The documents by key, a chunk at a time; at the end an empty one, for what the database has behind the last."""
    server.indices.refresh(index=alias())
    point = server.open_point_in_time(index=alias(), keep_alive=_KEPT)["id"]
    try:
        after: list[Any] | None = None
        while True:
            response: Any = server.search(
                size=CHUNK,
                sort=[{"product": "asc"}],
                pit={"id": point, "keep_alive": _KEPT},
                allow_partial_search_results=False,
                track_total_hits=False,
                search_after=after,
            )
            point, hits = response["pit_id"], response["hits"]["hits"]
            yield {int(hit["_id"]): hit["_source"] for hit in hits}
            if not hits:
                return
            after = hits[-1]["sort"]
    finally:
        server.close_point_in_time(id=point)


def _compared(sources: dict[int, dict[str, Any]], keys: list[int]) -> Iterator[Difference]:
    for start in range(0, len(keys), CHUNK):
        for filed in file(product_ids=keys[start : start + CHUNK]):
            source = sources.get(filed.product_id)
            if source is None:
                yield Difference(filed.product_id, ("missing",))
            elif wrong := _wrong(source, filed.source):
                yield Difference(filed.product_id, wrong)
    for pk in sorted(sources.keys() - set(keys)):
        yield Difference(pk, ("too much",))


def _wrong(found: dict[str, Any], wanted: dict[str, Any]) -> tuple[str, ...]:
    return tuple(sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)))
