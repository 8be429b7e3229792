"""The demo's voucher: one, an illustration, borne by the shop."""

import pytest
from oscar.core.loading import get_class, get_model

from shop.demo.promotions import CODE, open_voucher
from shop.promotions.models import OfferTerms
from tests.factories.situations import basket_with, on_sale

pytestmark = pytest.mark.django_db


def test_it_is_opened_once_and_counts_from_200_000(cast, now):
    for _ in range(2):
        open_voucher(at=now)

    terms = OfferTerms.objects.get()
    assert (terms.borne_by, terms.is_illustration) == ("operator", True)
    jar = on_sale(cast, at=now)
    taken = []
    for pieces in (1, 2):
        basket = basket_with(jar, at=now, quantity=pieces)
        basket.vouchers.add(get_model("voucher", "Voucher").objects.get(code=CODE))
        get_class("offer.applicator", "Applicator")().apply(basket, None)
        taken.append(int(basket.total_discount))
    assert taken == [0, 20_000]
