"""The messages that keep the index in step, and the round that finds out whether it is.

A change waits in the outbox until the index holds it and shows it; meanwhile the product is left out of every answer
(`waiting.py`). Where the server cannot be reached no message is tried again for days and given up in the end: one that
says "catch up" takes the place of all, waits as long as it must, and goes through all documents in steps when the
server is back. While it waits the database answers.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from secrets import token_hex
from time import monotonic
from typing import Any

from django.conf import settings

from shop.discovery.elastic.refusals import NoIndex, Unavailable
from shop.discovery.elastic.waiting import CATCH_UP
from shop.discovery.operations import FEED
from shop.outbox.models import Message
from shop.outbox.operations import enqueue
from shop.outbox.registry import handles
from shop.outbox.rounds import goes_round

log = logging.getLogger(__name__)

# Changes that are taken in together: ten thousand of them are twenty requests.
MOST_AT_ONCE = 500
# Looking whether the server is back.
PAUSE = timedelta(seconds=15)
# Between two steps where the outbox is emptied by the processes that answer pages: one step for each of them.
BREATH = timedelta(seconds=2)
# What was told stays in the outbox as long as somebody may ask why.
KEPT = timedelta(days=7)
# For so long this process knows what it has written. Seconds.
_REMEMBERED_S = 30.0

_written: dict[int, tuple[int, float]] = {}


@handles(FEED)
def feed(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will take in one change, and with it what else is due, and show it."""
    if not settings.ELASTICSEARCH_URL or _is_written(payload) or _starts_anew():
        return
    from shop.discovery.elastic import index

    ids = {payload["product"], *_due(at)}
    try:
        versions = index.write(product_ids=ids)
    except Unavailable as error:
        catch_up_soon(at=at, why=str(error))
        return
    now = monotonic()
    for pk, (_, when) in list(_written.items()):
        if now - when > _REMEMBERED_S:
            del _written[pk]
    _written.update({pk: (version, now) for pk, version in versions.items()})


def forget() -> None:
    """This will forget what this process has written."""
    _written.clear()


def _is_written(payload: dict[str, Any]) -> bool:
    version, when = _written.get(payload["product"], (0, 0.0))
    return version >= payload["version"] and monotonic() - when <= _REMEMBERED_S


def _due(at: datetime) -> list[int]:
    due = Message.objects.filter(kind=FEED, done_at=None, dead_at=None, next_at__lte=at).order_by("next_at", "pk")
    return [int(key.split(":")[0]) for key in due.values_list("key", flat=True)[:MOST_AT_ONCE]]


def _starts_anew() -> bool:
    """Whether somebody will go through all documents who has not begun: he sees what is committed by now."""
    return Message.objects.filter(kind=CATCH_UP, done_at=None, attempts=0, payload__after=0).exists()


def catch_up_soon(*, at: datetime, why: str) -> None:
    """This will have all documents gone through, as soon as the server is there. Costs: 2 queries."""
    if not _starts_anew():
        log.warning("the index of Elasticsearch is to be caught up (%s); the database answers until it is", why)
        _step({"name": token_hex(8), "begun": at.isoformat(), "number": 0, "after": 0}, at=at, wait=timedelta())


def _step(payload: dict[str, Any], *, at: datetime, wait: timedelta) -> None:
    """Each step is a message of its own: none is tried so often that it is given up."""
    key = f"{payload['name']}:{payload['number']}"
    enqueue(kind=CATCH_UP, key=key, payload=payload, at=at, not_before=at + wait)


@handles(CATCH_UP)
def catch_up(*, key: str, payload: dict[str, Any], at: datetime) -> None:
    """This will bring the next documents to what the database says, and leave the rest to another message."""
    if not settings.ELASTICSEARCH_URL:
        return
    from shop.discovery.elastic import step

    forget()
    following = payload | {"number": payload["number"] + 1}
    try:
        last = step.bring_into_step(after=payload["after"])
    except Unavailable:
        _step(following, at=at, wait=PAUSE)
        return
    if last is None:
        seconds = (at - datetime.fromisoformat(payload["begun"])).total_seconds()
        log.warning("the index of Elasticsearch is caught up after %.0f s", seconds)
    else:
        _step(following | {"after": last}, at=at, wait=BREATH if settings.OUTBOX_EMBEDDED else timedelta())


@goes_round("index of Elasticsearch", every=timedelta(minutes=1))
def look(*, at: datetime) -> None:
    """This will have the index caught up where it is gone, or holds other versions than the database."""
    if not settings.ELASTICSEARCH_URL or Message.objects.filter(kind__in=[FEED, CATCH_UP], done_at=None).exists():
        return
    from shop.discovery.elastic import step

    try:
        if step.is_in_step():
            return
        why = "it holds other versions"
    except NoIndex:
        why = "there is none"
    except Unavailable:
        # Nothing was lost so far: whatever changes leaves its message.
        return
    catch_up_soon(at=at, why=why)


@goes_round("changes told to Elasticsearch", every=timedelta(hours=1))
def forget_told(*, at: datetime) -> None:
    """This will delete messages that were done some days ago: every change of a price or a stock leaves one."""
    Message.objects.filter(kind__in=[FEED, CATCH_UP], done_at__lt=at - KEPT).delete()
