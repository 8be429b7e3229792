"""An opinion, and the same once more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from oscar.core.loading import get_model

from shop.fulfilment.states import State
from shop.stock.operations import adjust
from tests.factories.situations import revoke
from tests.pages.after_sale.conftest import at, bring, refused, said
from tests.pages.conftest import words_of

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------- an opinion

OPINION = {"score": "5", "title": "", "body": "Thơm, đóng gói kỹ.", "shown_as": "Hoa"}


@pytest.mark.parametrize("state", list(State))
def test_an_opinion_is_given_by_who_has_the_goods(state, buyer, order, parts, now):
    bring(parts[0], state, now)
    line = parts[0].lines.order_by("pk").first()

    shown, answer = buyer.get(at(order, f"y-kien/{line.pk}/")), buyer.post(at(order, f"y-kien/{line.pk}/"), OPINION)

    reviews = get_model("reviews", "ProductReview").objects
    if state in {State.DELIVERED, State.CLOSED}:
        assert shown.status_code == 200
        assert said(buyer, answer).startswith("Cảm ơn bạn. Có người đọc qua trước")
        assert (reviews.get().score, reviews.get().proof.line) == (5, line)
        assert refused(buyer.post(at(order, f"y-kien/{line.pk}/"), OPINION)).startswith("Bạn đã")
        assert "Bạn đã cho ý kiến. Cảm ơn bạn." in buyer.get(at(order)).content.decode()
    else:
        assert shown.status_code == 302
        assert answer.status_code == 409
        assert not reviews.exists()


def test_an_opinion_too_short_keeps_its_words(buyer, order, parts, now):
    bring(parts[0], State.DELIVERED, now)
    line = parts[0].lines.first()

    answer = buyer.post(at(order, f"y-kien/{line.pk}/"), {**OPINION, "body": "Ngon"})

    assert answer.status_code == 409
    assert "Ngon" in BeautifulSoup(answer.content, "html.parser").select_one("[name=body]").get_text()


# ---------------------------------------------------------------- the same again


def test_buying_again_goes_through_the_rule_and_says_what_it_refused(buyer, order, goods, cast, now):
    oil, tea, honey = goods
    revoke(tea, cast, at=now - timedelta(seconds=1))
    adjust(stock_record=honey.stockrecords.get(), counted=1, reason="hỏng", by=None, at=now)

    answer = buyer.post(at(order, "mua-lai/"))

    assert answer.headers["Location"] == "/gio-hang/"
    page = BeautifulSoup(buyer.get("/gio-hang/").content, "html.parser")
    notices = [words_of(row) for row in page.select(".notices .notice")]
    assert sorted(notices) == sorted(
        [
            "Trà hoa vàng: Sản phẩm này hiện không có chứng nhận OCOP còn hiệu lực, nên chúng tôi không bán.",
            "Mật ong: Tạm hết. Người làm sẽ thêm hàng khi có mẻ mới.",
            "1 món đã vào giỏ.",
        ]
    )
    lines = get_model("basket", "Line").objects.filter(basket__status="Open")
    assert [(line.product, line.quantity) for line in lines] == [(oil, 1)]


def test_buying_again_takes_a_form_only(buyer, order):
    assert buyer.get(at(order, "mua-lai/")).status_code == 405
