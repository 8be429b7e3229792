import pytest
from django.db import IntegrityError, transaction
from oscar.core.loading import get_model

from shop.audit.append_only import AppendOnly
from shop.audit.models import Entry
from shop.primitives.money import FractionOfADong
from shop.stock.models import LocationKind, Movement
from shop.stock.operations import (
    PriceRefused,
    QuantityRefused,
    StockGone,
    StockPromised,
    adjust,
    open_location,
    open_stock_record,
    promise,
    receive,
    set_price,
)
from tests.factories.situations import make_product, on_sale, put_up

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def jar(cast, now):
    return on_sale(cast, at=now, stock=10).stockrecords.get()


def test_goods_that_came_are_a_movement_and_a_number(jar, cast, now):
    receive(stock_record=jar, quantity=5, by=cast.producer, at=now, reason="mẻ mới")

    assert jar.num_in_stock == 15
    movement = jar.movements.latest("pk")
    assert (movement.kind, movement.quantity, movement.by, movement.reason) == ("RECEIVED", 5, cast.producer, "mẻ mới")


@pytest.mark.parametrize("quantity", [0, -1, 1.5, True, "3"])
def test_only_whole_positive_pieces_come(jar, now, quantity):
    with pytest.raises(QuantityRefused):
        receive(stock_record=jar, quantity=quantity, by=None, at=now)
    jar.refresh_from_db()
    assert jar.num_in_stock == 10


def test_a_count_sets_the_stock_and_keeps_the_difference(jar, cast, now):
    movement = adjust(stock_record=jar, counted=7, by=cast.producer, at=now, reason="kiểm kho")

    assert (movement.kind, movement.quantity) == ("ADJUSTED", -3)
    assert jar.num_in_stock == 7
    assert adjust(stock_record=jar, counted=7, by=cast.producer, at=now, reason="kiểm kho") is None


def test_a_count_below_what_is_promised_is_refused(jar, now):
    promise(stock_record_id=jar.pk, quantity=4, at=now)

    with pytest.raises(StockPromised) as refusal:
        adjust(stock_record=jar, counted=3, by=None, at=now, reason="kiểm kho")

    assert refusal.value.facts == {"counted": 3, "promised": 4}
    adjust(stock_record=jar, counted=4, by=None, at=now, reason="kiểm kho")


def test_no_more_is_promised_than_there_is(jar, now):
    promise(stock_record_id=jar.pk, quantity=9, at=now)

    with pytest.raises(StockGone):
        promise(stock_record_id=jar.pk, quantity=2, at=now)

    promise(stock_record_id=jar.pk, quantity=1, at=now)
    jar.refresh_from_db()
    assert (jar.num_in_stock, jar.num_allocated, jar.net_stock_level) == (10, 10, 0)


def test_the_database_refuses_more_promised_than_there_is(jar):
    records = get_model("partner", "StockRecord").objects.filter(pk=jar.pk)

    with pytest.raises(IntegrityError), transaction.atomic():
        records.update(num_allocated=11)
    with pytest.raises(IntegrityError), transaction.atomic():
        records.update(num_allocated=-1)
    with pytest.raises(IntegrityError), transaction.atomic():
        records.update(price="0.50")
    with pytest.raises(IntegrityError), transaction.atomic():
        records.update(price=0)
    jar.refresh_from_db()
    assert (jar.num_allocated, jar.price) == (0, 120_000)


def test_a_price_change_is_audited(jar, cast, now):
    set_price(stock_record=jar, price_vnd=99_000, by=cast.producer, at=now)

    entry = Entry.objects.filter(action="stock.priced").latest("pk")
    assert entry.facts == {"from_vnd": 120_000, "to_vnd": 99_000}
    assert entry.by == cast.producer
    assert jar.price == 99_000


@pytest.mark.parametrize(
    ("price", "refusal"), [(0, PriceRefused), (-5, PriceRefused), ("10.5", FractionOfADong), (10.0, FractionOfADong)]
)
def test_prices_are_whole_dong_above_zero(jar, now, price, refusal):
    with pytest.raises(refusal):
        set_price(stock_record=jar, price_vnd=price, by=None, at=now)
    jar.refresh_from_db()
    assert jar.price == 120_000


def lowest(product):
    return get_model("catalogue", "Product").objects.values_list("lowest_price_vnd", flat=True).get(pk=product.pk)


def test_a_listing_knows_its_lowest_price(cast, now):
    unpriced = on_sale(cast, at=now, price_vnd=None)
    assert lowest(unpriced) is None

    set_price(stock_record=unpriced.stockrecords.get(), price_vnd=70_000, by=None, at=now)
    assert lowest(unpriced) == 70_000

    set_price(stock_record=unpriced.stockrecords.get(), price_vnd=None, by=None, at=now)
    assert lowest(unpriced) is None


def test_the_lowest_price_is_that_of_the_cheapest_pack_size(cast, now):
    listing = make_product(producer=cast.producers[0], structure="parent")
    rows = []
    for price in (90_000, 50_000, None):
        pack = get_model("catalogue", "Product").objects.create(title="Gói", structure="child", parent=listing)
        rows.append(put_up(pack, at=now, price_vnd=price))
        assert lowest(pack) is None
    assert lowest(listing) == 50_000

    set_price(stock_record=rows[1], price_vnd=None, by=None, at=now)
    assert lowest(listing) == 90_000
    set_price(stock_record=rows[2], price_vnd=10_000, by=None, at=now)
    assert lowest(listing) == 10_000


def test_a_centres_price_is_not_the_listings(cast, now):
    listing = make_product(producer=cast.producers[0])
    shop = open_location(code="centre.shop", name="Quầy", kind=LocationKind.SHOP, centre=cast.centres[0])
    put_up(listing, at=now, price_vnd=90_000)
    open_stock_record(
        product=listing,
        location=shop,
        seller_of_record=listing.producer.partner,
        price_vnd=20_000,
        by=None,
        at=now,
    )

    assert lowest(listing) == 90_000


def test_a_listing_read_before_its_price_changed_does_not_write_the_old_one_back(jar, now):
    read_before = jar.product
    set_price(stock_record=jar, price_vnd=99_000, by=None, at=now)
    read_before.title = "Dầu lạc ép mới"
    read_before.save()

    assert lowest(read_before) == 99_000
    read_before.refresh_from_db()
    assert read_before.title == "Dầu lạc ép mới"


def test_movements_are_written_once(jar):
    movement = jar.movements.latest("pk")
    movement.quantity = 99

    with pytest.raises(AppendOnly):
        movement.save()
    with pytest.raises(AppendOnly):
        Movement.objects.filter(pk=movement.pk).update(quantity=99)
    with pytest.raises(AppendOnly):
        movement.delete()


def test_the_database_itself_refuses_to_change_a_movement(jar):
    from django.db import DatabaseError, connection

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE stock_movement SET quantity = 99")
    assert jar.movements.get().quantity == 10
