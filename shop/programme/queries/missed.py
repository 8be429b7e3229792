"""What was looked for in vain, for who decides what the shop should have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from shop.discovery.missed import looked_for, times
from shop.primitives.paging import Turner, pages_of
from shop.programme.queries.queues import A_PAGE

# Of which days; nothing older is kept.
DAYS = (7, 30, 90)


@dataclass(frozen=True, slots=True)
class Sought:
    """One text, as somebody typed it."""

    text: str
    # Where the search runs again.
    url: str
    times: int
    last: date


@dataclass(frozen=True, slots=True)
class MissedPage(Turner):
    """One page of what was looked for in vain. `unkept`: how often without the words, which may have been personal."""

    days: int
    rows: list[Sought]
    count: int
    times: int
    unkept: int
    page: int
    pages: int


def missed_page(*, days: int, page: int, at: datetime) -> MissedPage:
    """This will return a page of the last days, the most often sought first. Costs: 3 queries."""
    rows = looked_for(days=days, at=at)
    count = rows.count()
    pages = pages_of(count=count, size=A_PAGE, page=page)
    start = (pages.page - 1) * A_PAGE
    total, unkept = times(days=days, at=at)
    return MissedPage(
        days=days,
        rows=[
            Sought(row["text"], reverse("storefront:products", query={"q": row["text"]}), row["times"], row["last"])
            for row in rows[start : start + A_PAGE]
        ],
        count=count,
        times=total,
        unkept=unkept,
        page=pages.page,
        pages=pages.pages,
    )


def of_the_week(*, at: datetime) -> int:
    """This will count the searches in vain of the last seven days. Costs: 1 query."""
    return times(days=DAYS[0], at=at)[0]
