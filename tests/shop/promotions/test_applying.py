"""Which goods an offer may touch: somebody bears it, the bearer's own goods, never alcohol."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from oscar.core.loading import get_class, get_model

from shop.audit.append_only import AppendOnly
from shop.audit.models import Entry
from shop.forks.order.placement import Buyer, TotalChanged, Wishes, place
from shop.promotions import rules
from shop.promotions.models import LineDiscount, OfferTerms
from shop.promotions.operations import remove_offer, remove_vouchers, set_terms
from shop.promotions.queries import borne_in, discounts_of, offers_without_terms
from shop.promotions.refusals import OfferKept, OfferUsedUp
from tests.conftest import NOW
from tests.factories.promotions import everything, open_offer, open_voucher
from tests.factories.situations import basket_with, make_product, on_sale, put_up
from tests.shop.promotions.in_memory import KINDS, SETS, a_basket, a_line, a_range, an_offer, apply

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]

DELIVERY = 30_000


@pytest.fixture
def buyer(places):
    return Buyer(name="Nguyễn Thị Hoa", phone="+84912345678", commune=places.truong_xuan, street="Thôn 10")


def priced(basket, by=None):
    """What each line gets, by the real applicator."""
    basket.reset_offer_applications()
    get_class("offer.applicator", "Applicator")().apply(basket, by)
    return [int(line.discount_value) for line in basket.all_lines()]


def order_of(basket, buyer, now, total, by=None):
    return place(basket_id=basket.pk, buyer=buyer, by=by, language="vi", expected_total_vnd=total, clock=lambda: now)


def with_alcohol(cast, now, *others, quantity=1, criteria_set=14):
    """A basket that holds alcohol, which today no door lets in, beside other goods."""
    rum = on_sale(cast, at=now, title="Rượu mẫu", price_vnd=200_000, criteria_set=criteria_set)
    basket = basket_with(*others, at=now)
    basket.lines.create(
        product=rum, stockrecord=rum.stockrecords.get(), line_reference="r", quantity=quantity, price_currency="VND"
    )
    basket._lines = None
    return basket


def test_an_offer_that_nobody_bears_takes_nothing_off(cast, now):
    basket = basket_with(on_sale(cast, at=now), at=now)
    made = open_offer(at=now, kind="Percentage", value=10, borne_by=None)

    assert priced(basket) == [0]
    assert list(offers_without_terms()) == [made]

    set_terms(offer=made, borne_by="operator", by=cast.officer, at=now)

    assert priced(basket) == [12_000]
    assert not offers_without_terms().exists()
    entry = Entry.objects.get(action="offer.terms")
    assert (entry.by, entry.facts["borne_by"]) == (cast.officer, "operator")


def test_an_illustration_counts_only_while_the_demo_is_on(cast, now, settings):
    basket = basket_with(on_sale(cast, at=now), at=now)
    made = open_offer(at=now, kind="Percentage", value=10, terms={"is_illustration": True})
    # Also when an officer says anew who bears it.
    set_terms(offer=made, borne_by="operator", by=cast.officer, at=now)
    assert priced(basket) == [12_000]

    settings.DEMO = False

    assert priced(basket) == [0]


@pytest.mark.parametrize("kind", ["Percentage", "Absolute", "Fixed", "Multibuy"])
def test_what_a_producer_bears_lowers_its_own_goods_only(cast, now, kind):
    mine, theirs = (on_sale(cast, at=now, producer=producer) for producer in cast.producers)
    open_offer(
        at=now,
        kind=kind,
        value=None if kind == "Multibuy" else 10,
        borne_by="producer",
        terms={"partner": cast.producers[0].partner},
    )

    taken = priced(basket_with(theirs, mine, at=now))

    assert taken[0] == 0
    assert taken[1] > 0


def test_what_a_producer_bears_asks_for_its_own_goods_only(cast, now):
    mine, theirs = (on_sale(cast, at=now, producer=producer) for producer in cast.producers)
    open_offer(
        at=now,
        kind="Percentage",
        value=10,
        condition=("Value", 200_000),
        borne_by="producer",
        terms={"partner": cast.producers[0].partner},
    )

    assert priced(basket_with(mine, theirs, at=now)) == [0, 0]
    assert priced(basket_with(mine, theirs, at=now, quantity=2)) == [24_000, 0]


@pytest.mark.parametrize("criteria_set", [14, 15])
@pytest.mark.parametrize("kind", ["Percentage", "Absolute", "Fixed", "Multibuy", "Fixed price"])
def test_alcohol_is_never_discounted(cast, now, kind, criteria_set):
    basket = with_alcohol(cast, now, on_sale(cast, at=now), criteria_set=criteria_set)
    open_offer(at=now, kind=kind, value={"Multibuy": None, "Fixed price": 1_000}.get(kind, 50))

    oil, rum = priced(basket)

    assert rum == 0
    assert oil > 0


def test_alcohol_does_not_count_towards_a_discount_on_other_goods(cast, now):
    """A basket of 320.000 ₫ of which 120.000 ₫ may be promoted."""
    basket = with_alcohol(cast, now, on_sale(cast, at=now))
    open_offer(at=now, kind="Absolute", value=20_000, condition=("Value", 200_000))
    assert priced(basket) == [0, 0]

    basket.lines.filter(line_reference="r").update(quantity=5)

    assert priced(basket) == [0, 0]
    open_offer(at=now, kind="Absolute", value=20_000, condition=("Count", 2))
    assert priced(basket) == [0, 0]


def test_a_pack_size_is_of_its_listings_kind(cast, now):
    listing = make_product(producer=cast.producers[0], structure="parent", criteria_set=15)
    pack = get_model("catalogue", "Product").objects.create(title="Chai", structure="child", parent=listing)
    row = put_up(pack, at=now)
    basket = basket_with(on_sale(cast, at=now), at=now)
    basket.lines.create(product=pack, stockrecord=row, line_reference="p", quantity=1, price_currency="VND")
    open_offer(at=now, kind="Absolute", value=20_000)

    assert priced(basket) == [20_000, 0]


def test_a_product_whose_set_changes_loses_its_discount_before_the_order(cast, buyer, now, monkeypatch):
    product = on_sale(cast, at=now, criteria_set=16)
    open_offer(at=now, kind="Percentage", value=10)
    basket = basket_with(product, at=now)
    assert priced(basket) == [12_000]

    # The law forbids to promote the set from today on, or an officer corrects the product's: it is the same question.
    monkeypatch.setattr(rules, "_never", lambda: {16: (rules._Forbidden(now.date(), None),)})

    with pytest.raises(TotalChanged) as refused:
        order_of(basket, buyer, now, 108_000 + DELIVERY)
    assert refused.value.facts["total_vnd"] == 120_000 + DELIVERY


@settings(max_examples=300, deadline=None)
@given(
    kinds=st.lists(st.sampled_from(KINDS), min_size=1, max_size=3),
    sets=st.lists(st.sampled_from(SETS), min_size=1, max_size=6),
    value=st.integers(1, 3_000_000),
    condition=st.sampled_from([("Count", 1), ("Count", 2), ("Value", 100_000), ("Coverage", 2)]),
    exclusive=st.booleans(),
    data=st.data(),
)
def test_no_line_of_alcohol_ever_carries_a_discount(kinds, sets, value, condition, exclusive, data):
    """Whatever the kinds, ranges and order of offers, and however a product's set changes in between."""
    basket = a_basket(at=NOW)
    basket._lines = [
        a_line(basket, price_vnd=90_000 + number, pieces=2, criteria_set=number_of_set, partner=1)
        for number, number_of_set in enumerate(sets)
    ]
    goods = a_range({line.product: data.draw(st.booleans()) for line in basket._lines})
    offers = [
        an_offer(goods, kind=kind, value=value, condition=condition, exclusive=exclusive, priority=ordinal)
        for ordinal, kind in enumerate(kinds)
    ]
    for line in basket._lines:
        line.product.criteria_set = data.draw(st.sampled_from([line.product.criteria_set, *SETS]))

    apply(basket, offers)

    for line in basket._lines:
        if line.product.criteria_set in {14, 15, None}:
            assert line.discount_value == 0
            assert line.discounts.num_consumed() == 0


def test_an_order_keeps_who_bore_how_much_of_each_line(cast, buyer, now):
    oil = on_sale(cast, at=now)
    herb = on_sale(cast, at=now, producer=cast.producers[1], price_vnd=77_777)
    open_offer(at=now, kind="Percentage", value=10, name="Mười phần trăm", priority=2, exclusive=False)
    own = open_offer(
        at=now,
        kind="Fixed",
        value=5_000,
        name="Nhà bớt",
        exclusive=False,
        borne_by="producer",
        terms={"partner": cast.producers[1].partner},
    )
    goods = 120_000 + 77_777 - 12_000 - 7_777 - 5_000

    order = order_of(basket_with(oil, herb, at=now), buyer, now, goods + 2 * DELIVERY)

    rows = [
        (r.line.product, r.offer_name, r.borne_by, r.partner, r.amount_vnd, r.agreement)
        for r in discounts_of(order=order)
    ]
    assert rows == [
        (oil, "Mười phần trăm", "operator", None, 12_000, ""),
        (herb, "Mười phần trăm", "operator", None, 7_777, ""),
        (herb, "Nhà bớt", "producer", cast.producers[1].partner, 5_000, "CV 12/2026"),
    ]
    first, second = order.producer_orders.order_by("pk")
    assert (first.discount_vnd, second.discount_vnd) == (12_000, 12_777)
    assert borne_in(producer_order=second) == {"operator": 7_777, "producer": 5_000}
    # What is agreed later changes nothing of it.
    set_terms(offer=own, borne_by="operator", by=None, at=now)
    assert borne_in(producer_order=second) == {"operator": 7_777, "producer": 5_000}


def test_an_order_of_alcohol_and_oil_lowers_the_oil_only(cast, buyer, now):
    """All the way to the books: the alcohol is paid in full, and counts for nothing."""
    rum = on_sale(cast, at=now, title="Rượu mẫu", price_vnd=200_000, criteria_set=14)
    oil = on_sale(cast, at=now)
    open_offer(at=now, kind="Percentage", value=10)
    open_offer(at=now, kind="Absolute", value=50_000, condition=("Value", 300_000), priority=1, exclusive=False)

    order = place(
        basket_id=basket_with(rum, oil, at=now).pk,
        buyer=buyer,
        by=None,
        language="vi",
        expected_total_vnd=200_000 + 108_000 + DELIVERY,
        wishes=Wishes(is_of_age=True),
        clock=lambda: now,
    )

    paid = {line.product: int(line.line_price_incl_tax) for line in order.lines.all()}
    assert paid == {rum: 200_000, oil: 108_000}
    assert LineDiscount.objects.get().line.product == oil


def test_what_was_given_is_written_once(cast, buyer, now):
    open_offer(at=now, kind="Percentage", value=10)
    order_of(basket_with(on_sale(cast, at=now), at=now), buyer, now, 108_000 + DELIVERY)
    row = LineDiscount.objects.get()

    with pytest.raises(AppendOnly):
        row.save()
    with pytest.raises(AppendOnly):
        LineDiscount.objects.all().delete()


@pytest.mark.parametrize(
    "words",
    [
        {"borne_by": "producer", "agreement": "CV 1"},
        {"borne_by": "centre", "agreement": "CV 1"},
        {"borne_by": "operator", "partner": True},
        {"borne_by": "producer", "partner": True},
    ],
    ids=["no producer", "no centre", "a producer too many", "no consent"],
)
def test_terms_name_their_bearer_and_their_consent(cast, now, words):
    made = open_offer(at=now, kind="Percentage", value=10, borne_by=None)
    if words.pop("partner", False):
        words["partner"] = cast.producers[0].partner

    with pytest.raises(ValidationError):
        set_terms(offer=made, by=None, at=now, **words)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfferTerms.objects.create(offer=made, set_at=now, **words)


def test_an_offer_is_used_up_within_its_limit_even_when_the_basket_was_priced_before(cast, buyer, now, monkeypatch):
    product = on_sale(cast, at=now)
    made = open_offer(at=now, kind="Percentage", value=10, max_global_applications=1)
    first, second = (basket_with(product, at=now) for _ in range(2))
    order_of(first, buyer, now, 108_000 + DELIVERY)
    made.refresh_from_db()
    assert (made.num_applications, made.total_discount, made.num_orders, made.status) == (1, 12_000, 1, "Consumed")

    # As if the offer had been read an instant before the other order was written.
    stale = get_model("offer", "ConditionalOffer")
    monkeypatch.setattr(stale, "get_max_applications", lambda self, user=None: 1)
    made.status = "Open"
    stale.objects.filter(pk=made.pk).update(status="Open")
    with pytest.raises(OfferUsedUp):
        order_of(second, buyer, now, 108_000 + DELIVERY)

    made.refresh_from_db()
    assert (made.num_applications, made.total_discount) == (1, 12_000)


def test_what_orders_stand_on_is_not_deleted(cast, buyer, now):
    used, unused = open_voucher(at=now), open_voucher(code="CHUADUNG", at=now)
    basket = basket_with(on_sale(cast, at=now), at=now)
    basket.vouchers.add(used)
    order_of(basket, buyer, now, 100_000 + DELIVERY)

    for voucher in (used, unused):
        offer = voucher.offers.get()
        if voucher is used:
            with pytest.raises(OfferKept):
                remove_vouchers(record_of=voucher, vouchers=[voucher], by=None, at=now)
            with pytest.raises(OfferKept):
                remove_offer(offer=offer, by=None, at=now)
        else:
            remove_vouchers(record_of=voucher, vouchers=[voucher], by=None, at=now)
            remove_offer(offer=offer, by=None, at=now)

    assert list(get_model("voucher", "Voucher").objects.all()) == [used]
    assert OfferTerms.objects.get().offer == used.offers.get()


def test_a_basket_of_many_lines_asks_each_range_once(cast, now):
    products = [on_sale(cast, at=now) for _ in range(5)]
    open_offer(at=now, kind="Percentage", value=10, condition=("Count", 2))
    counts = []
    for many in (2, 5):
        basket = basket_with(*products[:many], at=now)
        basket.reset_offer_applications()
        assert len(basket.all_lines()) == many
        with CaptureQueriesContext(connection) as captured:
            get_class("offer.applicator", "Applicator")().apply(basket, None)
        counts.append(len(captured))
        assert all(line.discount_value for line in basket.all_lines())

    # Offers, combinations, the basket's voucher, stock records' strategy (2), and the range (2).
    assert counts[0] == counts[1]
    assert everything().includes_all_products


def test_what_an_offer_and_a_voucher_cost_an_order(cast, places, now):
    """Beyond an order without any, whatever the number of its lines."""
    products = [on_sale(cast, at=now, stock=99) for _ in range(6)]

    def queries(phone, many, voucher=None):
        basket = basket_with(*products[:many], at=now)
        if voucher:
            basket.vouchers.add(voucher)
        buyer = Buyer("Hoa", phone, places.truong_xuan, "Thôn 10")
        words = {"basket_id": basket.pk, "buyer": buyer, "by": None, "language": "vi", "clock": lambda: now}
        with pytest.raises(TotalChanged) as asked:
            place(expected_total_vnd=0, **words)
        with CaptureQueriesContext(connection) as captured:
            place(expected_total_vnd=asked.value.facts["total_vnd"], **words)
        return len(captured)

    queries("+84911111111", 1)  # the first order of a shop writes the country
    plain = [queries(f"+8491200000{many}", many) for many in (2, 6)]
    open_offer(at=now, kind="Percentage", value=10, exclusive=False)
    with_offer = [queries(f"+8491300000{many}", many) for many in (2, 6)]
    voucher = open_voucher(at=now, exclusive=False)
    with_both = [queries(f"+8491400000{many}", many, voucher) for many in (2, 6)]

    assert [after - before for before, after in zip(plain, with_offer, strict=True)] == [7, 7]
    assert [after - before for before, after in zip(with_offer, with_both, strict=True)] == [12, 12]
