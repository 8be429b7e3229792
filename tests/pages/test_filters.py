"""The words of a listing's address."""

import pytest
from django.http import QueryDict

from shop.storefront.filters import Filters, Order, read_filters


def test_no_words_ask_for_everything():
    assert read_filters(QueryDict("")) == Filters()


def test_every_word_is_read():
    address = "q=d%E1%BA%A7u&sao=4&sao=5&nhom=thuc-pham&bo=7&tinh=22&xa=06811&con_hang=1&sap_xep=gia&trang=3"

    assert read_filters(QueryDict(address)) == Filters(
        text="dầu",
        stars=frozenset({4, 5}),
        groups=frozenset({"thuc-pham"}),
        sets=frozenset({7}),
        province="22",
        commune="06811",
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
        "xa=1",
        "con_hang=yes",
        "sap_xep=z",
        "trang=0",
        "trang=-1",
        "trang=99999999",
        "trang=²",
    ],
)
def test_what_is_not_known_is_left_out(address):
    assert read_filters(QueryDict(address)) == Filters()


def test_the_pairs_say_the_same_again():
    filters = read_filters(QueryDict("q=mật ong&sao=3&nhom=do-uong&tinh=68&sap_xep=ten&trang=2"))

    assert filters.pairs == [
        ("q", "mật ong"),
        ("sao", "3"),
        ("nhom", "do-uong"),
        ("tinh", "68"),
        ("sap_xep", "ten"),
    ]


def test_a_set_is_finer_than_its_group():
    assert read_filters(QueryDict("nhom=thuc-pham&bo=7")).all_sets == {7}
    assert read_filters(QueryDict("nhom=do-uong")).all_sets == {14, 15, 16, 17}
