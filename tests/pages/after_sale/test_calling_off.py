"""Nobody else's hand in an order; its buyer calls off an order, a parcel, a product, in each state."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from oscar.core.loading import get_model

from shop.fulfilment.models import ReturnRequest
from shop.fulfilment.states import State
from shop.support.models import Ticket
from tests.factories.orders import delivered, placed
from tests.pages.after_sale.conftest import WHY, at, bring, refused, said, states
from tests.pages.conftest import words_of
from tests.pages.test_order_page import proven

pytestmark = pytest.mark.django_db


# ---------------------------------------------------------------- nobody else


ACTS = [
    "",
    "xong/",
    "hop-dong.pdf",
    "huy/",
    "dia-chi/",
    "ma-xac-nhan/",
    "kien/1/huy/",
    "kien/1/huy/{line}/",
    "kien/1/khieu-nai/",
    "kien/1/tra-hang/",
    "kien/1/bien-nhan.pdf",
    "y-kien/{line}/",
    "tra-hang/anh/1.webp",
]
POSTS = ["ma-xac-nhan/gui-lai/", "mua-lai/"]


@pytest.mark.parametrize("who", ["nobody", "shopper", "producer", "buyer of another order"])
def test_a_stranger_reaches_no_act_in_no_state(who, order, parts, goods, cast, places, now):
    delivered(parts[0], at=now)
    client = Client()
    if who in ("shopper", "producer"):
        client.force_login(getattr(cast, who), backend="shop.accounts.backends.EmailOrPhoneBackend")
    elif who != "nobody":
        proven(placed(goods[0], commune=places.truong_xuan, at=now), client=client)
    line = parts[0].lines.first().pk
    typed = {**WHY, "text": "x" * 20, "score": 5, "body": "x" * 20, "lines": [line], "reason": "changed_mind"}
    before = states(order)

    for act in [*ACTS, *POSTS]:
        address = at(order, act.format(line=line))
        assert client.post(address, typed).status_code in {404, 405}, act
        assert client.get(address).status_code in {404, 405}, act

    assert states(order) == before
    assert (Ticket.objects.count(), ReturnRequest.objects.count()) == (0, 0)
    assert get_model("reviews", "ProductReview").objects.count() == 0
    assert get_model("basket", "Line").objects.filter(basket__status="Open").count() == 0


def test_a_line_or_a_parcel_of_another_order_is_not_there(buyer, order, goods, places, now):
    other = placed(goods[0], commune=places.truong_xuan, at=now).producer_orders.get()

    assert buyer.post(at(order, f"kien/1/huy/{other.lines.get().pk}/"), WHY).status_code == 404
    assert buyer.get(at(order, f"y-kien/{other.lines.get().pk}/")).status_code == 404
    assert buyer.get(at(order, "kien/9/huy/")).status_code == 404
    assert buyer.get(at(order, "kien/9/tra-hang/")).status_code == 404
    assert other.lines.get().allocation_cancelled is False


# ---------------------------------------------------------------- calling off


MAY_CANCEL = {State.NEW, State.ACCEPTED}


@pytest.mark.parametrize("state", list(State))
def test_a_parcel_is_called_off_until_it_is_packed(state, buyer, order, parts, now):
    bring(parts[0], state, now)

    shown = buyer.get(at(order, "kien/1/huy/"))
    why_not = said(buyer, shown) if shown.status_code == 302 else ""
    answer = buyer.post(at(order, "kien/1/huy/"), WHY)

    if state in MAY_CANCEL:
        assert shown.status_code == 200
        assert said(buyer, answer) == (
            "Đã huỷ kiện 1. Bạn không phải trả đồng nào cho kiện này, và người làm đã được báo."
        )
        assert states(order) == ["cancelled", "new"]
    else:
        assert why_not.startswith("Không huỷ được nữa")
        assert refused(answer) == "Kiện hàng vừa sang bước khác nên việc này không làm được nữa. Chưa có gì thay đổi."
        assert states(order) == [state, "new"]


def test_the_whole_order_is_called_off_as_far_as_it_goes(buyer, order, parts, goods, now):
    bring(parts[0], State.PACKED, now)

    answer = buyer.post(at(order, "huy/"), {"choice": "other", "text": "Con tôi mua rồi"})

    assert said(buyer, answer) == "Đã huỷ. Bạn không phải trả đồng nào, và người làm đã được báo."
    assert states(order) == ["packed", "cancelled"]
    change = parts[1].changes.latest("pk")
    assert (change.actor, change.by, change.reason) == ("buyer", None, "Con tôi mua rồi")
    assert goods[2].stockrecords.get().num_allocated == 0


def test_one_product_is_called_off_and_the_rest_goes_on(buyer, order, parts):
    line = parts[0].lines.order_by("pk").first()

    page = BeautifulSoup(buyer.get(at(order, f"kien/1/huy/{line.pk}/")).content, "html.parser")
    answer = buyer.post(at(order, f"kien/1/huy/{line.pk}/"), {"choice": "late", "text": "cần gấp"})

    assert [words_of(row) for row in page.select(".act__goods li")] == ["Dầu lạc × 1 120.000 ₫"]
    assert said(buyer, answer) == "Đã huỷ: Dầu lạc."
    line.refresh_from_db()
    # The producer reads Vietnamese, whatever the buyer reads.
    assert (line.outcome.kind, line.outcome.reason) == ("cancelled", "Phải chờ lâu quá: cần gấp")
    assert states(order) == ["new", "new"]
    parts[0].refresh_from_db()
    assert parts[0].payable_vnd == 150_000
    assert said(buyer, buyer.get(at(order, f"kien/1/huy/{line.pk}/"))).startswith("Không huỷ được nữa")


def test_the_reason_reaches_the_producer_in_vietnamese(order, parts):
    buyer = proven(order)

    buyer.post(f"/en{at(order, 'kien/2/huy/')}", WHY)

    assert parts[1].changes.latest("pk").reason == "Tôi đặt nhầm"


def test_without_a_reason_nothing_is_called_off_and_the_words_stay(buyer, order):
    answer = buyer.post(at(order, "huy/"), {"choice": "", "text": "Tôi viết vài chữ"})

    page = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 422
    assert page.select_one("textarea[name=text]").get_text().strip() == "Tôi viết vài chữ"
    assert words_of(page.select_one(".notice--danger li")) == "Vì sao? : Bạn chọn lý do nhé."
    other = buyer.post(at(order, "huy/"), {"choice": "other", "text": "  "})
    assert other.status_code == 422
    assert states(order) == ["new", "new"]
