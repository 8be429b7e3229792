"""On which terms goods are sent and taken back. One place for product page, trust pages and search engines."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from django.conf import settings

from shop.carriers.rules import Zone
from shop.carriers.shown import zone_fees
from shop.fulfilment.split import packed_g

# Where goods are sent: everywhere in the country, and nowhere else.
COUNTRY = "VN"


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for every producer order. 0 days = whoever runs the shop has not said, and no page promises.

    Units: ₫ for one piece in a parcel of its own, from the lightest to the nearest buyer to the heaviest to the
    farthest; days, both ends included. `reach` is the farthest zone goods are sent to, "" where they are sent nowhere.
    `is_flat`: no table is in force, one fee for all goods of a maker together.
    """

    fee_vnd: int
    packing_days: int
    least_days: int
    most_days: int
    return_days: int
    most_fee_vnd: int = 0
    reach: str = Zone.COUNTRY.value
    is_flat: bool = True

    @property
    def is_everywhere(self) -> bool:
        """This will tell whether goods are sent to the whole country."""
        return self.reach == Zone.COUNTRY

    @property
    def says_when(self) -> bool:
        """This will tell whether a time of delivery has been stated."""
        return self.most_days > 0

    @property
    def door_days(self) -> tuple[int, int]:
        """This will return the days from order to door: sent at once, or after as long a packing as may be."""
        return self.least_days, self.packing_days + self.most_days


def terms_of(*, partner_id: int | None, net_g: Collection[int], criteria_sets: frozenset[int], at: datetime) -> Terms:
    """This will return the terms on which a producer sends pieces of these weights, by its table or the shop's.

    The same scales and limits as the checkout asks, before an address is known. Units: grams net, one at least.
    None = the shop. Costs: 1 query, 2 with sets.
    """
    held = terms()
    zones = zone_fees(
        partner_id=partner_id,
        lightest_g=packed_g(net_g=min(net_g)),
        heaviest_g=packed_g(net_g=max(net_g)),
        at=at,
        criteria_sets=criteria_sets,
    )
    if not zones:
        return replace(held, reach="")
    says = all(zone.days_most for zone in zones)
    return replace(
        held,
        fee_vnd=min(zone.fee_vnd for zone in zones),
        most_fee_vnd=max(zone.most_fee_vnd for zone in zones),
        least_days=min(zone.days_least for zone in zones) if says else 0,
        most_days=max(zone.days_most for zone in zones) if says else 0,
        reach=zones[-1].zone.value,
        is_flat=zones[0].is_flat,
    )


def terms() -> Terms:
    """This will return what the settings say, which holds where no fee table is published. Costs: none."""
    return Terms(
        fee_vnd=settings.DELIVERY_FLAT_VND,
        packing_days=settings.DELIVERY_PACKING_DAYS,
        least_days=min(settings.DELIVERY_DAYS_LEAST, settings.DELIVERY_DAYS_MOST),
        most_days=settings.DELIVERY_DAYS_MOST,
        return_days=settings.RETURN_DAYS,
    )
