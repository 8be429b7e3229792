"""Opinions read for pages. Only what an officer approved and a purchase proves is shown or counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet, Sum, Window
from oscar.core.loading import get_model

from shop.fulfilment.states import State
from shop.opinions.operations import RECEIVED
from shop.opinions.rules import REPLY_OPEN_FOR, average
from shop.primitives.period import local_day

PAGE = 10


@dataclass(frozen=True, slots=True)
class Opinion:
    """What one buyer said, in the language of the order. `name` is "" where the buyer wants none shown."""

    key: int
    score: int
    title: str
    body: str
    name: str
    on: date
    language: str
    pack_size: str
    reply: str
    replied_on: date | None


@dataclass(frozen=True, slots=True)
class Opinions:
    """One page of a product's opinions, the newest first, and what all of them say together."""

    rows: list[Opinion]
    count: int
    total: int
    page: int
    size: int

    @property
    def average(self) -> Decimal:
        """This will return the mean score with one decimal. Refuses: ValueError where there is none."""
        return average(total=self.total, count=self.count)

    @property
    def dots(self) -> int:
        """This will return how many of five dots are filled: the mean, half up."""
        return int(self.average + Decimal("0.5"))

    @property
    def pages(self) -> int:
        """This will return how many pages there are."""
        return -(-self.count // self.size)

    @property
    def has_more(self) -> bool:
        """This will tell whether more opinions are to be read elsewhere."""
        return self.count > len(self.rows)


def opinions_of(*, product: Any, page: int = 1, size: int = PAGE) -> Opinions:
    """This will return a page of the opinions about a product and its pack sizes; past the last page there is none.

    Costs: 1 query; none where `Product.rating` is empty, which it is until the first opinion is on show.
    """
    if product.rating is None or page < 1:
        return Opinions([], 0, 0, page, size)
    start = (page - 1) * size
    found = list(
        _shown()
        .filter(product=product.pk)
        .annotate(count=Window(Count("pk")), sum=Window(Sum("score")))
        .order_by("-proof__at", "-pk")
        .values_list(
            "pk",
            "score",
            "title",
            "body",
            "name",
            "proof__at",
            "proof__line__order__language",
            "proof__line__product__pack_size",
            "reply__text",
            "reply__at",
            "count",
            "sum",
        )[start : start + size]
    )
    count, total = (found[0][-2], found[0][-1]) if found else (0, 0)
    return Opinions([_opinion(*row[:-2]) for row in found], count, total, page, size)


def _shown() -> QuerySet[Any]:
    reviews: QuerySet[Any] = get_model("reviews", "ProductReview").objects.approved().filter(proof__isnull=False)
    return reviews


def _opinion(
    key: int,
    score: int,
    title: str,
    body: str,
    name: str,
    at: datetime,
    language: str,
    pack_size: str | None,
    reply: str | None,
    replied_at: datetime | None,
) -> Opinion:
    return Opinion(
        key=key,
        score=score,
        title=title,
        body=body,
        name=name,
        on=local_day(at),
        language=language,
        pack_size=pack_size or "",
        reply=reply or "",
        replied_on=local_day(replied_at) if replied_at else None,
    )


def may_tell(*, line: Any, state: State) -> bool:
    """This will tell whether the buyer of a line may give an opinion about it, its part being in that state now.

    What `give_opinion` asks once more. Costs: none where product, outcome and opinion are selected along.
    """
    is_kept = not hasattr(line, "outcome") and line.product is not None
    return state in RECEIVED and is_kept and not hasattr(line, "opinion")


def opinions_about(*, producer: Any) -> QuerySet[Any]:
    """This will return the reviews on show of a producer's goods with proof and reply, the newest first.

    Never another's. Costs: 1 query a page.
    """
    reviews = _shown().filter(product__producer=producer)
    return reviews.select_related("product", "proof__line", "reply").order_by("-proof__at", "-pk")


def reply_until(*, reply: Any) -> datetime:
    """This will return until when a reply may be put right, exclusive. Costs: none."""
    until: datetime = reply.at + REPLY_OPEN_FOR
    return until
