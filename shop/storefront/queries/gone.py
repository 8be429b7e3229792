"""What was certified and is no longer: named truthfully, with the way to its page, never with a price."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import DateTimeField, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from oscar.core.loading import get_model

from catalogue_ext.certification.models import Revocation, Standing
from shop.primitives.period import last_day, local_day
from shop.primitives.vi_text import fold

# Shorter texts are in too many names to mean one.
SHORTEST = 3
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Gone:
    """A product that is no longer certified: its last day, or the day it was revoked."""

    name: str
    name_language: str
    url: str
    is_revoked: bool
    ended_on: date


def gone_of(*, products: QuerySet[Any], at: datetime, limit: int) -> list[Gone]:
    """This will return what was certified and is not at the instant, the latest first.

    One not yet certified is no part of it, nor a hidden one, nor a pack size. Costs: 1 query.
    """
    of_product = Standing.objects.filter(product=OuterRef("pk"))
    ends = of_product.ended(at).order_by().values("product").annotate(end=Max("valid_to")).values("end")
    products = products.filter(is_public=True, parent=None).exclude(Exists(of_product.at(at)))
    rows = products.annotate(end=Subquery(ends, output_field=DateTimeField())).exclude(end=None)
    # Selling stops at the later of what is printed and when we learned it: where a standing ends then, that ended it.
    revocations = Revocation.objects.filter(product=OuterRef("pk"))
    counting = revocations.annotate(counts_at=Greatest("effective_at", "recorded_at")).filter(counts_at=OuterRef("end"))
    rows = rows.annotate(is_revoked=Exists(counting)).order_by("-end", "pk")
    return [
        Gone(
            name=row.name,
            name_language=row.name_language,
            url=row.get_absolute_url(),
            is_revoked=row.is_revoked,
            ended_on=local_day(row.end) if row.is_revoked else last_day(row.end),
        )
        for row in rows[:limit]
    ]


def gone_named(*, text: str, at: datetime, limit: int) -> list[Gone]:
    """This will return what is no longer certified and has all of these words in its name. Costs: 1 query at most."""
    words = fold(text).split()[:_MOST_WORDS]
    if len("".join(words)) < SHORTEST:
        return []
    named = Q(*(Q(title_fold__contains=word) for word in words))
    return gone_of(products=get_model("catalogue", "Product").objects.filter(named), at=at, limit=limit)
