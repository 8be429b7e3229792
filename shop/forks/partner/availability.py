"""Oscar's availability policies with a code that the doors turn into a sentence."""

from __future__ import annotations

from oscar.apps.partner.availability import *  # noqa: F403
from oscar.apps.partner.availability import Base
from oscar.apps.partner.availability import StockRequired as OscarStockRequired

OK = "ok"
SOLD_OUT = "sold_out"
NO_PRICE = "no_price"


class NotForSale(Base):
    """May not be bought; `code` says why (a `channels.WhyNot`, no_price or sold_out)."""

    def __init__(self, code: str) -> None:
        self.code = str(code)
        self.message = self.code

    def is_purchase_permitted(self, quantity: int) -> tuple[bool, str]:
        return False, self.code


class StockRequired(OscarStockRequired):
    """May be bought while there is stock; the reason is a code, not a sentence."""

    @property
    def code(self) -> str:  # type: ignore[override]
        return OK if self.num_available > 0 else SOLD_OUT

    def is_purchase_permitted(self, quantity: int) -> tuple[bool, str]:
        return (True, "") if 0 < quantity <= self.num_available else (False, SOLD_OUT)
