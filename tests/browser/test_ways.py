"""The ways of a parcel: with a script the total follows the choice, without one a button works it out."""

import re

import pytest
from django.utils import timezone
from oscar.core.loading import get_model
from playwright.sync_api import expect

from shop.carriers.models import PickupPoint
from tests.factories.situations import on_sale

pytestmark = [pytest.mark.django_db(transaction=True)]


def test_fetching_it_costs_nothing(visit, house):
    page = visit.page
    on_sale(house, at=timezone.now(), title="Dầu lạc Hải Yến")
    maker = house.producers[0]
    point = {"partner": maker.partner, "commune": house.places.uong_bi, "address": "Thôn 1", "hours": "8:00 đến 17:00"}
    PickupPoint.objects.create(code="hai-yen", name="Xưởng Hải Yến", **point)
    page.goto("/san-pham/")
    page.get_by_role("link", name="Dầu lạc Hải Yến").first.click()
    page.locator('.buy-bar button[value="basket"]').click()
    page.goto("/thanh-toan/")
    for name, typed in {"name": "Hoa", "phone": "0912345678", "street": "Thôn 10", "place": "Xã Trường Xuân"}.items():
        page.locator(f'[name="{name}"]').fill(typed)
    page.locator("main form.with-summary button").last.click()
    total = page.locator("#tong .total dd")
    expect(total).to_contain_text("150.000")

    page.locator('.ways input[value="pickup.hai-yen"]').check()
    if page.locator('button[name="update"]').count():
        page.locator('button[name="update"]').click()
    expect(total).to_contain_text("120.000")
    page.locator('button[name="order"]').click()

    expect(page).to_have_url(re.compile(r"/don-hang/[0-9A-Z]{10}/"))
    assert get_model("order", "Order").objects.get().total_incl_tax == 120_000
