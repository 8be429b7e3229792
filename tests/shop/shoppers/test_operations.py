"""An address book with one default, a wish list of certified products: one each, nobody else's."""

from datetime import timedelta

import pytest
from oscar.core.loading import get_model

from shop.shoppers.operations import (
    MOST_ADDRESSES,
    MOST_WISHES,
    AddressBookFull,
    AddressKept,
    NotWishable,
    WishListFull,
    forget_address,
    keep_address,
    make_default,
    unwish,
    wish,
)
from shop.shoppers.queries import addresses_of, wish_lines, wished_ids
from tests.factories.situations import UNSELLABLE, lapsed, make_product, on_sale

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def keep(cast, places):
    """Keeps an address of the shopper."""

    def kept(**changes):
        words = {"name": "Nguyễn Thị Hà", "phone": "+84912345678", "street": "12 ngõ 5", "commune": places.uong_bi}
        return keep_address(**{"owner": cast.shopper, **words, **changes})

    return kept


def defaults(owner):
    return [row.line1 for row in addresses_of(owner=owner) if row.is_default_for_shipping]


# -- addresses --------------------------------------------------------------------------------------------------------


def test_an_address_is_kept_as_it_was_given(keep, cast, places):
    row = keep(name="  Nguyễn   Thị Hà ", street=" 12  ngõ 5 ")

    row.refresh_from_db()
    assert (row.user, row.first_name, row.line1) == (cast.shopper, "Nguyễn Thị Hà", "12 ngõ 5")
    assert (str(row.phone_number), row.commune, row.country_id) == ("+84912345678", places.uong_bi, "VN")


def test_the_first_is_the_default_and_a_later_one_only_when_asked(keep, cast):
    keep()
    keep(street="Thôn 10")
    assert defaults(cast.shopper) == ["12 ngõ 5"]

    keep(street="Thôn 11", is_default=True)
    assert defaults(cast.shopper) == ["Thôn 11"]
    assert [row.line1 for row in addresses_of(owner=cast.shopper)] == ["Thôn 11", "Thôn 10", "12 ngõ 5"]


def test_another_persons_default_stays(keep, cast):
    keep(owner=cast.support)
    keep(is_default=True)

    assert defaults(cast.support) == defaults(cast.shopper) == ["12 ngõ 5"]


@pytest.mark.parametrize("changes", [{}, {"phone": "+84987654321"}, {"name": "NGUYỄN THỊ HÀ"}, {"street": "12  ngõ 5"}])
def test_the_same_address_twice_is_refused(keep, cast, changes):
    keep()

    with pytest.raises(AddressKept):
        keep(**changes)
    assert addresses_of(owner=cast.shopper).count() == 1


@pytest.mark.parametrize("name", ["name", "street", "commune", "owner"])
def test_another_name_street_commune_or_person_is_another_address(keep, cast, places, name):
    other = {"name": "Lan", "street": "14 ngõ 5", "commune": places.vang_danh, "owner": cast.support}
    keep()

    keep(**{name: other[name]})

    assert get_model("address", "UserAddress").objects.count() == 2


def test_an_address_is_written_anew_and_stays_the_default(keep, cast, places):
    row = keep()
    keep(street="Thôn 10")

    keep(address=row, street="14 ngõ 5", phone="+84987654321", commune=places.vang_danh)

    row.refresh_from_db()
    assert (row.line1, str(row.phone_number), row.commune) == ("14 ngõ 5", "+84987654321", places.vang_danh)
    assert defaults(cast.shopper) == ["14 ngõ 5"]
    with pytest.raises(AddressKept):
        keep(address=row, street="Thôn 10")
    keep(address=row, street="14 ngõ 5", commune=places.vang_danh)


def test_a_book_has_an_end(keep, cast):
    rows = [keep(street=f"Số {number}") for number in range(MOST_ADDRESSES)]

    with pytest.raises(AddressBookFull) as refused:
        keep()
    assert refused.value.facts == {"most": MOST_ADDRESSES}
    keep(address=rows[3], street="Số mới")
    assert addresses_of(owner=cast.shopper).count() == MOST_ADDRESSES


def test_when_the_default_goes_the_newest_left_follows(keep, cast):
    first = keep()
    keep(street="Thôn 10")
    third = keep(street="Thôn 11")

    forget_address(address=first)
    assert defaults(cast.shopper) == ["Thôn 11"]
    forget_address(address=addresses_of(owner=cast.shopper).last())
    assert defaults(cast.shopper) == ["Thôn 11"]
    forget_address(address=third)
    assert not addresses_of(owner=cast.shopper).exists()


def test_one_default_at_a_time(keep, cast):
    keep()
    second = keep(street="Thôn 10")

    make_default(address=second)

    assert defaults(cast.shopper) == ["Thôn 10"]


# -- wishes -----------------------------------------------------------------------------------------------------------


def test_a_wish_stands_once_on_one_list(cast, now):
    product, other = on_sale(cast, at=now, title="Dầu lạc"), on_sale(cast, at=now, title="Miến")

    for wanted in (product, other, product):
        assert wish(owner=cast.shopper, product_id=wanted.pk, at=now) == wanted

    assert [line.title for line in wish_lines(owner=cast.shopper)] == ["Miến", "Dầu lạc"]
    assert get_model("wishlists", "WishList").objects.count() == 1
    assert wished_ids(owner=cast.shopper) == {product.pk, other.pk}
    assert wished_ids(owner=cast.support) == frozenset()


def test_a_pack_size_stands_for_its_product(cast, now):
    product = on_sale(cast, at=now)
    product.structure = "parent"
    product.save()
    pack = make_product(producer=cast.producers[0], structure="child", parent=product, pack_size="500 g")

    assert wish(owner=cast.shopper, product_id=pack.pk, at=now) == product
    assert wished_ids(owner=cast.shopper) == {product.pk}


@pytest.mark.parametrize("situation", sorted(UNSELLABLE))
def test_what_is_not_certified_is_on_no_list(cast, now, situation):
    product = UNSELLABLE[situation](cast, at=now)

    with pytest.raises(NotWishable):
        wish(owner=cast.shopper, product_id=product.pk, at=now)
    assert not get_model("wishlists", "Line").objects.exists()


def test_a_microsecond_before_it_lapses_it_is(cast, now):
    product = lapsed(cast, at=now)

    wish(owner=cast.shopper, product_id=product.pk, at=now - timedelta(microseconds=1))

    assert wished_ids(owner=cast.shopper) == {product.pk}


def test_what_is_not_on_show_is_on_no_list(cast, now):
    product = on_sale(cast, at=now)
    product.is_public = False
    product.save()

    for key in (product.pk, 987_654):
        with pytest.raises(NotWishable):
            wish(owner=cast.shopper, product_id=key, at=now)


def test_a_list_has_an_end(cast, now):
    product, last = on_sale(cast, at=now), on_sale(cast, at=now)
    wish(owner=cast.shopper, product_id=product.pk, at=now)
    lines = get_model("wishlists", "Line").objects
    held = lines.get().wishlist
    lines.bulk_create([lines.model(wishlist=held, title=f"Món {number}") for number in range(MOST_WISHES - 1)])

    with pytest.raises(WishListFull):
        wish(owner=cast.shopper, product_id=last.pk, at=now)
    wish(owner=cast.shopper, product_id=product.pk, at=now)


def test_a_wish_goes_by_its_product_or_its_line_and_never_another_persons(cast, now):
    product, other = on_sale(cast, at=now), on_sale(cast, at=now)
    for owner in (cast.shopper, cast.support):
        for wanted in (product, other):
            wish(owner=owner, product_id=wanted.pk, at=now)
    of_support = wish_lines(owner=cast.support).last()

    unwish(owner=cast.shopper, product_id=product.pk)
    unwish(owner=cast.shopper, line_id=of_support.pk)
    assert wished_ids(owner=cast.shopper) == {other.pk}
    assert wished_ids(owner=cast.support) == {product.pk, other.pk}

    unwish(owner=cast.shopper, line_id=wish_lines(owner=cast.shopper).get().pk)
    assert wished_ids(owner=cast.shopper) == frozenset()
