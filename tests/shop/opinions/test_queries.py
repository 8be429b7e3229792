"""Opinions read: what is approved and proven, in one query, and none where there is none."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from oscar.core.loading import get_model

from catalogue_ext.certification.operations import mark_covered
from shop.opinions.operations import judge, reply
from shop.opinions.queries import may_tell, opinions_about, opinions_of
from tests.factories.orders import delivered, placed
from tests.factories.situations import certify, make_product, on_sale, put_up
from tests.shop.opinions.conftest import given, settled

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

ProductReview = get_model("reviews", "ProductReview")


def show(review, cast, now):
    return judge(review=review, is_approved=True, by=cast.officer, at=now)


def test_a_product_without_opinions_is_not_asked_about(cast, now, django_assert_num_queries):
    product = on_sale(cast, at=now)
    with django_assert_num_queries(0):
        opinions = opinions_of(product=product)

    assert (opinions.rows, opinions.count, opinions.has_more) == ([], 0, False)


def test_the_newest_first_with_what_all_say_in_one_query(cast, places, now, django_assert_num_queries):
    product = on_sale(cast, at=now, stock=20)
    for n, score in enumerate((5, 4, 4, 5, 1)):
        at = now + timedelta(days=n)
        show(given(settled(product, places=places, at=now), at, score=score, body=f"Ý kiến thứ {n}"), cast, at)
    given(settled(product, places=places, at=now), now, score=1, body="Còn chờ duyệt")
    judge(
        review=given(settled(product, places=places, at=now), now, body="Bị từ chối"),
        is_approved=False,
        reason="x",
        by=cast.officer,
        at=now,
    )
    ProductReview.objects.bulk_create([ProductReview(product=product, score=1, body="không mua", status=1)])
    reply(review=ProductReview.objects.get(body="Ý kiến thứ 4"), text="Xin lỗi bạn.", by=cast.producer, at=now)
    product.refresh_from_db()

    with django_assert_num_queries(1):
        opinions = opinions_of(product=product, size=3)
        first = opinions.rows[0]

    assert [row.body for row in opinions.rows] == ["Ý kiến thứ 4", "Ý kiến thứ 3", "Ý kiến thứ 2"]
    assert (first.score, first.name, first.reply, first.on.isoformat()) == (1, "Hoa", "Xin lỗi bạn.", "2026-11-28")
    assert (opinions.count, opinions.total, opinions.average, opinions.dots) == (5, 19, Decimal("3.8"), 4)
    assert (opinions.pages, opinions.has_more) == (2, True)
    assert product.rating == 3.8
    assert [row.body for row in opinions_of(product=product, page=2, size=3).rows] == ["Ý kiến thứ 1", "Ý kiến thứ 0"]
    assert opinions_of(product=product, page=3, size=3).rows == []
    assert opinions_of(product=product, page=0, size=3).rows == []


def test_an_opinion_about_a_pack_size_stands_with_its_product(cast, places, now):
    parent = make_product(producer=cast.producers[0], structure="parent")
    certificate = certify(parent, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=900))
    child = get_model("catalogue", "Product").objects.create(
        structure="child", parent=parent, title="", pack_size="chai 1 lít"
    )
    mark_covered(child=child, certificate=certificate, by=cast.officer, at=now)
    put_up(child, at=now)
    review = show(given(settled(child, places=places, at=now), now), cast, now)
    parent.refresh_from_db()
    child.refresh_from_db()

    (row,) = opinions_of(product=parent).rows

    assert (row.key, row.pack_size) == (review.pk, "chai 1 lít")
    assert (parent.rating, child.rating) == (4.0, None)
    assert reply(review=review, text="Cảm ơn bạn.", by=cast.producer, at=now).text == "Cảm ơn bạn."


def told_of(order, now):
    lines = order.lines.select_related("producer_order", "product", "outcome", "opinion").order_by("pk")
    return [line for line in lines if may_tell(line=line, state=line.producer_order.state_at(now))]


def test_which_lines_may_be_told_of(cast, places, now, django_assert_num_queries):
    order = placed(*(on_sale(cast, at=now, producer=one) for one in cast.producers), commune=places.truong_xuan, at=now)
    part, _ = order.producer_orders.order_by("pk")
    assert told_of(order, now) == []
    delivered(part, at=now)

    with django_assert_num_queries(1):
        (line,) = told_of(order, now)
    assert line.producer_order == part
    given(line, now)

    assert told_of(order, now) == []


def test_a_producer_reads_its_own(cast, places, now):
    mine, others = (
        show(given(settled(on_sale(cast, at=now, producer=one), places=places, at=now), now), cast, now)
        for one in cast.producers
    )

    assert list(opinions_about(producer=cast.producers[0])) == [mine]
    assert list(opinions_about(producer=cast.producers[1])) == [others]
