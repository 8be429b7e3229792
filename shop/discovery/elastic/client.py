"""The kept connection to Elasticsearch, one for each process, and what counts as its being down."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, NotFoundError, TransportError

from shop.discovery.elastic.refusals import NoIndex, Unavailable

# Seconds that a request may take that is no visitor's question: one that feeds the index, the same where the process
# that answers pages does it after a commit, a piece of a rebuild.
WRITING_S = 10
WRITING_IN_PAGE_S = 2
BUILDING_S = 120
# Answers that say "not now" or "not you" and nothing of the question.
_REFUSED = {401, 403, 429}

_lock = threading.Lock()
# One entry: whose it is, and the client.
_kept: dict[tuple[object, ...], Elasticsearch] = {}


def client() -> Elasticsearch:
    """This will return this process's client: a forked worker or changed settings get their own.

    A question is asked of as many nodes as there are, each once; one that took too long is not asked again.
    """
    asked = (
        os.getpid(),
        settings.ELASTICSEARCH_URL,
        settings.ELASTICSEARCH_API_KEY,
        settings.ELASTICSEARCH_CA_CERTS,
        settings.OUTBOX_EMBEDDED,
    )
    with _lock:
        if asked not in _kept:
            _kept.clear()
            _kept[asked] = _connect()
        return _kept[asked]


def _connect() -> Elasticsearch:
    hosts = [url.strip() for url in settings.ELASTICSEARCH_URL.split(",") if url.strip()]
    secured: dict[str, Any] = {"ca_certs": settings.ELASTICSEARCH_CA_CERTS} if settings.ELASTICSEARCH_CA_CERTS else {}
    return Elasticsearch(
        hosts,
        api_key=settings.ELASTICSEARCH_API_KEY or None,
        request_timeout=WRITING_IN_PAGE_S if settings.OUTBOX_EMBEDDED else WRITING_S,
        max_retries=len(hosts) - 1,
        retry_on_timeout=False,
        retry_on_status=(),
        **secured,
    )


@contextmanager
def reached() -> Iterator[Elasticsearch]:
    """This will give the client as long as the block lasts. Refuses: Unavailable for whatever is not our mistake."""
    try:
        yield client()
    except NotFoundError as error:
        raise NoIndex(error.message) from error
    except ApiError as error:
        if error.status_code in _REFUSED or error.status_code >= 500:
            raise Unavailable(f"{error.status_code} {error.message}") from error
        raise
    except TransportError as error:
        raise Unavailable(f"{type(error).__name__}: {error.message}") from error


def alias() -> str:
    """This will return the name that is searched. What the demo shows besides has an index of its own."""
    return f"{settings.ELASTICSEARCH_INDEX}{'-demo' if settings.DEMO else ''}"


def next_alias() -> str:
    """This will return the name of an index that is being built."""
    return f"{alias()}-next"
