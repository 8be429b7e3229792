"""Which engine answers: that of a cluster where there is one and it is well, else the database."""

from __future__ import annotations

import logging

from django.conf import settings

from shop.discovery.asking import Ask, Hits
from shop.discovery.breaker import Breaker
from shop.discovery.elastic.waiting import waiting
from shop.discovery.embedded import engine as embedded

log = logging.getLogger(__name__)

EMBEDDED, ELASTIC = "embedded", "elastic"
# Of this process: each finds out for itself, at the price of one late answer.
breaker = Breaker("Elasticsearch", log)


def find(ask: Ask) -> tuple[Hits, str]:
    """This will return what fits, and which engine said so.

    What Elasticsearch has not taken in yet is left out there (a revoked product must not be counted until its message
    is done); where that is much, or the index is being caught up, the database answers. Costs: what
    `embedded.engine.find` costs; with Elasticsearch 1 query.
    """
    if settings.ELASTICSEARCH_URL and breaker.is_closed:
        behind = waiting()
        if not behind.is_much and breaker.lets_through():
            hits = _elastic(ask, behind.products)
            if hits is not None:
                return hits, ELASTIC
    return embedded.find(ask), EMBEDDED


def _elastic(ask: Ask, held_back: frozenset[int]) -> Hits | None:
    # Imported where it is used: a shop without a cluster never loads the client.
    from elasticsearch import ApiError

    from shop.discovery.elastic import engine
    from shop.discovery.elastic.client import Unavailable

    try:
        hits = engine.find(ask, held_back=held_back)
    except Unavailable as error:
        breaker.fails(str(error))
        return None
    except ApiError:
        # Our mistake or a question beyond its limits: the page is answered, and others may still ask.
        breaker.works()
        log.exception("Elasticsearch does not take this question; the database answers")
        return None
    breaker.works()
    return hits
