"""One question, one request; the page is asked for again only where it lies behind the last one."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings

from shop.discovery.asking import Ask, Hits
from shop.discovery.elastic import answer
from shop.discovery.elastic.client import alias, reached
from shop.discovery.elastic.mapping import DEEPEST
from shop.discovery.elastic.question import body
from shop.discovery.elastic.refusals import Unavailable
from shop.primitives.paging import pages_of

# What is read of an answer; the rest is neither sent nor parsed.
_READ = ("hits.total", "hits.hits._id", "aggregations", "timed_out", "_shards.failed")


def find(ask: Ask, *, held_back: Collection[int] = ()) -> Hits:
    """This will return the page that is asked for, how many fit in all, and what each further choice would leave.

    Refuses: Unavailable where no whole answer comes in time. Costs: 1 request; 2 for a page behind the last one.
    """
    begins = (ask.page - 1) * ask.size
    is_too_deep = begins + ask.size > DEEPEST
    response = ask_server(body(ask, held_back=held_back, from_=0 if is_too_deep else begins))
    if not ask.with_facets:
        ids = [] if is_too_deep else answer.ids(response)
        return Hits(ids=ids, count=len(ids))
    count = answer.total(response)
    stands = pages_of(count=count, size=ask.size or 1, page=ask.page)
    ids = answer.ids(response)
    if count and ask.size and stands.page != ask.page:
        last = replace(ask, page=stands.page)
        ids = answer.ids(ask_server(body(last, held_back=held_back) | {"aggs": {}}))
    return Hits(ids=ids, count=count, facets=answer.facets(response), page=stands.page)


def ask_server(asked: dict[str, Any]) -> Mapping[str, Any]:
    """This will send one request on the kept connection. Half an answer is none: its counts would be wrong."""
    seconds = settings.ELASTICSEARCH_MS / 1000
    with reached() as server:
        response = server.options(request_timeout=seconds).search(
            index=alias(),
            body=asked | {"timeout": f"{settings.ELASTICSEARCH_MS}ms"},
            filter_path=_READ,
            allow_partial_search_results=False,
        )
    if response.get("timed_out") or response.get("_shards", {}).get("failed"):
        raise Unavailable("only a part of the index answered")
    return response.body
