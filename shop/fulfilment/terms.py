"""On which terms goods are sent and taken back. One place for product page, trust pages and search engines."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

# Where goods are sent: everywhere in the country, and nowhere else.
COUNTRY = "VN"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every producer order. 0 days = whoever runs the shop has not said, and no page promises.

    Units: ₫ for one producer's parcel; days, both ends included.
    """

    fee_vnd: int
    packing_days: int
    least_days: int
    most_days: int
    return_days: int

    @property
    def says_when(self) -> bool:
        """This will tell whether a time of delivery has been stated."""
        return self.most_days > 0

    @property
    def door_days(self) -> tuple[int, int]:
        """This will return the days from order to door: sent at once, or after as long a packing as may be."""
        return self.least_days, self.packing_days + self.most_days


def terms() -> Terms:
    """This will return the terms in force. Costs: none."""
    return Terms(
        fee_vnd=settings.DELIVERY_FLAT_VND,
        packing_days=settings.DELIVERY_PACKING_DAYS,
        least_days=min(settings.DELIVERY_DAYS_LEAST, settings.DELIVERY_DAYS_MOST),
        most_days=settings.DELIVERY_DAYS_MOST,
        return_days=settings.RETURN_DAYS,
    )
