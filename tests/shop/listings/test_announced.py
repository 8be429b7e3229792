"""A listing that says something else is announced once, whoever saves it."""

import pytest
from django.db.models import ProtectedError
from oscar.core.loading import get_model

from shop.listings.operations import NotEditable, describe
from tests.factories.situations import make_product, put_up

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def honey(cast, heard):
    product = make_product(producer=cast.producers[0], title="Mật ong")
    heard.changes()
    return product


def told(heard):
    """What was announced without the instant: a save has none of its own."""
    return [(kind, keys) for kind, keys, _ in heard.changes()]


def test_a_description_is_announced_at_its_instant(honey, now, heard):
    for _ in range(2):
        describe(product=honey, by=None, at=now, title_en=" Honey ", description="<p>Hoa nhãn</p>")
    with pytest.raises(NotEditable):
        describe(product=honey, by=None, at=now, title="Đường")

    assert heard.changes() == [("product.changed", [honey.pk], now)]


def test_a_save_is_announced(honey, heard):
    honey.title = "Mật ong hoa nhãn"
    honey.save()
    assert told(heard) == [("product.changed", [honey.pk])]
    honey.save(update_fields=["is_public", "date_updated"])
    assert told(heard) == [("product.changed", [honey.pk])]


def test_a_save_of_what_no_search_looks_at_is_not(honey, heard):
    honey.save(update_fields=["rating", "date_updated"])
    honey.save(update_fields=[])

    assert told(heard) == []


def test_what_is_deleted_is_announced_with_the_product_whose_pack_size_it_was(honey, heard):
    honey.structure = "parent"
    honey.save(update_fields=["structure"])
    pack = get_model("catalogue", "Product").objects.create(title="Hũ", structure="child", parent=honey)
    key = pack.pk
    assert told(heard) == [("product.changed", [honey.pk]), ("product.changed", [key])]

    pack.delete()
    assert told(heard) == [("product.changed", [honey.pk, key])]
    key = honey.pk
    honey.delete()
    assert told(heard) == [("product.changed", [key])]


def test_what_was_sold_is_not_deleted_and_not_announced(honey, now, heard):
    put_up(honey, at=now)
    heard.changes()

    with pytest.raises(ProtectedError):
        honey.delete()

    assert told(heard) == []
