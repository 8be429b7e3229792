"""What buyers say of a producer's goods, and what was replied."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shop.opinions.queries import opinions_about, reply_until
from shop.primitives.paging import Turner, pages_of

SIZE = 20


@dataclass(frozen=True, slots=True)
class Told:
    """One opinion on show. `language` is that of its buyer's order."""

    pk: int
    product: str
    product_language: str
    url: str
    score: int
    title: str
    body: str
    name: str
    language: str
    at: datetime
    reply: str
    replied_at: datetime | None
    # The reply may still be put right.
    is_open: bool


@dataclass(frozen=True, slots=True)
class OpinionsPage(Turner):
    """One page of opinions, the newest first."""

    rows: list[Told]
    count: int
    page: int
    pages: int


def opinions_page(*, producer: Any, at: datetime, page: int) -> OpinionsPage:
    """This will return a page of the opinions about a producer's goods. Costs: 2 queries."""
    found = opinions_about(producer=producer)
    count = found.count()
    where = pages_of(count=count, size=SIZE, page=page)
    start = (where.page - 1) * SIZE
    rows = found.select_related("product", "proof__line__order", "reply")[start : start + SIZE]
    return OpinionsPage([told(review=row, at=at) for row in rows], count, where.page, where.pages)


def opinion_of(*, producer: Any, pk: int) -> Any:
    """This will return one opinion on show about the producer's goods, or None. Costs: one query."""
    return (
        opinions_about(producer=producer).select_related("product", "proof__line__order", "reply").filter(pk=pk).first()
    )


def told(*, review: Any, at: datetime) -> Told:
    """This will lay an opinion out. Costs: none when read as above."""
    reply = getattr(review, "reply", None)
    return Told(
        pk=review.pk,
        product=review.product.name,
        product_language=review.product.name_language,
        url=review.product.get_absolute_url(),
        score=review.score,
        title=review.title,
        body=review.body,
        name=review.name,
        language=review.proof.line.order.language,
        at=review.proof.at,
        reply=reply.text if reply else "",
        replied_at=reply.at if reply else None,
        is_open=reply is None or at < reply_until(reply=reply),
    )
