"""The label as it is read: languages, pack sizes, words."""

from __future__ import annotations

import pytest
from django.utils import translation
from oscar.core.loading import get_model

from catalogue_ext.particulars.operations import state_particulars
from catalogue_ext.particulars.queries import Label, Text, label_of, quantity_words, unit_price_words
from tests.factories.situations import make_product

pytestmark = pytest.mark.django_db


def read(product, django_assert_num_queries):
    """Selected along, a label costs nothing more."""
    rows = get_model("catalogue", "Product").objects.select_related("particulars", "parent__particulars")
    row = rows.get(pk=product.pk)
    with django_assert_num_queries(0):
        return label_of(product=row)


def test_without_a_statement_there_is_nothing(cast, django_assert_num_queries):
    label = read(make_product(producer=cast.producers[0]), django_assert_num_queries)

    assert label == Label()
    assert label.is_empty
    assert (label.net_words, label.unit_price(price_vnd=1000)) == ("", None)


def test_texts_stand_in_the_order_of_a_label_in_the_readers_language(cast, now, django_assert_num_queries):
    product = make_product(producer=cast.producers[0])
    state_particulars(
        product=product,
        by=None,
        at=now,
        warnings="Không dùng cho trẻ dưới 1 tuổi",
        ingredients="Mật ong",
        ingredients_en="Honey",
    )

    assert read(product, django_assert_num_queries).texts == [
        Text("ingredients", "Thành phần", "Mật ong", "vi"),
        Text("warnings", "Cảnh báo", "Không dùng cho trẻ dưới 1 tuổi", "vi"),
    ]
    with translation.override("en"):
        assert read(product, django_assert_num_queries).texts == [
            Text("ingredients", "Ingredients", "Honey", "en"),
            Text("warnings", "Warnings", "Không dùng cho trẻ dưới 1 tuổi", "vi"),
        ]


def test_a_pack_size_has_its_own_quantity_and_number_and_the_rest_from_its_product(
    cast, now, django_assert_num_queries
):
    rice = make_product(producer=cast.producers[0], structure="parent")
    small, large = (
        type(rice).objects.create(structure="child", parent=rice, title=rice.title, pack_size=size)
        for size in ("túi 1 kg", "túi 5 kg")
    )
    state_particulars(
        product=rice,
        by=None,
        at=now,
        ingredients="Gạo nếp",
        storage="Nơi khô",
        net_quantity=2,
        net_unit="piece",
        gtin="96385074",
        declaration_number="01/2026",
        trace_url="https://truyxuat.example.vn/a",
        trace_provider="Sổ A",
    )
    state_particulars(
        product=small,
        by=None,
        at=now,
        net_quantity=1000,
        net_unit="g",
        storage="Tủ lạnh",
        trace_url="https://truyxuat.example.vn/b",
    )

    own, other = read(small, django_assert_num_queries), read(large, django_assert_num_queries)

    assert [text.text for text in own.texts] == ["Gạo nếp", "Tủ lạnh"]
    assert (own.net_words, own.gtin, own.declaration_number) == ("1\u00a0kg", "", "01/2026")
    assert (own.trace_url, own.trace_provider) == ("https://truyxuat.example.vn/b", "")
    assert own.unit_price(price_vnd=48_000).vnd == 4_800
    assert [text.text for text in other.texts] == ["Gạo nếp", "Nơi khô"]
    assert (other.net_words, other.gtin) == ("", "")
    assert (other.trace_url, other.trace_provider) == ("https://truyxuat.example.vn/a", "Sổ A")


@pytest.mark.parametrize(
    ("quantity", "unit", "vietnamese", "english"),
    [
        (500, "g", "500\u00a0g", "500\u00a0g"),
        (1500, "g", "1,5\u00a0kg", "1.5\u00a0kg"),
        (1000, "ml", "1\u00a0lít", "1\u00a0l"),
        (1, "piece", "1 chiếc", "1 piece"),
        (10, "piece", "10 chiếc", "10 pieces"),
    ],
)
def test_quantities_in_words(quantity, unit, vietnamese, english):
    assert quantity_words(quantity=quantity, unit=unit) == vietnamese
    with translation.override("en"):
        assert quantity_words(quantity=quantity, unit=unit) == english


def test_a_unit_price_in_words():
    price = Label(net_quantity=500, net_unit="ml").unit_price(price_vnd=48_000)

    assert unit_price_words(price) == "9.600\u00a0₫ / 100\u00a0ml"


def test_a_number_of_the_house_is_shown_and_not_told_to_machines():
    assert Label(gtin="2000000000015").worldwide_gtin == ""
    assert Label(gtin="9506000134352").worldwide_gtin == "9506000134352"
