"""The demo tells what stands on a label of invented products only."""

from __future__ import annotations

import pytest

from catalogue_ext.particulars.models import Particulars
from catalogue_ext.particulars.operations import EDITABLE
from catalogue_ext.particulars.rules import is_worldwide
from shop.demo import particulars
from shop.demo.accounts import OFFICER
from shop.demo.register import HERE, read
from shop.listings.renditions import rendition_names
from tests.factories.people import make_user
from tests.factories.situations import make_product

ROWS = read(HERE / "demo_particulars.csv")
EMPTY = dict.fromkeys(["pack_size", "story", "more_pictures", *EDITABLE], "")


def test_every_row_is_of_an_invented_product_and_its_number_means_nothing():
    invented = {
        (row["product"], row["subject"]) for row in read(HERE / "demo_listings.csv") if row["is_illustration"] == "1"
    }

    assert {(row["product"], row["subject"]) for row in ROWS} <= invented
    assert all("Minh hoạ" in row["subject"] for row in ROWS)
    assert not any(is_worldwide(row["gtin"]) for row in ROWS)
    assert all(
        (particulars.PICTURES / f"{name}.webp").exists() for row in ROWS for name in row["more_pictures"].split()
    )


@pytest.fixture
def honey(cast, monkeypatch):
    make_user("x", is_demo=True).__class__.objects.filter(email="x@example.test").update(email=OFFICER)
    product = make_product(producer=cast.producers[0], title="Mật ong hoa tràm", is_illustration=True, criteria_set=4)
    type(cast.producers[0]).objects.filter(pk=product.producer_id).update(is_illustration=True)
    told = {
        "product": product.title,
        "subject": product.producer.name,
        "story": "<p>Ong ăn hoa tràm.</p><script>x</script>",
        "net_quantity": "500",
        "net_unit": "ml",
        "more_pictures": "mat-ong mat-ong-b",
    }
    monkeypatch.setattr(particulars, "read", lambda path: [EMPTY | told])
    return product


@pytest.mark.django_db
def test_labels_and_stories_are_stated_once(honey, now):
    assert particulars.state_labels(at=now) == particulars.state_labels(at=now) == 1

    label = Particulars.objects.get()
    assert (label.product, label.net_quantity, label.net_unit) == (honey, 500, "ml")
    honey.refresh_from_db()
    assert honey.description == "<p>Ong ăn hoa tràm.</p>"


@pytest.mark.django_db
def test_nothing_is_told_of_a_real_product(honey, now):
    type(honey).objects.filter(pk=honey.pk).update(is_illustration=False)

    with pytest.raises(particulars.NotInvented):
        particulars.state_labels(at=now)

    assert not Particulars.objects.exists()


@pytest.mark.django_db
def test_further_pictures_hang_beside_the_first_and_only_once(honey, now):
    assert particulars.hang_more_pictures(at=now) == 0
    honey.images.create(original="first.webp")

    assert [particulars.hang_more_pictures(at=now) for _ in range(2)] == [1, 0]

    second = honey.images.order_by("display_order", "pk").last()
    assert (second.caption, second.width) == ("Hình minh hoạ", 640)
    names = rendition_names(name=second.original.name, width=second.width)
    assert all(second.original.storage.exists(name) for name in names)
