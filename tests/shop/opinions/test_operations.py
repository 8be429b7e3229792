"""Opinions: only who bought, once a line, looked at first, answered by the maker alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from oscar.core.loading import get_model

from catalogue_ext.producers.models import Membership
from shop.audit.models import Entry
from shop.fulfilment.operations import dispute
from shop.fulfilment.states import Actor
from shop.opinions.models import PurchaseProof, Reply
from shop.opinions.operations import (
    AlreadyReviewed,
    NotBought,
    NotShown,
    NotTheMaker,
    NotYetDelivered,
    ReasonMissing,
    ReplyFixed,
    forget_opinion,
    give_opinion,
    judge,
    reply,
)
from shop.opinions.rules import ScoreRefused, TextTooLong, TextTooShort
from shop.outbox.models import Message
from tests.factories.orders import OTHER_PHONE, PHONE, placed, sent
from tests.factories.situations import on_sale
from tests.shop.opinions.conftest import given, settled

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

ProductReview = get_model("reviews", "ProductReview")
Product = get_model("catalogue", "Product")


def rating_of(product: Any) -> float | None:
    return Product.objects.values_list("rating", flat=True).get(pk=product.pk)


# ---------------------------------------------------------------- giving


def test_a_buyer_gives_an_opinion_that_waits_for_an_officer(line, now):
    review = given(line, now, title=" Thơm  lắm ", body="Dầu thơm, <b>chai</b> kín.", shown_as="Hoa")

    review.refresh_from_db()
    assert (review.score, review.title, review.body, review.name) == (4, "Thơm lắm", "Dầu thơm, chai kín.", "Hoa")
    assert (review.product, review.user, review.status) == (line.product, None, ProductReview.FOR_MODERATION)
    assert (review.proof.line, review.proof.at, review.proof.by) == (line, now, None)
    assert rating_of(line.product) is None
    assert Entry.objects.get(action="opinion.given").facts == {"line": line.pk, "score": 4}


def test_the_account_of_the_order_needs_no_phone(line, now, cast):
    line.order.user = cast.shopper
    line.order.save()

    assert given(line, now, by=cast.shopper, phone="").proof.by == cast.shopper


def test_a_setting_shows_it_at_once(line, now, settings):
    settings.OSCAR_MODERATE_REVIEWS = False

    assert given(line, now, score=5).is_approved
    assert rating_of(line.product) == 5.0


@pytest.mark.parametrize(("by", "phone"), [(None, OTHER_PHONE), (None, ""), ("shopper", ""), ("producer", OTHER_PHONE)])
def test_who_did_not_buy_has_no_opinion(line, now, cast, by, phone):
    with pytest.raises(NotBought):
        given(line, now, by=by and getattr(cast, by), phone=phone)

    assert not ProductReview.objects.exists()


def test_who_has_it_not_yet_has_none_either(cast, places, now):
    order = placed(on_sale(cast, at=now), commune=places.truong_xuan, at=now)
    line, part = order.lines.get(), order.producer_orders.get()

    with pytest.raises(NotYetDelivered):
        given(line, now)
    sent(part, at=now)
    with pytest.raises(NotYetDelivered):
        given(line, now)

    assert not ProductReview.objects.exists()


def test_a_dispute_is_settled_first(line, now):
    dispute(producer_order=line.producer_order, actor=Actor.BUYER, by=None, at=now, reason="vỡ")

    with pytest.raises(NotYetDelivered):
        given(line, now)


def test_a_part_that_the_clock_has_closed_was_received(cast, places, now, settings):
    settings.RETURN_DAYS = 7
    line = settled(on_sale(cast, at=now), places=places, at=now)
    later = now + timedelta(days=365)
    assert line.producer_order.state_at(later) == "closed"

    assert given(line, later).proof.line == line


def test_once_a_line_and_again_with_another_purchase(cast, places, now):
    product = on_sale(cast, at=now)
    first, second = (settled(product, places=places, at=now) for _ in range(2))
    given(first, now)

    with pytest.raises(AlreadyReviewed):
        given(first, now)
    given(second, now)

    assert ProductReview.objects.filter(product=product).count() == 2


def test_the_database_too_knows_one_opinion_a_line(line, now):
    review = given(line, now)
    other = ProductReview.objects.create(product=line.product, score=1, title="x", body="x", name="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        PurchaseProof.objects.create(review=other, line=line, at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        PurchaseProof.objects.create(review=review, line=line, at=now)


def test_two_at_the_same_moment_are_one(line, now, monkeypatch):
    """The second has looked before the first wrote."""
    from shop.opinions import operations

    row = operations._bought(line, None, PHONE, now)
    given(line, now)
    monkeypatch.setattr(operations, "_bought", lambda *_asked: row)

    with pytest.raises(AlreadyReviewed):
        given(line, now)
    assert ProductReview.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"score": 0}, ScoreRefused),
        ({"score": 6}, ScoreRefused),
        ({"score": 4.5}, ScoreRefused),
        ({"score": True}, ScoreRefused),
        ({"body": "Ngon"}, TextTooShort),
        ({"body": " <b>Ngon</b>      "}, TextTooShort),
        ({"body": "a" * 2001}, TextTooLong),
        ({"title": "a" * 101}, TextTooLong),
        ({"shown_as": "a" * 61}, TextTooLong),
    ],
)
def test_what_is_no_opinion(line, now, changes, refusal):
    with pytest.raises(refusal):
        given(line, now, **changes)

    assert not ProductReview.objects.exists()


# ---------------------------------------------------------------- judging


def test_only_approved_ones_count(cast, places, now):
    product = on_sale(cast, at=now)
    good, bad, waits = (given(settled(product, places=places, at=now), now, score=score) for score in (5, 2, 1))

    judge(review=good, is_approved=True, by=cast.officer, at=now)
    assert rating_of(product) == 5.0
    judge(review=bad, is_approved=True, by=cast.officer, at=now)
    assert rating_of(product) == 3.5
    judge(review=good, is_approved=False, reason="quảng cáo", by=cast.officer, at=now)
    assert rating_of(product) == 2.0

    assert waits.status == ProductReview.FOR_MODERATION
    entry = Entry.objects.filter(action="opinion.judged").latest("pk")
    assert (entry.by, entry.facts) == (cast.officer, {"from": 1, "to": 2, "reason": "quảng cáo"})


def test_turning_down_wants_a_reason_and_twice_is_once(line, now, cast):
    review = given(line, now)

    with pytest.raises(ReasonMissing):
        judge(review=review, is_approved=False, reason=" ", by=cast.officer, at=now)
    for _ in range(2):
        judge(review=review, is_approved=True, by=cast.officer, at=now)

    assert Entry.objects.filter(action="opinion.judged").count() == 1


def test_judging_writes_nothing_else_of_the_product(line, now, cast):
    review = given(line, now)
    stale = review.product.title
    Product.objects.filter(pk=line.product_id).update(title="Tên mới")
    assert stale != "Tên mới"

    judge(review=review, is_approved=True, by=cast.officer, at=now)

    assert Product.objects.get(pk=line.product_id).title == "Tên mới"


def test_a_review_without_a_purchase_is_never_counted(line, now, cast):
    review = given(line, now, score=5)
    ProductReview.objects.bulk_create([ProductReview(product=line.product, score=1, body="mua chuộc", status=1)])

    judge(review=review, is_approved=True, by=cast.officer, at=now)

    assert rating_of(line.product) == 5.0


# ---------------------------------------------------------------- replying


@pytest.fixture
def shown(line, now, cast) -> Any:
    """An opinion that stands on the page of a product of the first producer."""
    return judge(review=given(line, now), is_approved=True, by=cast.officer, at=now)


def test_the_maker_replies_and_the_buyer_hears(shown, now, cast):
    said = reply(review=shown, text="Cảm ơn <i>bạn</i>.", by=cast.producer, at=now)

    assert (said.text, said.by, said.at, said.changed_at) == ("Cảm ơn bạn.", cast.producer, now, None)
    message = Message.objects.get(key=f"opinion_replied:{shown.pk}").payload
    assert message["to"]["phone"] == PHONE
    assert (message["facts"]["product"], message["facts"]["text"]) == (shown.product.title, "Cảm ơn bạn.")
    assert message["facts"]["url"].endswith(shown.product.get_absolute_url())
    assert Entry.objects.get(action="opinion.replied").by == cast.producer


@pytest.mark.parametrize("who", ["other_producer", "shopper", "officer", "centre", "support"])
def test_nobody_else_replies(shown, now, cast, who):
    with pytest.raises(NotTheMaker):
        reply(review=shown, text="Cảm ơn bạn.", by=getattr(cast, who), at=now)

    assert not Reply.objects.exists()


def test_who_left_the_producer_replies_no_more(shown, now, cast):
    Membership.objects.filter(user=cast.producer).update(withdrawn_at=now)

    with pytest.raises(NotTheMaker):
        reply(review=shown, text="Cảm ơn bạn.", by=cast.producer, at=now)


def test_what_is_not_shown_is_not_replied_to(line, now, cast):
    with pytest.raises(NotShown):
        reply(review=given(line, now), text="Cảm ơn bạn.", by=cast.producer, at=now)


def test_a_reply_is_put_right_for_a_week_and_told_once(shown, now, cast):
    reply(review=shown, text="Cảm ơn bạn.", by=cast.producer, at=now)
    last = now + timedelta(days=7) - timedelta(microseconds=1)

    changed = reply(review=shown, text="Cảm ơn bạn nhiều.", by=cast.producer, at=last)
    same = reply(review=shown, text="Cảm ơn bạn nhiều.", by=cast.producer, at=last + timedelta(days=1))
    with pytest.raises(ReplyFixed):
        reply(review=shown, text="Khác", by=cast.producer, at=now + timedelta(days=7))

    assert (changed.pk, changed.at, changed.changed_at) == (same.pk, now, last)
    assert Reply.objects.get().text == "Cảm ơn bạn nhiều."
    assert Message.objects.filter(key__startswith="opinion_replied:").count() == 1


# ---------------------------------------------------------------- forgetting


def test_an_opinion_is_forgotten_and_counts_no_more(shown, now, cast):
    assert rating_of(shown.product) == 4.0

    forget_opinion(review=shown, by=None, at=now)
    forget_opinion(review=shown, by=None, at=now)

    shown.refresh_from_db()
    assert (shown.title, shown.body, shown.name, shown.status) == ("", "", "", ProductReview.REJECTED)
    assert rating_of(shown.product) is None
    assert Entry.objects.filter(action="opinion.forgotten").count() == 1


def test_a_part_given_back_whole_has_no_opinion(cast, places, now):
    from shop.fulfilment.operations import refuse_at_door

    order = placed(on_sale(cast, at=now), commune=places.truong_xuan, at=now)
    part = sent(order.producer_orders.get(), at=now)
    refuse_at_door(producer_order=part, actor=Actor.PRODUCER, by=None, at=now, reason="không nhận")

    with pytest.raises(NotBought):
        give_opinion(
            line=order.lines.get(),
            score=1,
            title="",
            body="Không nhận được hàng.",
            shown_as="",
            by=None,
            phone=PHONE,
            at=now,
        )
