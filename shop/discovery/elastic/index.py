"""Writing to the index: a few listings at once, or all of them into a new one that takes the old one's place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from typing import Any

from elasticsearch import Elasticsearch, helpers

from shop.discovery.elastic.client import BUILDING_S, alias, next_alias, reached
from shop.discovery.elastic.filing import Filed, file
from shop.discovery.elastic.mapping import laid_out, mapping
from shop.discovery.elastic.refusals import NoIndex, NotWritten, Unavailable
from shop.discovery.elastic.waiting import settling
from shop.discovery.models import Document

Progress = Callable[[int, int], None]

# One request to the server: so many documents at most, and so many bytes. What it does not take now (429) is sent
# again after a wait that doubles; nothing is read on meanwhile, so a slow server slows the reader down.
CHUNK = 500
MOST_BYTES = 4 * 1024 * 1024
_AGAIN: dict[str, Any] = {"max_retries": 8, "initial_backoff": 0.5, "max_backoff": 30}
# A newer document stays what it is, an equal one is written again.
_NEWER = "external_gte"
_CONFLICT, _NOT_FOUND = 409, 404


def write(*, product_ids: Collection[int]) -> dict[int, int]:
    """This will bring these listings' documents to what the database says, and show them; returns their versions.

    First into an index that is being built, then into the one that is searched: whichever takes the other's place in
    between has it. Refuses: Unavailable, NoIndex, NotWritten.
    """
    filed = file(product_ids=product_ids)
    gone = set(product_ids) - {each.product_id for each in filed}
    with reached() as server:
        send(server, next_alias(), filed, may_miss=True)
        send(server, alias(), filed)
        remove(server, product_ids=gone)
        server.indices.refresh(index=alias())
    return {each.product_id: each.version for each in filed}


def send(server: Elasticsearch, target: str, filed: Iterable[Filed], *, may_miss: bool = False) -> int:
    """This will send documents, and return how many. To a name that stands for an index only: sending makes none."""
    sent = 0
    actions = (_action(target, each) for each in filed)
    for is_done, result in helpers.streaming_bulk(
        server,
        actions,
        chunk_size=CHUNK,
        max_chunk_bytes=MOST_BYTES,
        raise_on_error=False,
        require_alias=True,
        **_AGAIN,
    ):
        sent += 1
        if not is_done:
            _judge(next(iter(result.values())), may_miss=may_miss)
    return sent


def remove(server: Elasticsearch, *, product_ids: Collection[int]) -> None:
    """This will take documents out whose listings the database has no more."""
    if product_ids:
        server.bulk(index=alias(), operations=[{"delete": {"_id": str(pk)}} for pk in sorted(product_ids)])


def _action(target: str, filed: Filed) -> dict[str, Any]:
    return {
        "_op_type": "index",
        "_index": target,
        "_id": str(filed.product_id),
        "version": filed.version,
        "version_type": _NEWER,
        "_source": filed.source,
    }


def _judge(result: dict[str, Any], *, may_miss: bool) -> None:
    """A conflict is no failure: what is there is newer."""
    status = result["status"]
    if status == _CONFLICT or (may_miss and status == _NOT_FOUND):
        return
    if status == _NOT_FOUND:
        raise NoIndex(str(result.get("error")))
    if status == 429 or status >= 500:
        raise Unavailable(str(result.get("error")))
    raise NotWritten(f"{result['_id']}: {result.get('error')}")


def create(server: Elasticsearch, *, name: str = "") -> str:
    """This will make an empty index, found by the alias `name` where one is given, and return what it is called."""
    index = f"{alias()}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    server.indices.create(index=index, mappings=mapping(), settings=laid_out(), aliases={name: {}} if name else {})
    return index


def standing(server: Elasticsearch, name: str) -> list[str]:
    """This will return the indices that a name stands for."""
    return (
        sorted(server.indices.get_alias(name=name, ignore_unavailable=True, allow_no_indices=True).body)
        if (server.indices.exists_alias(name=name))
        else []
    )


def orphans(server: Elasticsearch) -> list[str]:
    """This will return the indices of ours that nobody searches: what a rebuild that was killed left behind."""
    found = server.indices.get(index=f"{alias()}-2*", allow_no_indices=True, features="aliases").body
    # Not those of a shop beside us that calls its own ocop-products-2.
    ours = re.compile(rf"{re.escape(alias())}-\d{{20}}")
    return sorted(name for name, about in found.items() if ours.fullmatch(name) and alias() not in about["aliases"])


def rebuild(progress: Progress) -> int:
    """This will build a new index from the database and put it in the old one's place; returns how many documents.

    Searching goes on meanwhile, in the old one. Nothing that is written meanwhile is lost: every feeding goes to the
    new index as well, from before the first row is read, and the version decides. Killed halfway it leaves an index
    that nobody searches, which the next one removes. Of two at once the first ends with Unavailable. What was given
    up before is in, and no longer left out.
    """
    with settling(), reached() as connected:
        server = connected.options(request_timeout=BUILDING_S)
        for name in orphans(server):
            server.indices.delete(index=name, ignore_unavailable=True)
        index = create(server, name=next_alias())
        server.indices.put_settings(index=index, settings={"refresh_interval": "-1", "number_of_replicas": 0})
        keys = list(Document.objects.filter(version__gt=0).order_by("pk").values_list("pk", flat=True))
        sent = 0
        for start in range(0, len(keys), CHUNK):
            sent += send(server, next_alias(), file(product_ids=keys[start : start + CHUNK]))
            progress(min(start + CHUNK, len(keys)), len(keys))
        _take_place(server, index)
    return sent


def _take_place(server: Elasticsearch, index: str) -> None:
    kept = laid_out()
    server.indices.put_settings(
        index=index, settings={name: kept[name] for name in ("refresh_interval", "number_of_replicas")}
    )
    server.indices.refresh(index=index)
    old = standing(server, alias())
    # One step for everybody who searches; the removal fails, and all of it, where another rebuild took the name over.
    server.indices.update_aliases(
        actions=[
            {"remove": {"index": index, "alias": next_alias(), "must_exist": True}},
            {"add": {"index": index, "alias": alias()}},
            *({"remove_index": {"index": name}} for name in old),
        ]
    )
