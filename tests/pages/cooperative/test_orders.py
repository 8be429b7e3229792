"""The list of a producer's parts and the page of one: what stands there, what does not, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from catalogue_ext.producers.operations import add_member
from shop.cooperative.queries.parts import SIZE, parts_page
from shop.fulfilment.models import CashConfirmation
from shop.fulfilment.states import State
from tests.factories.orders import delivered, placed
from tests.factories.situations import on_sale
from tests.pages.conftest import words_of
from tests.pages.cooperative.conftest import BACKEND, HOME, OTHER_HOME, soup

pytestmark = pytest.mark.django_db


def numbers(response):
    return [node.get_text() for node in soup(response).select(".job__top .number")]


def test_what_is_to_be_done_stands_first_the_oldest_first(member, oil, places, now, step):
    made = [
        placed(
            oil, commune=places.truong_xuan, at=now - timedelta(hours=hours), phone=f"+849123400{hours:02d}"
        ).producer_orders.get()
        for hours in (1, 5, 10, 20, 30)
    ]
    newest, newer, accepted, packed, done = made
    step(accepted, "accept")
    step(packed, "accept", "pack")
    delivered(done, at=now)

    assert numbers(member.get(HOME)) == [part.number for part in (newer, newest, accepted, packed, done)]


def test_a_row_says_whose_how_much_and_how_long(member, part, now):
    page = soup(member.get(HOME))
    row = words_of(page.select_one(".job"))

    assert part.number in row
    assert "Trần Thị Hoa, xã Trường Xuân" in row
    assert "Dầu lạc Hải Yến chai 500 ml × 1 và 1 món nữa" in row
    assert "Còn 3 ngày để trả lời" in row
    assert "230.000 ₫" in row
    with time_machine.travel(now + timedelta(hours=71, minutes=20), tick=False):
        late = soup(member.get(HOME)).select_one(".job")
    assert "Còn 40 phút để trả lời · muộn: người mua có thể huỷ" in words_of(late)
    assert "status--danger" in late.select_one(".status")["class"]


def test_the_clock_refuses_without_a_job(member, part, now):
    with time_machine.travel(part.expires_at, tick=False):
        page = soup(member.get(HOME))
        refused = numbers(member.get(HOME, {"trang_thai": "refused"}))
        new = numbers(member.get(HOME, {"trang_thai": "new"}))
        one = soup(member.get(f"{HOME}don/{part.number}/"))

    assert (refused, new) == ([part.number], [])
    assert [words_of(chip) for chip in page.select(".desk__states .chip")] == ["Tất cả 1", "đã từ chối 1"]
    assert "đã từ chối" in words_of(one.select_one("h1"))
    assert "quá hạn không ai trả lời" in words_of(one.select_one(".history"))
    assert one.select(f"form[action='{HOME}don/{part.number}/nhan/']") == []
    part.refresh_from_db()
    assert part.state == "new"


def test_a_part_is_found_by_the_number_as_people_type_it(member, part, order, oil, places, now):
    placed(oil, commune=places.truong_xuan, at=now)
    for typed in (order.number, part.number, part.number.lower(), f" {order.number[:5]} {order.number[5:]}"):
        assert numbers(member.get(HOME, {"so": typed})) == [part.number], typed
    assert numbers(member.get(HOME, {"so": f"{order.number}-2"})) == []
    assert "Không có đơn nào của bạn mang số này" in member.get(HOME, {"so": "ZZZZZ"}).content.decode()
    assert member.get(HOME, {"so": "%00' OR 1=1"}).status_code == 200


def test_nothing_of_anothers_parts(member, cast, places, now, oil):
    other = on_sale(cast, at=now, producer=cast.producers[1], title="Trà hoa vàng")
    order = placed(oil, other, commune=places.truong_xuan, at=now)
    mine = order.producer_orders.get(partner=cast.producers[0].partner)
    theirs = order.producer_orders.get(partner=cast.producers[1].partner)

    page = member.get(HOME).content.decode()
    one = member.get(f"{HOME}don/{mine.number}/").content.decode()

    assert mine.number in page
    assert theirs.number not in page + one
    assert "Trà hoa vàng" not in page + one
    assert member.get(f"{HOME}don/{theirs.number}/").status_code == 404
    assert numbers(member.get(HOME, {"so": order.number})) == [mine.number]


def test_twenty_on_a_page(cast, oil, places, now):
    oil.stockrecords.update(num_in_stock=100)
    for n in range(SIZE + 1):
        placed(oil, commune=places.truong_xuan, at=now + timedelta(minutes=n), phone=f"+8491234{n:04d}")
    ours = {"producer": cast.producers[0], "at": now + timedelta(hours=1), "state": None, "number": ""}

    first, second = parts_page(**ours, page=1), parts_page(**ours, page=2)

    assert (len(first.rows), len(second.rows), first.pages) == (20, 1, 2)
    assert parts_page(**ours, page=99).page == 2
    assert parts_page(**{**ours, "state": State.CLOSED}, page=1).rows == []


def test_lists_and_pages_cost_the_same_for_many(member, oil, tea, places, now, django_assert_num_queries):
    for product in (oil, tea):
        product.stockrecords.update(num_in_stock=100)
    first = placed(oil, commune=places.truong_xuan, at=now).producer_orders.get()
    member.get(HOME)
    with django_assert_num_queries(12):
        member.get(HOME)
    with django_assert_num_queries(15):
        member.get(f"{HOME}don/{first.number}/")
    for n in range(6):
        many = placed(oil, tea, commune=places.truong_xuan, at=now, phone=f"+8491230{n:04d}").producer_orders.get()
    with django_assert_num_queries(12):
        member.get(HOME)
    with django_assert_num_queries(15):
        member.get(f"{HOME}don/{many.number}/")


def test_the_page_of_a_part_holds_all_that_is_needed_to_pack_it(member, part):
    page = soup(member.get(f"{HOME}don/{part.number}/"))
    words = words_of(page.select_one("main"))

    for told in (
        "Trần Thị Hoa",
        "091 234 5678",
        "Thôn 10, xã Trường Xuân",
        "Gọi trước khi giao",
        "Chúc mẹ vui",
        "Công ty Minh hoạ",
        "0101234567",
        "OCOP 4 sao",
        "Dầu lạc Hải Yến",
        "Chè dây",
        "230.000 ₫",
        "Gửi đến tận nhà",
    ):
        assert told in words, told
    assert page.select_one("a[href='tel:+84912345678']")


def test_the_buyer_is_hidden_thirty_days_after_the_end(member, cast, part, now, settings):
    settings.RETURN_DAYS = 7
    got = delivered(part, at=now)
    address = f"{HOME}don/{part.number}/"
    personal = ("Trần Thị Hoa", "091 234 5678", "Thôn 10", "Gọi trước khi giao", "Chúc mẹ vui", "0101234567")
    end = got.returnable_until + timedelta(days=settings.BUYER_VISIBLE_DAYS)
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        member.force_login(cast.producer, backend=BACKEND)
        before = member.get(address).content.decode()
        assert [told for told in personal if told not in before] == []
        assert member.get(f"{address}bien-nhan.pdf").headers["Content-Type"] == "application/pdf"
    with time_machine.travel(end, tick=False):
        after = member.get(address).content.decode() + member.get(HOME).content.decode()
        assert [told for told in personal if told in after] == []
        assert "Dầu lạc Hải Yến" in after
        assert member.get(f"{address}bien-nhan.pdf").status_code == 404


def test_a_cash_order_nobody_confirmed_has_no_button_to_accept(member, part, now):
    CashConfirmation.objects.create(order=part.order, code="123456", sent_at=now)
    address = f"{HOME}don/{part.number}/"

    page = soup(member.get(address))

    assert page.select(f"form[action='{address}nhan/']") == []
    assert soup(member.get(HOME)).select(f"form[action='{address}nhan/']") == []
    assert page.select_one(f"a[href='{address}tu-choi/']")
    answer = soup(member.post(f"{address}nhan/", follow=True))
    assert "chưa xác nhận đơn trả tiền mặt" in words_of(answer.select_one(".notice--danger"))


def test_the_account_leads_members_to_their_desk(member, client, cast):
    assert 'href="/lam-viec/chu-the/"' in member.get("/tai-khoan/").content.decode()
    client.force_login(cast.shopper, backend=BACKEND)
    assert "/lam-viec/chu-the/" not in client.get("/tai-khoan/").content.decode()


def test_who_works_for_two_goes_from_one_desk_to_the_other(member, cast, now):

    assert soup(member.get(HOME)).select(".desk__others a") == []
    add_member(producer=cast.producers[1], user=cast.producer, by=None, at=now)
    assert [link["href"] for link in soup(member.get(HOME)).select(".desk__others a")] == [OTHER_HOME]
    assert member.get(OTHER_HOME).status_code == 200
