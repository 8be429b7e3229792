"""Whose data is gathered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shop.accounts.models import User

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose data: an account's with all its orders, or those of one order when `user` is None."""

    user: User | None
    orders: tuple[Any, ...]

    @property
    def numbers(self) -> list[str]:
        """This will return the order numbers."""
        return [order.number for order in self.orders]
