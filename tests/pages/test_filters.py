"""The words of a listing's address."""

import pytest
from django.http import QueryDict
from django.utils import translation

from shop.storefront.filters import Bound, Filters, Order, read_filters


def test_no_words_ask_for_everything():
    assert read_filters(QueryDict("")) == Filters()


def test_every_word_is_read():
    address = (
        "q=d%E1%BA%A7u&sao=4&sao=5&nhom=thuc-pham&nhom=do-uong&bo=7&bo=16&tinh=22&tinh=68&xa=06811&xa=07081"
        "&loai=company&loai=household&gia_tu=50k&gia_den=1,5 triệu&con_hang=1&sap_xep=gia&trang=3"
    )

    assert read_filters(QueryDict(address)) == Filters(
        text="dầu",
        stars=frozenset({4, 5}),
        groups=frozenset({"thuc-pham", "do-uong"}),
        sets=frozenset({7, 16}),
        provinces=frozenset({"22", "68"}),
        communes=frozenset({"06811", "07081"}),
        kinds=frozenset({"company", "household"}),
        price_from=Bound(50_000, "50k"),
        price_to=Bound(1_500_000, "1,5 triệu"),
        in_stock=True,
        order=Order.CHEAPEST,
        page=3,
    )


@pytest.mark.parametrize(
    "address",
    [
        "sao=2",
        "sao=6",
        "sao=x",
        "nhom=khac",
        "bo=27",
        "bo=0",
        "tinh=2",
        "tinh=abc",
        "tinh=²²",
        "xa=1",
        "loai=COMPANY",
        "loai=shop",
        "gia_tu=",
        "gia_den=%20",
        "con_hang=yes",
        "sap_xep=z",
        "trang=0",
        "trang=-1",
        "trang=99999999",
        "trang=²",
        "utm_source=zalo",
        "q=%25",
        "q=%F0%9F%8D%AF",
    ],
)
def test_what_is_not_known_is_left_out(address):
    assert read_filters(QueryDict(address)) == Filters()


def test_the_pairs_say_the_same_again_in_one_order():
    filters = read_filters(
        QueryDict(
            "trang=2&sap_xep=ten&con_hang=1&gia_den=200.000&gia_tu=50k&loai=farm&loai=cooperative&xa=07081&tinh=68"
            "&tinh=22&bo=16&bo=7&nhom=do-uong&sao=3&sao=5&q=mật  ong"
        )
    )

    assert filters.pairs == [
        ("q", "mật ong"),
        ("sao", "5"),
        ("sao", "3"),
        ("nhom", "do-uong"),
        ("bo", "7"),
        ("bo", "16"),
        ("tinh", "22"),
        ("tinh", "68"),
        ("xa", "07081"),
        ("loai", "cooperative"),
        ("loai", "farm"),
        ("gia_tu", "50000"),
        ("gia_den", "200000"),
        ("con_hang", "1"),
        ("sap_xep", "ten"),
    ]
    again = read_filters(QueryDict(filters.address(page=filters.page).partition("?")[2]))
    assert (again.pairs, again.page) == (filters.pairs, 2)


def test_an_address_keeps_the_path_that_says_a_word_while_it_is_said():
    filters = read_filters(QueryDict("sao=5"), group="thuc-pham")

    assert filters.address() == "/san-pham/nhom/thuc-pham/?sao=5"
    assert filters.address(pairs=[("nhom", "thuc-pham")], page=2) == "/san-pham/nhom/thuc-pham/?trang=2"
    assert filters.address(pairs=[("sao", "5")]) == "/san-pham/?sao=5"
    assert read_filters(QueryDict(""), criteria_set=7).address() == "/san-pham/bo/7/"
    with translation.override("en"):
        assert filters.address() == "/en/san-pham/nhom/thuc-pham/?sao=5"


def test_a_set_is_finer_than_its_group_and_leaves_the_other_groups_whole():
    assert read_filters(QueryDict("nhom=thuc-pham&bo=7")).all_sets == {7}
    assert read_filters(QueryDict("nhom=do-uong")).all_sets == {14, 15, 16, 17}
    assert read_filters(QueryDict("nhom=do-uong&nhom=thuc-pham&bo=7")).all_sets == {7, 14, 15, 16, 17}
    assert read_filters(QueryDict("nhom=do-uong&bo=7")).all_sets == {7, 14, 15, 16, 17}


@pytest.mark.parametrize(
    ("address", "bounds", "is_wrong"),
    [
        ("gia_tu=50k", (50_000, None), False),
        ("gia_den=100.000 ₫", (None, 100_000), False),
        ("gia_tu=100000&gia_den=100000", (100_000, 100_000), False),
        ("gia_tu=abc", (None, None), True),
        ("gia_tu=abc&gia_den=90k", (None, 90_000), True),
        ("gia_tu=90k&gia_den=80k", (None, None), True),
    ],
)
def test_a_price_that_cannot_be_followed_is_no_price(address, bounds, is_wrong):
    filters = read_filters(QueryDict(address))

    assert filters.price_range == bounds
    assert filters.has_wrong_price is is_wrong


def test_a_price_that_cannot_be_read_stays_in_the_address_as_typed():
    filters = read_filters(QueryDict("gia_tu=mười nghìn&gia_den=90k"))

    assert filters.pairs == [("gia_tu", "mười nghìn"), ("gia_den", "90000")]
    assert (filters.price_from.shown, filters.price_to.shown) == ("mười nghìn", "90.000")


def test_what_was_typed_is_laid_out_by_how_well_it_fits_unless_one_chose():
    orders = {
        "q=dau": Order.RELEVANCE,
        "q=dau&sap_xep=moi": Order.NEWEST,
        "sap_xep=lien_quan": Order.NEWEST,
        "sap_xep=gan": Order.NEWEST,
        "q=dau&sap_xep=gan": Order.RELEVANCE,
        "sap_xep=gan&gan=06811": Order.NEAREST,
        "sap_xep=gan&xa=06811": Order.NEAREST,
        "sap_xep=gan&xa=06811&xa=07081": Order.NEWEST,
    }

    assert {address: read_filters(QueryDict(address)).order for address in orders} == orders


@pytest.mark.parametrize(
    ("address", "again"),
    [
        ("q=dau&sap_xep=lien_quan", "q=dau"),
        ("q=dau&sap_xep=moi", "q=dau&sap_xep=moi"),
        ("q=dau&nguyen_van=1", "q=dau&nguyen_van=1"),
        ("nguyen_van=1", ""),
        ("sap_xep=moi", ""),
        ("sap_xep=gan&xa=06811", "xa=06811&sap_xep=gan&gan=06811"),
        ("gan=06811", "gan=06811"),
        ("gan=6811", ""),
    ],
)
def test_how_words_are_meant_stands_in_the_address_only_where_it_says_something(address, again):
    assert read_filters(QueryDict(address)).address() == "/san-pham/" + ("?" + again if again else "")
