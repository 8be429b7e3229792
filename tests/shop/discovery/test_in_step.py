"""Whatever an earlier room does to a listing, its document says the same before the act is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import ProtectedError
from oscar.core.loading import get_model

from catalogue_ext.certification.operations import (
    classify_product,
    correct_certificate,
    register_product,
    verify_decision,
    withdraw_import,
)
from catalogue_ext.particulars.operations import state_particulars
from catalogue_ext.places.models import FormerName
from catalogue_ext.places.operations import record_alias
from catalogue_ext.producers.operations import edit_producer
from shop.discovery import followers
from shop.discovery.models import Document
from shop.discovery.operations import differences, refresh
from shop.fulfilment import operations
from shop.fulfilment.models import ProducerOrder
from shop.fulfilment.states import Actor, State
from shop.listings.operations import describe
from shop.outbox import announcing
from shop.stock.operations import adjust, receive, set_price
from tests.factories.certification import entered, printed
from tests.factories.orders import placed
from tests.factories.situations import make_product, on_sale, put_up

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@dataclass
class Shop:
    """A product on sale with two pieces, and who may act."""

    oil: Any
    cast: Any
    places: Any
    at: Any

    @property
    def row(self) -> Any:
        return self.oil.stockrecords.get()

    @property
    def told(self) -> dict[str, Any]:
        return {"by": self.cast.officer, "at": self.at}

    def order(self) -> ProducerOrder:
        order = placed(self.oil, commune=self.places.truong_xuan, at=self.at)
        return ProducerOrder.objects.get(order=order)

    def verified(self, **fields: Any) -> Any:
        certificate = entered(self.oil, **self.told, **fields)
        verify_decision(decision=certificate.decision, by=self.cast.other_officer, at=self.at)
        return certificate


@pytest.fixture
def shop(cast, places, now) -> Shop:
    oil = on_sale(cast, at=now, stock=2, title="Dầu lạc")
    return Shop(oil, cast, places, now)


def other_price(shop):
    set_price(stock_record=shop.row, price_vnd=99_000, **shop.told)


def no_price(shop):
    set_price(stock_record=shop.row, price_vnd=None, **shop.told)


def counted_none(shop):
    adjust(stock_record=shop.row, counted=0, reason="kiểm kho", **shop.told)


def last_one_sold(shop):
    for _ in range(2):
        shop.order()


def first_one_freed(shop):
    parts = [shop.order() for _ in range(2)]
    Document.objects.filter(product=shop.oil).update(is_free=False)
    operations.refuse(producer_order=parts[0], actor=Actor.PRODUCER, by=None, at=shop.at, reason="hết hàng")


def nobody_answered(shop):
    parts = [shop.order() for _ in range(2)]
    Document.objects.filter(product=shop.oil).update(is_free=False)
    later = parts[0].expires_at + timedelta(microseconds=1)
    assert operations.settle(producer_order=parts[0], at=later).state == State.REFUSED


def brought_again(shop):
    counted_none(shop)
    Document.objects.filter(product=shop.oil).update(is_free=False)
    receive(stock_record=shop.row, quantity=1, **shop.told)


def put_up_first(shop):
    put_up(make_product(producer=shop.cast.producers[1]), at=shop.at)


def described(shop):
    describe(product=shop.oil, title_en="Peanut oil", description="<p>Ép nguội</p>", **shop.told)


def renamed(shop):
    shop.oil.title = "Dầu lạc ép nguội"
    shop.oil.save()


def made_of_packs(shop):
    shop.oil.structure = "parent"
    shop.oil.save(update_fields=["structure"])


def composed(shop):
    state_particulars(product=shop.oil, ingredients="lạc sẻ 100 %", **shop.told)


def maker_renamed(shop):
    edit_producer(producer=shop.oil.producer, name="HTX Đổi Tên", **shop.told)


def maker_of_another_kind(shop):
    edit_producer(producer=shop.oil.producer, kind="COMPANY", **shop.told)


def maker_told(shop):
    edit_producer(producer=shop.oil.producer, story="Ba đời ép dầu.", **shop.told)


def place_called(shop):
    record_alias(text="Làng Cũ", commune=shop.oil.origin_commune, **shop.told)


def registered(shop):
    register_product(
        title="Trà hoa vàng", producer=shop.oil.producer, commune=shop.places.uong_bi, criteria_set=12, **shop.told
    )


def classified(shop):
    classify_product(product=shop.oil, criteria_set=9, **shop.told)


def certified_by_another_name(shop):
    shop.verified(product_name="Dầu phộng Hải Yến")


def corrected(shop):
    certificate = shop.verified(product_name="Dầu phộng Hải Yến")
    rebuilt(shop)
    correct_certificate(certificate=certificate, printed=printed(shop.oil), reason="gõ nhầm", **shop.told)


def undone(shop):
    certificate = shop.verified(product_name="Dầu phộng Hải Yến")
    rebuilt(shop)
    withdraw_import(decision=certificate.decision, reason="nhầm tệp", **shop.told)


def rebuilt(shop):
    refresh(product_ids=[shop.oil.pk], at=shop.at)


ACTS = [
    other_price,
    no_price,
    counted_none,
    last_one_sold,
    first_one_freed,
    nobody_answered,
    brought_again,
    put_up_first,
    described,
    renamed,
    made_of_packs,
    composed,
    maker_renamed,
    maker_of_another_kind,
    maker_told,
    place_called,
    registered,
    classified,
    certified_by_another_name,
    corrected,
    undone,
]


def wrong():
    return differences(progress=lambda done, total: None)


@pytest.mark.parametrize("act", ACTS)
def test_the_document_follows(shop, act):
    act(shop)

    assert wrong() == []


@pytest.mark.parametrize("act", ACTS)
def test_and_would_not_if_nobody_said_so(shop, act, monkeypatch):
    monkeypatch.setattr(announcing, "_followers", {})

    act(shop)

    assert wrong() != []


def test_many_are_brought_in_step_by_parts(shop, monkeypatch):
    for _ in range(4):
        make_product(producer=shop.oil.producer)
    parts = []

    def noted(*, product_ids, **facts):
        parts.append(product_ids)
        return refresh(product_ids=product_ids, **facts)

    monkeypatch.setattr(followers, "CHUNK", 2)
    monkeypatch.setattr(followers, "refresh", noted)

    maker_renamed(shop)

    keys = sorted(Document.objects.values_list("pk", flat=True))
    assert parts == [keys[:2], keys[2:4], keys[4:]]
    assert wrong() == []


def test_what_is_deleted_has_no_document(shop):
    gone = make_product(producer=shop.oil.producer)
    assert Document.objects.filter(product=gone).exists()

    gone.delete()

    assert list(Document.objects.values_list("pk", flat=True)) == [shop.oil.pk]
    with pytest.raises(ProtectedError):
        shop.oil.delete()
    assert wrong() == []


def test_a_pack_size_makes_its_product_one_of_packs(shop):
    made_of_packs(shop)
    pack = get_model("catalogue", "Product").objects.create(title="Chai", structure="child", parent=shop.oil)
    put_up(pack, at=shop.at, price_vnd=50_000)

    document = Document.objects.get()
    assert (document.pk, document.has_packs, document.price_vnd, document.is_free) == (shop.oil.pk, True, None, False)
    assert wrong() == []


def test_what_is_written_past_the_operations_is_found_by_the_check(shop):
    FormerName.objects.create(commune=shop.oil.origin_commune, name="Phường Xưa")

    assert [(row.product_id, row.what) for row in wrong()] == [(shop.oil.pk, ("who_and_where",))]
