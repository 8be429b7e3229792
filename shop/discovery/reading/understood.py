"""What a row of words was taken to mean, and how that is said to the person who typed them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from catalogue_ext.certification.classification import criteria_sets, groups
from shop.discovery.asking import Narrowing
from shop.discovery.reading.places import Place
from shop.primitives.money import format_vnd

# Kinds of readings, as the address `nguyen` names those that a shopper took off.
STARS, PRICE, PLACE, GROUP, STOCK = "sao", "gia", "noi", "nhom", "con_hang"
KINDS = frozenset({STARS, PRICE, PLACE, GROUP, STOCK})


@dataclass(frozen=True, slots=True)
class Named:
    """A place as it stands on a chip. `until`: the first day of another name; `others`: places of the same name."""

    name: str
    until: date | None = None
    others: int = 0


@dataclass(frozen=True, slots=True)
class Understood:
    """One reading: its kind, the words as typed, and what they narrow the results to."""

    kind: str
    typed: str
    narrowing: Narrowing
    place: Named | None = None

    def label(self, language: str) -> str:
        """This will say the reading in that language; the name of a place has no other than its own."""
        with override(language):
            if self.place is not None:
                return _place(self.place)
            if self.kind == STARS:
                return _stars(self.narrowing.stars)
            if self.kind == PRICE:
                return _price(self.narrowing.price_from, self.narrowing.price_to)
            return _class(self.narrowing.sets, language) if self.kind == GROUP else _("in stock")

    @property
    def is_vietnamese(self) -> bool:
        """This will tell whether the label holds a Vietnamese name on an English page."""
        return self.place is not None


def place_named(place: Place) -> Named:
    """This will return how a chip names a place: by the likeliest of those that bear the name."""
    first = place.entries[0]
    return Named(first.full, first.until, place.apart)


def _place(place: Named) -> str:
    # "7/2025": a month is enough to tell the old name from the new.
    months = {"month": f"{place.until.month}/{place.until.year}"} if place.until else {}
    label = _("%(place)s (before %(month)s)") % {"place": place.name, **months} if months else place.name
    if not place.others:
        return label
    others = ngettext(
        "%(place)s and %(count)s other of the name", "%(place)s and %(count)s others of the name", place.others
    )
    return others % {"place": label, "count": place.others}


def _stars(stars: frozenset[int]) -> str:
    return _("%(stars)s stars") % {"stars": ", ".join(map(str, sorted(stars)))}


def _price(low: int | None, high: int | None) -> str:
    ends = {"low": format_vnd(low or 0), "high": format_vnd(high or 0)}
    if low is None:
        return _("up to %(high)s") % ends
    return _("from %(low)s") % ends if high is None else _("%(low)s to %(high)s") % ends


def _class(sets: frozenset[int], language: str) -> str:
    """The name of the group or of the layer above the sets where they are all of it, else their own names."""
    for group in groups().values():
        if sets == frozenset(group.sets):
            return group.name(language)
    rows = [criteria_sets()[number] for number in sorted(sets)]
    families = {row.family_en if language == "en" else row.family_vi for row in rows}
    if len(rows) > 1 and len(families) == 1:
        return families.pop()
    return ", ".join(row.name(language) for row in rows)
