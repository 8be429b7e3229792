"""An order by whatever somebody says of it; each search leaves one row of the audit, without the person's name."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from shop.audit.models import Entry
from shop.programme.queries.finding import MOST, find, masked_words, name_pattern
from shop.support.models import Kind
from shop.support.operations import Asker, open_ticket
from tests.factories.orders import PHONE, placed
from tests.shop.programme.conftest import HOME, errors, read, words

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]
FIND = f"{HOME}tim/"


def found(desk, text, **more):
    page = read(desk.post(FIND, {"q": text, **more}))
    return [words(link) for link in page.select("section[aria-labelledby=don] .job__top a")]


@pytest.mark.parametrize(
    "text",
    ["091 234 5678", "0912.345.678", "+84912345678", "84 912 345 678", "(091) 234-5678"],
)
def test_by_phone_however_it_is_spelt(desk, order, text):
    assert found(desk, text) == [order.number]


@pytest.mark.parametrize("text", ["Trần Thị Hoa", "tran thi hoa", "THỊ HOA", "hoa", "thi  h", "Trần"])
def test_by_a_part_of_the_name_with_or_without_marks(desk, order, text):
    assert found(desk, text) == [order.number]


@pytest.mark.parametrize("text", ["Hóa", "hoan", "an thi ho x", "h", "12", "099 999 9999", "%", "[a", "(", "\\"])
def test_what_fits_nothing_finds_nothing(desk, order, text):
    shown = [] if text != "Hóa" else [order.number]
    assert found(desk, text) == shown


def test_by_number_of_order_part_and_ticket(desk, order, part, now):
    ticket = open_ticket(
        kind=Kind.QUESTION,
        text="Bao giờ có hàng?",
        asker=Asker("Trần Thị Hoa", phone=PHONE),
        client_address="10.0.0.1",
        by=None,
        at=now,
        order=order,
    )

    for text in (order.number, order.number.lower(), f"{order.number[:5]} {order.number[5:]}", part.number):
        assert found(desk, text) == [order.number]
    page = read(desk.post(FIND, {"q": ticket.number}))
    assert [words(link) for link in page.select(".job__top a")] == [order.number, ticket.number]


def test_a_name_in_another_form_of_unicode_is_found(order, now):
    address = order.shipping_address
    address.first_name = unicodedata.normalize("NFD", "Nguyễn Đức Ấn")
    address.save()

    assert [row.number for row in find(text="duc an", page=1, at=now).orders] == [order.number]
    assert name_pattern("a") != name_pattern("d")


def test_the_list_masks_the_phone(desk, order):
    shown = read(desk.post(FIND, {"q": "hoa"})).select_one("main").get_text()

    assert "0912***678" in shown
    assert "345678" not in shown
    assert "345 678" not in shown


def test_each_search_leaves_one_row_that_names_nobody(desk, cast, order, now):
    for text in ("Trần Hoa Lan", "tran thi", "091 234 5678", order.number):
        found(desk, text)

    rows = Entry.objects.filter(action="desk.searched").order_by("pk")
    assert [(row.by, row.at, row.record_type, row.record_key) for row in rows] == [
        (cast.support, now, "accounts.User", str(cast.support.pk))
    ] * 4
    seen = {"page": 1, "tickets": []}
    assert [row.facts for row in rows] == [
        {"text": "t*** h*** l***", "found": 0, "orders": [], **seen},
        {"text": "t*** t***", "found": 1, "orders": [order.number], **seen},
        {"text": "0912***678", "found": 1, "orders": [order.number], **seen},
        {"text": order.number, "found": 1, "orders": [order.number], **seen},
    ]


def test_a_name_that_reads_like_a_number_is_masked_too():
    assert masked_words("Tran Thi Hoa") == "t*** t*** h***"
    assert masked_words("7KQ2-M9XHVD-1") == "7KQ2M9XHVD1"


def test_a_number_of_letters_alone_is_kept_whole_where_it_found_its_order():
    assert masked_words("wskp-rtymkh", numbers=["WSKPRTYMKH"]) == "WSKPRTYMKH"
    assert masked_words("WSKPRTYMKH", numbers=[]) == "w***"


def test_an_empty_search_is_asked_again_and_leaves_nothing(desk, order):
    assert "bắt buộc" not in errors(desk.post(FIND, {"q": "  "}))
    assert not Entry.objects.filter(action="desk.searched").exists()
    assert read(desk.get(FIND)).select_one("#don") is None


def test_pages_and_the_end_of_what_is_shown(desk, cast, oil, places, now, settings):
    settings.CASH_MOST_OPEN = 0
    oil.stockrecords.update(num_in_stock=10_000)
    first = placed(oil, commune=places.truong_xuan, at=now)
    orders, addresses = get_model("order", "Order").objects, get_model("order", "ShippingAddress").objects
    for number in range(MOST):
        address = addresses.get(pk=first.shipping_address_id)
        address.pk = None
        address.save(force_insert=True)
        row = orders.get(pk=first.pk)
        row.pk, row.basket, row.shipping_address, row.number = None, None, address, f"TEST{number:06}"
        row.date_placed = now + timedelta(minutes=number)
        row.save(force_insert=True)
        part = first.producer_orders.get()
        part.pk, part.order, part.number = None, row, f"TEST{number:06}-1"
        part.payment.pk, part.payment.order = None, row
        part.payment.save(force_insert=True)
        part.payment = part.payment
        part.save(force_insert=True)

    assert found(desk, "hoa")[:2] == ["TEST000099", "TEST000098"]
    assert len(found(desk, "hoa", trang=5)) == 20
    page = read(desk.post(FIND, {"q": "hoa", "trang": "2"}))
    assert [words(button) for button in page.select("form.pages button")] == ["1", "2", "3", "4", "5"]
    assert page.select_one('form.pages [name="q"]')["value"] == "hoa"
    assert "100" in words(page.select_one("#don").parent)
    # One more fits than is ever shown: the oldest.
    assert first.number not in found(desk, "hoa", trang=5)
    assert Entry.objects.filter(action="desk.searched").latest("pk").facts["found"] == MOST


def test_more_searches_than_work_needs_are_refused_for_an_hour(desk, order, settings, now):
    settings.SUPPORT_SEARCHES_AN_HOUR = 2
    for _ in range(2):
        assert found(desk, "hoa") == [order.number]

    refused = desk.post(FIND, {"q": "hoa"})
    page = read(refused, 429)

    assert page.select(".job") == []
    assert page.select_one('[name="q"]')["value"] == "hoa"
    assert "2 lần" in words(page.select_one('main [role="alert"]'))
    assert Entry.objects.filter(action="desk.searched").count() == 2
