"""Which engine answers: that of a cluster where there is one and it is well, else the database."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings

from shop.discovery.asking import Ask, Hits
from shop.discovery.breaker import Breaker
from shop.discovery.elastic.refusals import Unavailable
from shop.discovery.elastic.waiting import waiting
from shop.discovery.embedded import engine as embedded
from shop.primitives.refusal import Refusal

log = logging.getLogger(__name__)

EMBEDDED, ELASTIC = "embedded", "elastic"
# Of this process: each finds out for itself, at the price of one late answer.
breaker = Breaker("Elasticsearch", log)
# The one engine that is asked, whatever it answers; empty: the one that is well.
_only: ContextVar[str] = ContextVar("engine", default="")


class NoSuchEngine(Refusal):
    """Elasticsearch is asked for by name and there is none: ELASTICSEARCH_URL is not set."""

    code = "search_engine"


@contextmanager
def only(engine: str | None) -> Iterator[None]:
    """This will ask one engine alone as long as the block lasts; None: whichever is well, as always.

    Refuses: NoSuchEngine. What that engine raises is raised: nobody answers in its place.
    """
    if engine == ELASTIC and not settings.ELASTICSEARCH_URL:
        raise NoSuchEngine
    token = _only.set(engine or "")
    try:
        yield
    finally:
        _only.reset(token)


def find(ask: Ask) -> tuple[Hits, str]:
    """This will return what fits, and which engine said so.

    What Elasticsearch has not taken in yet is left out there (a revoked product must not be counted until its message
    is done); where that is much, or the index is being caught up, the database answers. Costs: what
    `embedded.engine.find` costs; with Elasticsearch 1 query.
    """
    chosen = _only.get()
    if chosen == ELASTIC:
        from shop.discovery.elastic import engine

        return engine.find(ask, held_back=waiting().products), ELASTIC
    if chosen != EMBEDDED and settings.ELASTICSEARCH_URL and breaker.is_closed:
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
