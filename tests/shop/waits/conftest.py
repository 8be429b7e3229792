"""Products that cannot be bought now, and who waits for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from shop.outbox.operations import drain
from shop.stock.operations import receive
from shop.waits import operations
from shop.waits.models import Wait
from tests.factories.situations import lapsed, on_sale, revoked

GUEST = AnonymousUser()
EMAIL = "hoa@example.test"
CLIENT = "203.0.113.9"


@pytest.fixture(autouse=True)
def _site(settings) -> None:
    settings.SITE_URL = "https://xanha.example"


@pytest.fixture
def jar(cast, now):
    """Sold out: 120.000 ₫, none left."""
    return on_sale(cast, at=now, stock=0, title="Mật ong Cái Rồng", title_en="Cai Rong honey")


@pytest.fixture
def old(cast, now):
    """Its certificate ended at this instant; ten pieces are there."""
    return lapsed(cast, at=now)


@pytest.fixture
def lost(cast, now):
    """Its certificate was revoked at this instant; ten pieces are there."""
    return revoked(cast, at=now)


@pytest.fixture
def ask(now) -> Callable[..., Wait | None]:
    """Asks as a guest, unless told otherwise."""

    def asked(product: Any, **other: Any) -> Wait | None:
        facts = {"user": GUEST, "email": EMAIL, "language": "vi", "client_address": CLIENT, "at": now} | other
        return operations.ask(product=product, **facts)

    return asked


def fill(product: Any, *, at: datetime, quantity: int = 3) -> None:
    """This will put pieces into the producer's store."""
    receive(stock_record=product.stockrecords.get(), quantity=quantity, by=None, at=at)


def work(at: datetime) -> int:
    """This will do what a worker does at an instant, and return how many messages it took up."""
    operations.sweep(at=at)
    operations.tell_who_waits(at=at)
    done = 0
    while touched := drain(at=at).touched:
        done += touched
    return done
