"""The words of a listing's address: sao nhom bo tinh xa con_hang sap_xep trang q. What is not known is left out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.http import QueryDict

from catalogue_ext.certification.classification import criteria_sets, groups
from shop.primitives.vi_text import fold

STARS = (5, 4, 3)
PAGE_SIZE = 24
_MAX_TEXT = 100
_MAX_PAGE = 9_999


class Order(StrEnum):
    """How results are laid out; the value stands in the address."""

    NEWEST = "moi"
    CHEAPEST = "gia"
    NAME = "ten"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a listing is asked for."""

    text: str = ""
    stars: frozenset[int] = frozenset()
    groups: frozenset[str] = frozenset()
    sets: frozenset[int] = frozenset()
    province: str = ""
    commune: str = ""
    in_stock: bool = False
    order: Order = Order.NEWEST
    page: int = 1

    @property
    def words(self) -> list[str]:
        """This will return the folded words looked for, each of which must be found."""
        return fold(self.text).split()

    @property
    def all_sets(self) -> frozenset[int]:
        """This will return the criteria sets asked for: those chosen, else those of the groups; empty = all."""
        return self.sets or frozenset(n for row in groups().values() if row.slug in self.groups for n in row.sets)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """This will return the words of the address that say the same, without the page."""
        found = [("q", self.text)] if self.text else []
        found += [("sao", str(n)) for n in STARS if n in self.stars]
        found += [("nhom", row.slug) for row in groups().values() if row.slug in self.groups]
        found += [("bo", str(n)) for n in sorted(self.sets)]
        found += [("tinh", self.province)] if self.province else []
        found += [("xa", self.commune)] if self.commune else []
        found += [("con_hang", "1")] if self.in_stock else []
        found += [("sap_xep", self.order.value)] if self.order is not Order.NEWEST else []
        return found


def read_filters(words: QueryDict, *, group: str = "", criteria_set: int | None = None) -> Filters:
    """This will read the address; a group's or set's own page fixes that word."""
    slugs = {row.slug for row in groups().values()}
    return Filters(
        text=words.get("q", "").strip()[:_MAX_TEXT],
        stars=frozenset(_numbers(words, "sao") & set(STARS)),
        groups=frozenset([group] if group else set(words.getlist("nhom")) & slugs),
        sets=frozenset([criteria_set] if criteria_set else _numbers(words, "bo") & set(criteria_sets())),
        province=_code(words, "tinh", 2),
        commune=_code(words, "xa", 5),
        in_stock=words.get("con_hang") == "1",
        order=_order(words.get("sap_xep", "")),
        page=next(iter(_numbers(words, "trang")), 1),
    )


def _numbers(words: QueryDict, name: str) -> set[int]:
    texts = (text for text in words.getlist(name) if text.isascii() and text.isdigit() and len(text) <= 4)
    return {number for text in texts if 1 <= (number := int(text)) <= _MAX_PAGE}


def _code(words: QueryDict, name: str, length: int) -> str:
    text = words.get(name, "")
    return text if text.isascii() and text.isdigit() and len(text) == length else ""


def _order(text: str) -> Order:
    return Order(text) if text in set(Order) else Order.NEWEST
