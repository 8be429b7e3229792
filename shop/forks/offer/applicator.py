"""Which offers a basket is tried with: those whose cost somebody bears, and those of its one voucher."""

from __future__ import annotations

from typing import Any

from oscar.apps.offer.applicator import Applicator as OscarApplicator

from shop.promotions.queries import held_voucher, running, voucher_state


class Applicator(OscarApplicator):
    """Oscar's, with guests: Oscar takes nobody's voucher but a user's."""

    def get_site_offers(self) -> Any:
        """This will return the offers to everybody that run. Costs: one query."""
        return running(super().get_site_offers())

    def get_basket_offers(self, basket: Any, user: Any) -> list[Any]:
        """This will return the offers of the basket's voucher, and leave with the basket how that one stands.

        Costs: one query; 1 to 3 more with a voucher.
        """
        voucher = held_voucher(basket=basket) if basket.pk else None
        basket.voucher_state = voucher and voucher_state(voucher=voucher, by=user, at=basket.strategy.at)
        return list(basket.voucher_state.offers) if voucher else []
