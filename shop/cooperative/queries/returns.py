"""Goods that come back, and money that is owed back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shop.cooperative.queries.counts import open_returns, owed_refunds, refunds_of
from shop.cooperative.queries.parts import small_picture
from shop.cooperative.sentences import reason_words
from shop.fulfilment.models import ReturnPicture, ReturnRequest, ReturnState
from shop.fulfilment.visibility import buyer_of

# What is shown of what is over.
RECENT = 20


@dataclass(frozen=True, slots=True)
class ReturnsPage:
    """Returns that wait, refunds that are owed, and the newest of what is over."""

    waiting: list[Any]
    owed: list[Any]
    done: list[Any]
    paid: list[Any]


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """One return: what goes back, why, with which pictures. Words and pictures are hidden with the buyer."""

    request: ReturnRequest
    goods: list[tuple[str, str, int, str]]
    why: str
    text: str
    pictures: list[int]
    is_hidden: bool
    is_asked: bool
    is_accepted: bool


def returns_page(*, producer: Any) -> ReturnsPage:
    """This will return what came back and what is owed. Costs: 4 queries."""
    mine = ReturnRequest.objects.filter(producer_order__partner_id=producer.partner_id)
    over = mine.filter(state__in=(ReturnState.DECLINED, ReturnState.RECEIVED))
    refunds = refunds_of(producer=producer)
    return ReturnsPage(
        waiting=list(open_returns(producer=producer).select_related("producer_order").order_by("asked_at", "pk")),
        owed=list(owed_refunds(producer=producer).select_related("producer_order").order_by("owed_at", "pk")),
        done=list(over.select_related("producer_order").order_by("-asked_at", "-pk")[:RECENT]),
        paid=list(refunds.exclude(paid_at=None).select_related("producer_order").order_by("-paid_at", "-pk")[:RECENT]),
    )


def return_of(*, producer: Any, pk: int) -> Any:
    """This will return one return of the producer, or None: another's is not found either. Costs: 6 queries at most."""
    mine = ReturnRequest.objects.filter(producer_order__partner_id=producer.partner_id, pk=pk)
    return (
        mine.select_related("producer_order__order__shipping_address", "producer_order__order__invoice_request")
        .prefetch_related("lines__line__product__images", "lines__line__product__parent__images", "pictures")
        .first()
    )


def return_page(*, request: Any, at: datetime) -> ReturnPage:
    """This will lay out a return read by `return_of`. Costs: none."""
    is_hidden = buyer_of(part=request.producer_order, at=at) is None
    lines = [row.line for row in request.lines.all()]
    return ReturnPage(
        request=request,
        goods=[
            (
                line.product.name if line.product else line.title,
                line.product.name_language if line.product else "vi",
                line.quantity,
                small_picture(line.product) if line.product else "",
            )
            for line in sorted(lines, key=lambda line: line.pk)
        ],
        why=reason_words(request.reason),
        text="" if is_hidden else request.text,
        pictures=[] if is_hidden else sorted(picture.pk for picture in request.pictures.all()),
        is_hidden=is_hidden,
        is_asked=request.state == ReturnState.ASKED,
        is_accepted=request.state == ReturnState.ACCEPTED,
    )


def picture_of(*, producer: Any, pk: int, at: datetime) -> Any:
    """This will return what a buyer showed to this producer, or None: not another's, and no longer than the buyer
    is seen. Costs: one query."""
    mine = ReturnPicture.objects.filter(request__producer_order__partner_id=producer.partner_id, pk=pk)
    row = mine.select_related(
        "request__producer_order__order__shipping_address", "request__producer_order__order__invoice_request"
    ).first()
    return row if row and buyer_of(part=row.request.producer_order, at=at) else None


def refund_of(*, producer: Any, pk: int) -> Any:
    """This will return one refund of which the producer is the payee, or None. Costs: one query."""
    found = refunds_of(producer=producer).filter(pk=pk)
    return found.select_related(
        "producer_order__order__shipping_address", "producer_order__order__invoice_request"
    ).first()
