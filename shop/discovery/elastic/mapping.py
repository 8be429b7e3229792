"""What an index of listings looks like, field by field; a field that is not here is refused."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from elasticsearch.dsl import Mapping
from elasticsearch.dsl import field as fields

from shop.discovery.asking import PRICE_STEPS

# All words are made in Python, for documents and for questions: the server only cuts at spaces.
ANALYZER = "whitespace"
STARS = (3, 4, 5)
# Pages that lie deeper are counted from the end, see `question.py`; none is out of reach. Units: results.
DEEPEST = 5_000_000

# When what is true, as ranges of instants: one step into an index of ranges, and exact without indexing again.
WHENS = (
    "certified",
    "in_stock",
    *(f"stars_{stars}" for stars in STARS),
    *(f"bar_{bar}" for bar in range(len(PRICE_STEPS) + 1)),
)
# Pieces of time in which nothing changes, none beside another: what is sorted and compared by. Units: µs, ₫.
SPAN = ("begins", "ends", "price", "is_sold", "by_relevance", "by_newest", "by_stars")


def mapping() -> dict[str, Any]:
    """This will return the mapping as the server takes it."""
    made = Mapping()
    made.meta("dynamic", "strict")
    made.field("product", fields.Long())
    # Of the database's document; the server keeps it as the external version as well, but cannot add those up.
    made.field("version", fields.Long())
    # Where words stand side by side matters, how long a text is does not.
    for name in ("names", "names_marked", "who_and_where", "story"):
        made.field(name, fields.Text(analyzer=ANALYZER, norms=False))
    made.field("name_sort", fields.Keyword(index=False))
    for name in ("producer_id", "kind", "set_no", "commune_code", "province_code"):
        made.field(name, fields.Keyword())
    made.field("place", fields.GeoPoint())
    made.field("when", fields.Object(properties={name: fields.LongRange() for name in WHENS}))
    made.field("spans", fields.Nested(properties={name: fields.Long() for name in SPAN}))
    return dict(made.to_dict())


def laid_out() -> dict[str, Any]:
    """This will return the settings of an index while it is searched."""
    return {
        "number_of_shards": settings.ELASTICSEARCH_SHARDS,
        "number_of_replicas": settings.ELASTICSEARCH_REPLICAS,
        "max_result_window": DEEPEST,
        # Each feeding asks for it itself; this is for what it leaves.
        "refresh_interval": "1s",
        # Nothing of ours is deleted that could come back (`filing.py`); what others deleted can be written again.
        "gc_deletes": "0s",
    }
