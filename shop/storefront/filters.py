"""The words of a listing's address: sao nhom bo tinh xa con_hang sap_xep trang q. Pure; what it does not know it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, replace
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
        """This will return the criteria sets asked for: the chosen ones, else those of the chosen groups; empty = all."""
        return self.sets or frozenset(n for row in groups().values() if row.slug in self.groups for n in row.sets)

    @property
    def is_narrowed(self) -> bool:
        """This will tell whether anything but order and page was asked for."""
        return replace(self, order=Order.NEWEST, page=1) != Filters()


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
