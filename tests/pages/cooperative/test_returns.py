"""Goods that come back: seen, answered, taken in; money that is owed: marked as paid. And opinions, replied to."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shop.fulfilment import operations
from shop.fulfilment.models import Refund, ReturnRequest
from shop.fulfilment.states import Actor
from shop.opinions.models import Reply
from shop.opinions.operations import give_opinion, judge
from tests.factories.orders import PHONE, delivered
from tests.pages.conftest import words_of
from tests.pages.cooperative.conftest import BACKEND, HOME, soup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _terms(settings, tmp_path):
    settings.RETURN_DAYS, settings.MEDIA_ROOT = 7, str(tmp_path)


@pytest.fixture
def asked(part, oil, now):
    """The buyer gives the oil back: 120.000 of 230.000 ₫."""
    got = delivered(part, at=now)
    return operations.ask_return(
        producer_order=got,
        line_ids=[got.lines.get(product=oil).pk],
        reason="damaged",
        text="Chai nứt ở cổ",
        pictures=[b"picture"],
        by=None,
        at=now,
    )


def address(asked):
    return f"{HOME}tra-hang/{asked.pk}/"


YES = {"decision": "accept", "answer": "Bạn gửi về kho nhé"}
NO = {"decision": "decline", "answer": "Hình không phải hàng của chúng tôi"}


def test_a_return_is_shown_with_words_goods_and_pictures(member, asked, part):
    page = soup(member.get(address(asked)))
    words = words_of(page.select_one("main"))

    assert "Chai nứt ở cổ" in words
    assert "Dầu lạc Hải Yến" in words
    assert "Chè dây" not in words
    picture = page.select_one(".shown img")
    assert picture["alt"] == "Hình 1 người mua gửi"
    assert member.get(picture["src"]).content == b"picture"
    assert page.select_one(f"a[href='{HOME}don/{part.number}/']")
    assert soup(member.get(f"{HOME}tra-hang/")).select_one(f"a[href='{address(asked)}']")
    assert words_of(soup(member.get(HOME)).select_one(".desk__nav a[href$='/tra-hang/'] .status")) == "1"


def test_yes_then_the_goods_then_the_money(member, asked, cast, now, oil):
    answer = member.post(address(asked), YES, follow=True)
    assert "Đã đồng ý" in words_of(soup(answer).select_one(".notice--good"))
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.answered_by) == ("accepted", "Bạn gửi về kho nhé", cast.producer)

    unsaid = member.post(address(asked), {})
    assert unsaid.status_code == 422
    assert "hàng còn bán lại được không" in unsaid.content.decode()
    stock = oil.stockrecords.get().num_in_stock
    member.post(address(asked), {"restock": "yes"})
    asked.refresh_from_db()
    assert asked.state == "received"
    assert oil.stockrecords.get().num_in_stock == stock + 1

    refund = Refund.objects.get()
    assert refund.amount_vnd == 120_000
    page = words_of(soup(member.get(f"{HOME}hoan-tien/{refund.pk}/")).select_one("main"))
    assert "Cần hoàn 120.000 ₫" in page
    assert "091 234 5678" in page
    none = member.post(f"{HOME}hoan-tien/{refund.pk}/", {"how": "  "})
    assert (none.status_code, Refund.objects.get().paid_at) == (422, None)
    member.post(f"{HOME}hoan-tien/{refund.pk}/", {"how": "Chuyển khoản 24/11"})
    refund.refresh_from_db()
    assert (refund.paid_how, refund.paid_at, refund.paid_by) == ("Chuyển khoản 24/11", now, cast.producer)
    again = member.post(f"{HOME}hoan-tien/{refund.pk}/", {"how": "Tiền mặt"})
    assert again.status_code == 422
    assert "đã được ghi là đã trả" in again.content.decode()
    assert soup(again).select_one("[name=how]")["value"] == "Tiền mặt"


def test_goods_that_cannot_be_sold_again_stay_out_of_the_stock(member, asked, oil):
    member.post(address(asked), YES)
    stock = oil.stockrecords.get().num_in_stock
    member.post(address(asked), {"restock": "no"})

    assert oil.stockrecords.get().num_in_stock == stock
    assert ReturnRequest.objects.get().state == "received"


def test_no_needs_words_and_frees_the_part(member, asked, part):
    unsaid = member.post(address(asked), {"decision": "decline", "answer": " "})
    assert unsaid.status_code == 422
    assert soup(unsaid).select_one("input[value=decline]").has_attr("checked")
    member.post(address(asked), NO)

    asked.refresh_from_db()
    part.refresh_from_db()
    assert (asked.state, part.has_open_return) == ("declined", False)


def test_what_was_answered_meanwhile_is_a_sentence_and_the_words_stay(member, asked, cast, now):
    operations.answer_return(
        request=asked, is_accepted=False, answer="Hỗ trợ đã xem", actor=Actor.SUPPORT, by=cast.support, at=now
    )

    answer = member.post(address(asked), YES)
    taken = member.post(address(asked), {"restock": "yes"})

    assert (answer.status_code, taken.status_code) == (422, 422)
    assert "Yêu cầu này đã được trả lời" in words_of(soup(answer).select_one(".notice--danger"))
    assert soup(answer).select_one("textarea").get_text().strip() == "Bạn gửi về kho nhé"
    assert ReturnRequest.objects.get().answer == "Hỗ trợ đã xem"


def test_words_and_pictures_are_hidden_with_the_buyer(member, asked, cast, now, settings):
    member.post(address(asked), NO)
    picture = f"{HOME}tra-hang/anh/{asked.pictures.get().pk}.webp"
    end = now + timedelta(days=7 + settings.BUYER_VISIBLE_DAYS)
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        member.force_login(cast.producer, backend=BACKEND)
        assert (member.get(picture).status_code, b"Chai n" in member.get(address(asked)).content) == (200, True)
    with time_machine.travel(end, tick=False):
        assert (member.get(picture).status_code, b"Chai n" in member.get(address(asked)).content) == (404, False)


def test_money_owed_by_another_payee_is_not_ones_own(member, asked, part, cast, now):
    refund = operations.owe_refund(producer_order=part, amount_vnd=5_000, by=None, at=now, reason="Vỡ")
    refund.payment.payee = cast.producers[1].partner
    refund.payment.save()

    assert member.get(f"{HOME}hoan-tien/{refund.pk}/").status_code == 404
    assert "Bạn không nợ ai khoản nào." in member.get(f"{HOME}tra-hang/").content.decode()


def test_the_pages_of_returns_cost_the_same_for_many(member, asked, part, now, django_assert_num_queries):
    for verb, count in (("tra-hang/", 11), (f"tra-hang/{asked.pk}/", 13)):
        member.get(HOME + verb)
        with django_assert_num_queries(count):
            member.get(HOME + verb)
    for n in range(4):
        operations.owe_refund(producer_order=part, amount_vnd=1_000 + n, by=None, at=now, reason="Vỡ")
    with django_assert_num_queries(11):
        member.get(f"{HOME}tra-hang/")


@pytest.fixture
def opinion(part, oil, cast, now):
    """What a buyer says of the oil, on show."""
    got = delivered(part, at=now)
    review = give_opinion(
        line=got.lines.get(product=oil),
        score=4,
        title="Thơm",
        body="Dầu trong, thơm lâu",
        shown_as="Hoa",
        by=None,
        phone=PHONE,
        at=now,
    )
    return judge(review=review, is_approved=True, by=cast.officer, at=now)


def test_an_opinion_is_replied_to_once_and_put_right_for_a_week(member, opinion, now):
    page = soup(member.get(f"{HOME}y-kien/"))
    assert "Dầu trong, thơm lâu" in words_of(page)
    where = f"{HOME}y-kien/{opinion.pk}/"
    assert page.select_one(f"a[href='{where}']")

    assert member.post(where, {"text": " "}).status_code == 422
    member.post(where, {"text": "Cảm ơn bạn"})
    assert Reply.objects.get().text == "Cảm ơn bạn"
    assert soup(member.get(where)).select_one("textarea").get_text().strip() == "Cảm ơn bạn"
    member.post(where, {"text": "Cảm ơn bạn nhiều"})
    assert Reply.objects.get().text == "Cảm ơn bạn nhiều"
    with time_machine.travel(now + timedelta(days=7), tick=False):
        late = member.post(where, {"text": "Muộn rồi"})
        assert late.status_code == 422
        assert "thời gian đó đã hết" in late.content.decode() or soup(late).select_one(".notice--danger")
        assert soup(member.get(f"{HOME}y-kien/")).select_one(f"a[href='{where}']") is None
    assert Reply.objects.get().text == "Cảm ơn bạn nhiều"


def test_what_no_officer_has_seen_is_not_there(member, opinion, cast, now):
    judge(review=opinion, is_approved=False, by=cast.officer, at=now, reason="Lời lẽ")

    assert "Chưa có ý kiến nào" in member.get(f"{HOME}y-kien/").content.decode()
    assert member.get(f"{HOME}y-kien/{opinion.pk}/").status_code == 404
