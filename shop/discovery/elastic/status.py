"""How the index stands, for who looks after it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from elasticsearch import Elasticsearch

from shop.discovery.elastic.client import alias, next_alias, reached
from shop.discovery.elastic.index import orphans, standing
from shop.discovery.elastic.refusals import Unavailable
from shop.discovery.elastic.waiting import waiting


def status() -> Iterator[str]:
    """This will tell in lines how the index stands, and what is wrong instead of refusing.

    Costs: 1 query, 7 requests.
    """
    # Never a password that stands in an address.
    yield f"elasticsearch: {', '.join(_host(url) for url in settings.ELASTICSEARCH_URL.split(',') if url.strip())}"
    try:
        with reached() as server:
            yield from _of_server(server)
    except Unavailable as error:
        yield f"  does not answer: {error}"
    held = waiting()
    yield f"  waiting to be taken in: {len(held.products):,}"
    if held.is_much:
        yield "  behind; the database answers until it is caught up"


def _of_server(server: Elasticsearch) -> Iterator[str]:
    yield f"  version {server.info()['version']['number']}"
    names = standing(server, alias())
    if names:
        stored = server.indices.stats(index=alias(), metric=["store"])["_all"]["primaries"]["store"]
        count = server.count(index=alias())["count"]
        yield f"  {alias()} is {', '.join(names)}: {count:,} documents, {stored['size_in_bytes'] / 1e6:,.1f} MB"
    else:
        yield f"  {alias()}: no index; the database answers until `search rebuild` or the worker has made one"
    if building := standing(server, next_alias()):
        yield f"  being built, or left by a rebuild that was killed: {', '.join(building)}"
    if left := sorted(set(orphans(server)) - set(building)):
        yield f"  searched by nobody: {', '.join(left)}"


def _host(url: str) -> str:
    parts = urlsplit(url.strip())
    return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}"
