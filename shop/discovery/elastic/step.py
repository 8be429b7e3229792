"""Whether the index holds what the database says, and bringing it there a piece at a time."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Sum
from elasticsearch import Elasticsearch

from shop.discovery.elastic.client import alias, next_alias, reached
from shop.discovery.elastic.filing import file
from shop.discovery.elastic.index import create, remove, send, standing
from shop.discovery.models import Document

# Documents of one step: a few seconds of work, after which the next one may be somebody else's.
STEP = 2_000


def _sums() -> tuple[int, int]:
    held = Document.objects.filter(version__gt=0).aggregate(count=Count("pk"), versions=Sum("version"))
    return held["count"], held["versions"] or 0


def is_in_step() -> bool:
    """This will compare how many documents there are and what their versions add up to. Refuses: Unavailable, NoIndex.

    Versions only grow, so equal sums with other documents take a mistake that `search check` would print. Costs: 2
    queries, 1 request.
    """
    before = _sums()
    with reached() as server:
        response = server.search(
            index=alias(), size=0, track_total_hits=True, aggs={"versions": {"sum": {"field": "version"}}}
        )
    found = (response["hits"]["total"]["value"], int(response["aggregations"]["versions"]["value"]))
    # What was fed in between is no difference: then the next look tells.
    return found == before or _sums() != before


def bring_into_step(*, after: int) -> int | None:
    """This will bring the next documents behind that key to what the database says, and remove what it does not have.

    Returns the last key that it looked at, None when there are no more. An index that is gone is made anew, empty: to
    be called only while nobody is sent to it. So is one that is ahead of the database, which was put back from a copy:
    no older version could ever be written over a newer one. Refuses: Unavailable.
    """
    with reached() as server:
        if not server.indices.exists_alias(name=alias()):
            create(server, name=alias())
        server.indices.refresh(index=alias())
        # The index first: what is fed while we read is newer in the database, never in the index.
        found = _versions(server, after)
        end = max(found) if len(found) == STEP else None
        rows = Document.objects.filter(version__gt=0, pk__gt=after).order_by("pk").values_list("pk", "version")
        held = dict((rows if end is None else rows.filter(pk__lte=end))[:STEP])
        if len(held) == STEP:
            end = max(held)
            found = {pk: version for pk, version in found.items() if pk <= end}
        if any(version > held[pk] for pk, version in found.items() if pk in held):
            _begin_again(server)
            return 0
        remove(server, product_ids=found.keys() - held.keys())
        wrong = [pk for pk, version in held.items() if found.get(pk) != version]
        filed = file(product_ids=wrong)
        send(server, next_alias(), filed, may_miss=True)
        send(server, alias(), filed)
        server.indices.refresh(index=alias())
    return end


def _versions(server: Elasticsearch, after: int) -> dict[int, int]:
    response: Any = server.search(
        index=alias(),
        size=STEP,
        query={"range": {"product": {"gt": after}}},
        sort=[{"product": "asc"}],
        source=False,
        docvalue_fields=[{"field": "product"}, {"field": "version"}],
        filter_path="hits.hits.fields",
        allow_partial_search_results=False,
    )
    rows = [hit["fields"] for hit in response.get("hits", {}).get("hits", ())]
    return {row["product"][0]: row["version"][0] for row in rows}


def _begin_again(server: Elasticsearch) -> None:
    old = standing(server, alias())
    index = create(server)
    server.indices.update_aliases(
        actions=[
            {"add": {"index": index, "alias": alias()}},
            *({"remove_index": {"index": name}} for name in old),
        ]
    )
