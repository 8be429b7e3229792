"""A voucher code in the basket: typed, refused, taken out, gone by the time of the order."""

from __future__ import annotations

from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from shop.promotions.models import FailedCode, LineDiscount
from tests.factories.people import PASSWORD
from tests.factories.promotions import open_offer, open_voucher
from tests.factories.situations import on_sale
from tests.pages.conftest import words_of
from tests.pages.test_checkout import SECOND, fields_of, second

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

ENTER, REMOVE = "/gio-hang/ma-giam-gia/", "/gio-hang/ma-giam-gia/bo/"


@pytest.fixture
def filled(client, oil):
    """One jar of oil, 120.000 ₫."""
    client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
    return oil


@pytest.fixture
def enter(client):
    """Types a code."""

    def typed(code="CHAOBAN", **headers):
        return client.post(ENTER, {"code": code}, **headers)

    return typed


def read(response):
    from bs4 import BeautifulSoup

    return BeautifulSoup(response.content, "html.parser")


def error_of(response):
    return words_of(read(response).select_one(".voucher .error"))


def sums(page):
    return {words_of(row.dt): words_of(row.dd) for row in page.select(".summary .sums > div")}


def log_in(client):
    client.post("/tai-khoan/dang-nhap/", {"name": "shopper@example.test", "password": PASSWORD})


@pytest.mark.parametrize("typed", ["CHAOBAN", " chaoban ", "Chao Ban"])
def test_a_code_takes_its_sum_off_and_says_who_bears_it(client, page, filled, enter, now, typed):
    open_voucher(at=now)

    response = enter(typed)

    assert (response.status_code, response.headers["Location"]) == (302, "/gio-hang/")
    basket = page("/gio-hang/")
    assert words_of(basket.select(".notice--good")[-1]) == "Mã CHAOBAN đã được tính trong giỏ này."
    assert sums(basket) == {
        "Tiền hàng, 1 món": "120.000 ₫",
        "Phiếu CHAOBAN Xã Nhà chịu": "−20.000 ₫",
        "Giao kiện 1": "30.000 ₫",
        "Phải trả": "130.000 ₫",
    }
    assert words_of(basket.select_one(".voucher--held")) == "CHAOBAN Phiếu CHAOBAN Gỡ ra : CHAOBAN"
    # The way to type another one is gone: one code counts.
    assert not basket.select("details.voucher")
    assert "giảm −20.000 ₫" in words_of(basket.select_one(".line__more"))


def test_the_checkout_and_the_order_say_the_same(client, page, filled, enter, now):
    voucher = open_voucher(at=now)
    enter()

    sent = second(client)
    checkout = page(SECOND)
    response = client.post(SECOND, sent)

    assert sums(checkout)["Phiếu CHAOBAN Xã Nhà chịu"] == "−20.000 ₫"
    assert response.status_code == 302
    assert get_model("order", "Order").objects.get().total_incl_tax == 130_000
    given = LineDiscount.objects.get()
    assert (given.amount_vnd, given.borne_by, given.voucher, given.voucher_code) == (
        20_000,
        "operator",
        voucher,
        "CHAOBAN",
    )
    voucher.refresh_from_db()
    assert (voucher.num_orders, voucher.num_basket_additions, voucher.applications.count()) == (1, 1, 1)


@pytest.mark.parametrize(
    ("bearer", "words"), [("producer", "HTX Nông nghiệp Hải Yến chịu"), ("centre", "Trung tâm quang-ninh chịu")]
)
def test_it_names_the_producer_or_the_centre_that_bears_it(page, cast, filled, enter, now, bearer, words):
    who = {"partner": cast.producers[0].partner} if bearer == "producer" else {"centre": cast.centres[0]}
    open_voucher(at=now, borne_by=bearer, terms=who)

    enter()

    assert f"Phiếu CHAOBAN {words}" in sums(page("/gio-hang/"))


def test_an_offer_to_everybody_stands_there_by_its_name(page, filled, now):
    open_offer(at=now, kind="Percentage", value=10, name="Mùa cốm", terms={"is_illustration": True})

    assert sums(page("/gio-hang/"))["Mùa cốm (minh hoạ) Xã Nhà chịu"] == "−12.000 ₫"


@pytest.mark.parametrize(
    ("voucher", "expected"),
    [
        ({"code": "KHACROI"}, "Chúng tôi không biết mã CHAOBAN. Bạn xem lại từng chữ, từng số nhé."),
        ({"days": -2}, "Mã CHAOBAN dùng được từ ngày 26/11/2026."),
        ({"usage": "Once per customer"}, "Mã CHAOBAN mỗi người dùng một lần. Bạn đăng nhập rồi gõ lại mã nhé."),
        ({"condition": ("Value", 500_000)}, "Mã CHAOBAN dành cho món khác, hoặc cho giỏ lớn hơn."),
        ({"borne_by": None}, "Mã CHAOBAN lúc này không dùng được."),
        ({"status": "Suspended"}, "Mã CHAOBAN lúc này không dùng được."),
        ({"max_global_applications": 1, "num_applications": 1}, "Mã CHAOBAN đã dùng hết lượt."),
    ],
)
def test_a_code_that_does_not_count_says_why(page, filled, enter, now, voucher, expected):
    open_voucher(at=now, **voucher)

    response = enter()

    assert response.status_code == 409
    assert error_of(response) == expected
    answer = read(response)
    # What was typed is still there, in sight.
    assert answer.select_one("details.voucher[open] input[name=code]")["value"] == "CHAOBAN"
    assert answer.select_one("input[name=code]")["aria-invalid"] == "true"
    assert sums(page("/gio-hang/"))["Phải trả"] == "150.000 ₫"
    assert not page("/gio-hang/").select(".voucher--held")


def test_a_code_that_is_over_says_its_last_day(filled, enter, now):
    voucher = open_voucher(at=now)
    voucher.end_datetime = now - timedelta(minutes=1)
    voucher.save()

    assert error_of(enter()) == "Mã CHAOBAN dùng đến hết ngày 24/11/2026, nay đã hết hạn."


def test_nothing_typed_is_asked_for(filled, enter):
    response = enter("  ")

    assert response.status_code == 422
    assert error_of(response) == "Bạn gõ mã vào nhé, ví dụ CHAOBAN."


def test_a_second_code_waits_until_the_first_is_out(client, page, filled, enter, now):
    open_voucher(at=now)
    open_voucher(at=now, code="MAKHAC", value=50_000)
    enter()

    response = enter("MAKHAC")

    assert response.status_code == 409
    assert error_of(response) == "Mỗi đơn dùng một mã. Bạn gỡ CHAOBAN ra trước, rồi gõ mã kia."
    client.post(REMOVE)
    enter("MAKHAC")
    assert sums(page("/gio-hang/"))["Phải trả"] == "100.000 ₫"


def test_it_can_be_taken_out(client, page, filled, enter, now):
    open_voucher(at=now)
    enter()

    response = client.post(REMOVE)

    assert (response.status_code, response.headers["Location"]) == (302, "/gio-hang/")
    assert sums(page("/gio-hang/"))["Phải trả"] == "150.000 ₫"
    assert client.get(REMOVE).status_code == client.get(ENTER).status_code == 405


def test_one_in_the_basket_that_counts_no_longer_says_so_and_can_be_replaced(page, filled, enter, now):
    voucher = open_voucher(at=now)
    open_voucher(at=now, code="MAKHAC", value=50_000)
    enter()
    voucher.end_datetime = now - timedelta(minutes=1)
    voucher.save()

    basket = page("/gio-hang/")

    assert "nay đã hết hạn" in words_of(basket.select_one(".voucher--off"))
    assert sums(basket)["Phải trả"] == "150.000 ₫"
    assert enter("MAKHAC").status_code == 302
    assert sums(page("/gio-hang/"))["Phải trả"] == "100.000 ₫"


def test_one_that_the_goods_have_grown_too_few_for_says_so(client, page, filled, enter, now):
    open_voucher(at=now, condition=("Value", 200_000))
    client.post(f"/gio-hang/them/{filled.pk}/", {"quantity": 1})
    assert enter().status_code == 302
    line = get_model("basket", "Line").objects.get()

    client.post(f"/gio-hang/dong/{line.pk}/", {"quantity": 1})

    assert "hoặc cho giỏ lớn hơn" in words_of(page("/gio-hang/").select_one(".voucher--off"))


def test_one_that_is_used_up_between_page_and_order_is_refused_and_then_ordered_without(
    client, page, filled, enter, now
):
    voucher = open_voucher(at=now)
    enter()
    sent = second(client)
    voucher.end_datetime = now - timedelta(minutes=1)
    voucher.save()

    refused = client.post(SECOND, sent)

    assert refused.status_code == 409
    answer = read(refused)
    assert words_of(answer.select_one(".notice--danger b")) == (
        "Mã CHAOBAN dùng đến hết ngày 24/11/2026, nay đã hết hạn. Đơn chưa được đặt; tổng bên dưới là tổng không có mã."
    )
    assert sums(answer)["Phải trả"] == "150.000 ₫"
    assert client.post(SECOND, fields_of(refused)).status_code == 302
    assert get_model("order", "Order").objects.get().total_incl_tax == 150_000
    assert not voucher.applications.exists()


def test_once_a_customer_is_once(client, page, cast, oil, enter, now):
    open_voucher(at=now, usage="Once per customer")
    log_in(client)
    for _ in range(2):
        client.post(f"/gio-hang/them/{oil.pk}/", {"quantity": 1})
        answer = enter()
        if answer.status_code != 302:
            break
        assert client.post(SECOND, second(client, address="")).status_code == 302

    assert error_of(answer) == "Mã CHAOBAN mỗi người dùng một lần, và bạn đã dùng rồi."


def test_a_guests_code_comes_along_when_they_log_in(client, page, cast, filled, enter, now):
    open_voucher(at=now)
    enter()

    log_in(client)

    assert sums(page("/gio-hang/"))["Phải trả"] == "130.000 ₫"


def test_guessing_is_slowed_down(client, filled, enter, now, settings):
    open_voucher(at=now)
    for ordinal in range(settings.VOUCHER_TRIES_AN_HOUR):
        assert enter(f"DOAN{ordinal:04}").status_code == 409

    refused = enter("DOAN9999")

    assert refused.status_code == 429
    assert error_of(refused) == "Quá nhiều mã không có thật. Bạn đợi một giờ rồi thử lại nhé."
    # Also the right one; and who comes from elsewhere is not held up.
    assert enter().status_code == 429
    assert enter(REMOTE_ADDR="198.51.100.7").status_code == 302
    assert FailedCode.objects.count() == settings.VOUCHER_TRIES_AN_HOUR


def test_alcohol_gets_nothing_and_a_code_for_it_is_refused(client, page, cast, now, enter):
    honey = on_sale(cast, at=now, title="Mật ong mẫu", price_vnd=100_000)
    client.post(f"/gio-hang/them/{honey.pk}/", {"quantity": 1})
    open_voucher(at=now)
    get_model("catalogue", "Product").objects.filter(pk=honey.pk).update(criteria_set=14)

    assert error_of(enter()) == "Mã CHAOBAN dành cho món khác, hoặc cho giỏ lớn hơn."


def test_it_stands_in_english(client, filled, now):
    open_voucher(at=now)

    client.post("/en/gio-hang/ma-giam-gia/", {"code": "chaoban"})

    basket = read(client.get("/en/gio-hang/"))
    assert words_of(basket.select_one(".voucher--held")) == "CHAOBAN Phiếu CHAOBAN Take out : CHAOBAN"
    assert sums(basket)["Phiếu CHAOBAN borne by Xã Nhà"] == "−20.000 ₫"
    # The name is Vietnamese also on an English page.
    assert basket.select_one(".voucher--held [lang=vi]").get_text() == "Phiếu CHAOBAN"


def test_an_empty_basket_takes_no_code(client, enter, now, oil):
    open_voucher(at=now)

    assert enter().status_code == 409
    assert not get_model("basket", "Basket").objects.exists()


@pytest.mark.parametrize(("has_offer", "has_voucher", "most"), [(False, False, 0), (True, False, 3), (True, True, 7)])
def test_what_offers_cost_a_basket_page(client, queries, filled, enter, now, has_offer, has_voucher, most):
    """Beyond the page without any: ranges and combinations once, whatever the number of lines."""
    plain = queries("/gio-hang/")
    if has_offer:
        open_offer(at=now, kind="Percentage", value=10)
    if has_voucher:
        open_voucher(at=now, exclusive=False)
        get_model("offer", "ConditionalOffer").objects.update(exclusive=False)
        assert enter().status_code == 302
        client.get("/gio-hang/")

    assert queries("/gio-hang/") - plain == most
