"""Reading the trust pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shop.policies.models import IN_ORDER, Wording
from shop.policies.pages import Page, page, pages


@dataclass(frozen=True, slots=True)
class Wordings:
    """Everything a page has said, says and will say. Nothing at all before the samples are loaded."""

    in_force: Wording | None
    # The next ones, the nearest first.
    coming: tuple[Wording, ...]
    # The former ones, the newest first.
    former: tuple[Wording, ...]

    def numbered(self, key: int) -> Wording | None:
        """This will return one of these wordings by its key."""
        return next((row for row in self._all if row.pk == key), None)

    def until(self, wording: Wording) -> datetime | None:
        """This will return when a wording's time ends (exclusive), or None while none follows it."""
        later = [row for row in self._all if (row.valid_from, row.pk) > (wording.valid_from, wording.pk)]
        return min(later, key=lambda row: (row.valid_from, row.pk)).valid_from if later else None

    @property
    def _all(self) -> tuple[Wording, ...]:
        own = (self.in_force,) if self.in_force else ()
        return (*self.coming, *own, *self.former)


def wordings(*, slug: str, at: datetime) -> Wordings:
    """This will read what a page says, said and will say, seen from an instant.

    Refuses: UnknownPage. Costs: 1 query.
    """
    return _told(Wording.objects.filter(slug=page(slug).slug).order_by(*IN_ORDER), at)


def wordings_in_force(*, at: datetime) -> dict[str, str]:
    """This will name the wording of every page that holds at an instant, by the instant it began (ISO 8601).

    What an agreement keeps. Costs: 1 query, without the texts.
    """
    begun = Wording.objects.filter(valid_from__lte=at).order_by(*IN_ORDER).values_list("slug", "valid_from")
    return {slug: valid_from.isoformat() for slug, valid_from in begun}


def sample(*, entry: Page, at: datetime) -> Wording:
    """This will return the text of a page's file, unsaved: a page whose samples were never loaded is not empty."""
    texts = {f"body_{language}": entry.sample(language) for language in entry.titles}
    return Wording(slug=entry.slug, valid_from=at, written_at=at, **texts)


def all_wordings(*, at: datetime) -> dict[str, Wordings]:
    """This will read the same for every page, by slug. Costs: 1 query."""
    rows: dict[str, list[Wording]] = {slug: [] for slug in pages()}
    for row in Wording.objects.select_related("written_by").order_by(*IN_ORDER):
        rows.setdefault(row.slug, []).append(row)
    return {slug: _told(rows[slug], at) for slug in pages()}


def _told(rows: Iterable[Wording], at: datetime) -> Wordings:
    begun: list[Wording] = []
    coming: dict[datetime, Wording] = {}
    for row in rows:
        if row.holds_at(at):
            begun.append(row)
        else:
            # Of two for one instant the later written takes the other's place before it ever held.
            coming[row.valid_from] = row
    former = tuple(reversed(begun[:-1]))
    return Wordings(begun[-1] if begun else None, tuple(coming.values()), former)
