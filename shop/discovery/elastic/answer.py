"""What Elasticsearch answered, in the words that every engine answers in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shop.discovery.asking import PRICE_STEPS, Facets
from shop.discovery.elastic.question import FACETS


def ids(response: Mapping[str, Any]) -> list[int]:
    """This will return the products of the page in their order; of an answer without any nothing is sent."""
    return [int(hit["_id"]) for hit in response.get("hits", {}).get("hits", ())]


def total(response: Mapping[str, Any]) -> int:
    """This will return how many fit in all."""
    return int(response["hits"]["total"]["value"])


def facets(response: Mapping[str, Any]) -> Facets:
    """This will return the counts beside the results."""
    counted = response.get("aggregations", {})
    # Where nothing was chosen but of its own kind there is no filter: all that the words found would be left.
    everything = int(counted["everything"]["value"]) if "everything" in counted else total(response)
    found: dict[str, dict[str, int]] = {}
    without: dict[str, int] = {}
    for kind, names in FACETS.items():
        under = counted.get(f"under_{kind}")
        without[kind] = everything if under is None else int(under["doc_count"])
        for name in names:
            found[name] = _counts(counted if under is None else under, name)
    return Facets(
        stars={int(value): count for value, count in found["stars"].items()},
        sets={int(value): count for value, count in found["sets"].items()},
        provinces=found["provinces"],
        communes=found["communes"],
        kinds=found["kinds"],
        prices=tuple(found["prices"].get(str(bar), 0) for bar in range(len(PRICE_STEPS) + 1)),
        in_stock=found["in_stock"].get("1", 0),
        without=without,
    )


def _counts(under: Mapping[str, Any], name: str) -> dict[str, int]:
    buckets = under.get(f"{name}_within", under).get(name, {"buckets": []})["buckets"]
    if isinstance(buckets, Mapping):
        rows = [(value, bucket["doc_count"]) for value, bucket in buckets.items()]
    else:
        rows = [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
    return {value: count for value, count in rows if count}
