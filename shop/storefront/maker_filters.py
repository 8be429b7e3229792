"""The words of the producers' list: q tinh loai trang. What is not known is left out."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict

from catalogue_ext.producers.models import ProducerKind
from shop.primitives.vi_text import slug
from shop.storefront.filters import page_number

_MOST_TEXT = 100


@dataclass(frozen=True, slots=True)
class MakerFilters:
    """What the producers' list is asked for; `province` is a code, `kind` a value of ProducerKind in small letters."""

    text: str = ""
    province: str = ""
    kind: str = ""
    page: int = 1

    @property
    def words(self) -> list[str]:
        """This will return the words looked for in names, without marks; each of them must be found."""
        return [word for word in slug(self.text).split("-") if word]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """This will return the words of the address that say the same, without the page."""
        said = [("q", self.text), ("tinh", self.province), ("loai", self.kind)]
        return [(word, value) for word, value in said if value]

    @property
    def is_page(self) -> bool:
        """This will tell whether the list is a page of its own: all producers, or those of one province."""
        return not self.text and not self.kind


def read_maker_filters(words: QueryDict) -> MakerFilters:
    """This will read the address of the producers' list."""
    province, kind = words.get("tinh", ""), words.get("loai", "")
    return MakerFilters(
        text=words.get("q", "").strip()[:_MOST_TEXT],
        province=province if len(province) == 2 and province.isascii() and province.isdigit() else "",
        kind=kind.lower() if kind.upper() in ProducerKind.values else "",
        page=page_number(words),
    )
