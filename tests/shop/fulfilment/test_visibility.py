"""Until when a producer sees whose parcel it was: thirty days after its end, by the clock and not by a job."""

from datetime import timedelta

import pytest

from shop.fulfilment import operations
from shop.fulfilment.models import InvoiceRequest
from shop.fulfilment.states import Actor
from shop.fulfilment.visibility import buyer_of, hidden_from
from tests.factories.orders import delivered, placed, sent
from tests.factories.situations import on_sale

pytestmark = pytest.mark.django_db
TICK = timedelta(microseconds=1)
DAYS = timedelta(days=30)


@pytest.fixture
def part(cast, places, now):
    return placed(on_sale(cast, at=now), commune=places.truong_xuan, at=now).producer_orders.get()


@pytest.fixture(autouse=True)
def _terms(settings):
    settings.RETURN_DAYS, settings.BUYER_VISIBLE_DAYS = 7, 30


def seen_until(part, end):
    """The last instant at which the buyer is seen is just before thirty days after the end."""
    assert hidden_from(part=part, at=end) == end + DAYS
    assert buyer_of(part=part, at=end + DAYS - TICK).name == "Trần Thị Hoa"
    assert buyer_of(part=part, at=end + DAYS) is None


def test_a_part_that_goes_on_hides_nobody(part, now):
    buyer = buyer_of(part=part, at=now)

    assert (buyer.name, buyer.phone, buyer.spoken_phone) == ("Trần Thị Hoa", "+84912345678", "091 234 5678")
    assert (buyer.street, buyer.commune) == ("Thôn 10", "Xã Trường Xuân")
    assert hidden_from(part=part, at=now) is None
    assert buyer_of(part=sent(part, at=now), at=now + timedelta(days=300)) is not None


def test_refused_and_cancelled_count_from_that_moment(part, now):
    refused = operations.refuse(producer_order=part, actor=Actor.PRODUCER, by=None, at=now, reason="Hết hàng")
    seen_until(refused, now)


def test_unanswered_counts_from_its_deadline_though_nobody_wrote_it(part):
    assert part.state == "new"
    seen_until(part, part.expires_at)


def test_received_counts_from_the_end_of_the_time_to_give_back(part, now):
    got = delivered(part, at=now)

    assert hidden_from(part=got, at=now) is None
    seen_until(got, now + timedelta(days=7))
    written = operations.settle(producer_order=got, at=now + timedelta(days=9))
    assert written.state == "closed"
    seen_until(written, now + timedelta(days=7))


def test_received_without_a_time_to_give_back_counts_from_that_moment(part, now, settings):
    settings.RETURN_DAYS = 0
    seen_until(delivered(part, at=now), now)


def test_an_open_return_hides_nobody(part, now):
    got = delivered(part, at=now)
    operations.ask_return(
        producer_order=got,
        line_ids=[got.lines.get().pk],
        reason="changed_mind",
        text="Không cần nữa",
        pictures=[],
        by=None,
        at=now,
    )
    got.refresh_from_db()

    assert buyer_of(part=got, at=now + timedelta(days=200)) is not None


def test_the_invoice_is_for_the_seller_of_record_only(part, now, cast):
    InvoiceRequest.objects.create(
        order=part.order, company="Công ty", tax_code="0101234567", address="A", email="a@b.vn"
    )
    assert buyer_of(part=part, at=now).invoice.company == "Công ty"

    part.seller_of_record = cast.producers[1].partner
    assert buyer_of(part=part, at=now).invoice is None
