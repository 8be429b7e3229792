"""A product's page under the thumb: pictures, pack sizes, quantity; with and without JavaScript."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from oscar.core.loading import get_model
from playwright.sync_api import expect

from catalogue_ext.certification.operations import mark_covered
from catalogue_ext.particulars.operations import state_particulars
from shop.demo.particulars import PICTURES
from shop.listings.operations import add_picture
from tests.factories.situations import certify, make_product, on_sale, put_up


@pytest.fixture
def tea(house):
    """A product on sale with three pictures."""
    product = on_sale(house, at=timezone.now(), title="Chè nõn tôm", stock=9)
    for name in ("che", "che-b", "che-c"):
        with (PICTURES / f"{name}.webp").open("rb") as file:
            add_picture(product=product, file=file, caption="Hình minh hoạ", by=None, at=timezone.now())
    return product


@pytest.fixture
def rice(house):
    """A product with two pack sizes."""
    now = timezone.now()
    parent = make_product(producer=house.producers[0], title="Gạo nếp", structure="parent", criteria_set=3)
    certificate = certify(parent, house, valid_from=now - timedelta(days=10), valid_to=now + timedelta(days=900))
    for size, price, grams in (("túi 1 kg", 48_000, 1000), ("túi 5 kg", 225_000, 5000)):
        child = type(parent).objects.create(structure="child", parent=parent, title="Gạo nếp", pack_size=size)
        put_up(child, at=now, price_vnd=price)
        state_particulars(product=child, by=None, at=now, net_quantity=grams, net_unit="g")
        mark_covered(child=child, certificate=certificate, by=house.officer, at=now)
    return parent


def test_the_small_pictures_bring_theirs_into_view(visit, tea):
    page = visit.page
    page.goto(tea.get_absolute_url())

    page.get_by_role("link", name="Ảnh 3 trên 3", exact=True).click()

    # It glides there; then the third stands where the first stood.
    expect(page.locator("#anh-3 img")).to_be_in_viewport(ratio=0.99)
    expect(page.locator("#anh-1 img")).not_to_be_in_viewport()


def test_a_picture_opens_large_and_closes_by_key(visit, tea, request):
    page = visit.page
    page.goto(tea.get_absolute_url())
    link = page.get_by_role("link", name="Xem lớn ảnh 1 trên 3", exact=True)
    original = link.get_attribute("href")

    link.focus()
    page.keyboard.press("Enter")

    if "no-script" in request.node.name:
        expect(page).to_have_url(re.compile(f"{re.escape(original)}$"))
        # Chromium complains that a bare picture does not cross-fade like a page.
        visit.complaints[:] = [said for said in visit.complaints if "ViewTransition opt-in disabled" not in said]
        return
    dialog = page.get_by_role("dialog", name="Ảnh lớn")
    expect(dialog.locator("img")).to_have_attribute("src", re.compile(f"{re.escape(original)}$"))
    page.keyboard.press("ArrowLeft")
    expect(dialog.get_by_role("status")).to_have_text("3 / 3")
    dialog.get_by_role("button", name="Ảnh sau").click()
    expect(dialog.get_by_role("status")).to_have_text("1 / 3")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(link).to_be_focused()


def test_the_quantity_is_one_touch_from_the_bar_and_reaches_the_basket(visit, tea, request):
    page = visit.page
    page.goto(tea.get_absolute_url())

    page.locator(".buy-bar__what").click()
    field = page.get_by_label("Số lượng", exact=True)
    expect(field).to_be_in_viewport()
    field.fill("3")
    if "no-script" not in request.node.name:
        expect(page.locator(".buy-bar__what")).to_contain_text("× 3")
    page.locator('.buy-bar button[value="basket"]').click()

    expect(page).to_have_url(re.compile("/gio-hang/$"))
    assert get_model("basket", "Line").objects.get().quantity == 3


def test_price_size_and_unit_price_follow_the_pack(visit, rice, request):
    page = visit.page
    page.goto(rice.get_absolute_url())
    expect(page.locator(".buy-bar__what")).to_contain_text("từ 48.000")

    page.locator("label.choice", has_text="túi 5 kg").click()

    if "no-script" not in request.node.name:
        expect(page.locator(".buy-bar__what")).to_have_text(re.compile(r"^225\.000\s₫\s*túi 5 kg"))
        expect(page.locator(".price--large")).to_have_text(re.compile(r"^225\.000\s₫\s/ túi 5 kg,\s+đã gồm VAT"))
        expect(page.locator(".unit-price")).to_have_text(re.compile(r"^4\.500\s₫ / 100\sg"))
    page.locator('.buy-bar button[value="basket"]').click()
    expect(page).to_have_url(re.compile("/gio-hang/$"))
    assert get_model("basket", "Line").objects.get().product.pack_size == "túi 5 kg"
