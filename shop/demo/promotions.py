"""One voucher of the demo, an illustration: 20.000 ₫ off goods for 200.000 ₫ or more, borne by the shop."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from oscar.core.loading import get_model

from shop.promotions.models import BorneBy
from shop.promotions.operations import set_terms

CODE = "CHAOBAN"
NAME = "Phiếu chào bạn"
LOWERS_VND, FROM_VND = 20_000, 200_000


@transaction.atomic
def open_voucher(*, at: datetime) -> None:
    """This will open the voucher for a year, unless it stands already."""
    vouchers = get_model("voucher", "Voucher").objects
    if vouchers.filter(code=CODE).exists():
        return
    models = {name: get_model("offer", name).objects for name in ("Range", "Condition", "Benefit", "ConditionalOffer")}
    goods, _ = models["Range"].get_or_create(name="Mọi món", defaults={"includes_all_products": True})
    offer = models["ConditionalOffer"].create(
        name=NAME,
        offer_type="Voucher",
        condition=models["Condition"].create(range=goods, type="Value", value=FROM_VND),
        benefit=models["Benefit"].create(range=goods, type="Absolute", value=LOWERS_VND),
        max_basket_applications=1,
    )
    set_terms(offer=offer, borne_by=BorneBy.OPERATOR, by=None, at=at, is_illustration=True)
    voucher = vouchers.create(
        name=NAME, code=CODE, usage="Multi-use", start_datetime=at, end_datetime=at + timedelta(days=365)
    )
    voucher.offers.add(offer)
