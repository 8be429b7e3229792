"""Which products can be bought at an instant, which may be waited for, and who waits. Fixed numbers of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from oscar.core.loading import get_model

from catalogue_ext.certification.queries import certificate_panel
from catalogue_ext.certification.rules import State
from shop.channels.queries import is_of_a_sold_kind, sale_permissions
from shop.stock.queries import free_pieces
from shop.waits.models import Wait
from shop.waits.refusals import WaitOver

# It was certified once, and may be again.
OVER = frozenset({State.LAPSED, State.REVOKED})


def buyable(*, product_ids: Iterable[int], at: datetime) -> frozenset[int]:
    """This will return which of these listings can be bought at the instant: themselves, or one of their pack sizes.

    Costs: 3 queries, fewer where nothing is left to ask.
    """
    sold = _allowed(product_ids, at)
    free = free_pieces(product_ids=[row.pk for row in sold]) if sold else {}
    return frozenset(row.parent_id if row.is_child else row.pk for row in sold if free.get(row.pk, 0) > 0)


def _allowed(product_ids: Iterable[int], at: datetime) -> list[Any]:
    """What may be sold of the listings; a listing with pack sizes is sold by its sizes only."""
    keys = set(product_ids)
    mine = Q(pk__in=keys) | Q(parent__in=keys)
    rows = list(get_model("catalogue", "Product").objects.filter(mine).select_related("parent").order_by("pk"))
    sold = [row for row in rows if not row.is_parent]
    permissions = sale_permissions(products=sold, at=at) if sold else {}
    return [row for row in sold if permissions[row.pk].is_allowed]


def may_be_waited_for(*, product: Any, at: datetime) -> bool:
    """This will tell whether there is something to wait for: a listing on show, of a kind that is sold, that is sold
    out, or whose certificate is over.

    Never certified, not yet in force, without a price, covered in no pack size: nothing was ever to be had. Costs: 5
    queries at most.
    """
    if product.is_child or not product.is_public or not is_of_a_sold_kind(listing=product):
        return False
    panel = certificate_panel(product=product, at=at)
    if panel is None or not panel.is_certified:
        return panel is not None and panel.state in OVER
    sold = _allowed([product.pk], at)
    free = free_pieces(product_ids=[row.pk for row in sold]) if sold else {}
    return bool(free) and not any(pieces > 0 for pieces in free.values())


def wait_of(*, user: Any, product: Any) -> Wait | None:
    """This will return the account's wait for a product, None where there is none. Costs: 1 query, none for nobody."""
    return Wait.objects.of(user).filter(product=product).first() if user.is_authenticated else None


def waits_of(*, user: Any) -> QuerySet[Wait]:
    """This will return what an account waits for, the newest wish first. Costs: 1 query."""
    return Wait.objects.of(user).select_related("product").order_by("-asked_at", "-pk")


def wait_behind(*, key: int, at: datetime) -> Wait:
    """This will return the wait that a signed link is for (`links.key_in`). Costs: 1 query.

    Refuses: WaitOver for one that was told of, taken back or is over: nothing is kept of it.
    """
    wait = Wait.objects.open(at).filter(pk=key).select_related("product", "user").first()
    if wait is None:
        raise WaitOver
    return wait
