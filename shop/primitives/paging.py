"""Where a page of a long list stands, and which of its like to offer."""

from __future__ import annotations

from dataclasses import dataclass


class Turner:
    """What `components/page_turner.html` asks of a page: any class with `page` and `pages` may take it."""

    __slots__ = ()

    page: int
    pages: int

    @property
    def turns(self) -> list[int]:
        """This will return the page numbers to offer: the first, the last, and those around this one."""
        near = {1, self.pages, *range(self.page - 2, self.page + 3)}
        return sorted(number for number in near if 1 <= number <= self.pages)

    @property
    def previous(self) -> int:
        """This will return the number of the page before."""
        return self.page - 1

    @property
    def next(self) -> int:
        """This will return the number of the page after."""
        return self.page + 1


@dataclass(frozen=True, slots=True)
class Pages(Turner):
    """Where a page stands among its like."""

    page: int
    pages: int


def pages_of(*, count: int, size: int, page: int) -> Pages:
    """This will return where a page stands; one past the last is the last."""
    pages = max(1, -(-count // size))
    return Pages(min(page, pages), pages)
