"""Stating a label: what changes, what is traced, what is refused."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from catalogue_ext.particulars.models import Particulars
from catalogue_ext.particulars.operations import (
    EDITABLE,
    GtinTaken,
    NotEditable,
    TooLong,
    TraceProviderAlone,
    state_particulars,
)
from catalogue_ext.particulars.rules import BadGtin, BadNetQuantity, BadTraceLink
from shop.audit.models import Entry
from tests.factories.situations import make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def honey(cast):
    return make_product(producer=cast.producers[0], title="Mật ong")


def test_a_first_statement_makes_the_label_and_leaves_a_trace(honey, cast, now):
    label = state_particulars(
        product=honey, by=cast.administrator, at=now, ingredients="  100 % mật ong\n", net_quantity=500, net_unit="ml"
    )

    assert Particulars.objects.get() == label
    assert (label.product, label.ingredients, label.net_quantity, label.net_unit) == (honey, "100 % mật ong", 500, "ml")
    entry = Entry.objects.get()
    assert (entry.action, entry.by, entry.at) == ("particulars.stated", cast.administrator, now)
    assert entry.facts == {
        "from": {"ingredients": "", "net_quantity": None, "net_unit": ""},
        "to": {"ingredients": "100 % mật ong", "net_quantity": 500, "net_unit": "ml"},
    }


def test_what_is_not_named_stays_and_nothing_changed_leaves_no_trace(honey, cast, now):
    state_particulars(product=honey, by=cast.officer, at=now, storage="Chỗ mát", net_quantity=500, net_unit="g")

    state_particulars(product=honey, by=cast.officer, at=now, net_quantity=250)
    state_particulars(product=honey, by=cast.officer, at=now, storage=" Chỗ mát ", net_quantity=250)

    label = Particulars.objects.get()
    assert (label.storage, label.net_quantity, label.net_unit) == ("Chỗ mát", 250, "g")
    assert [entry.facts["to"] for entry in Entry.objects.order_by("pk")] == [
        {"storage": "Chỗ mát", "net_quantity": 500, "net_unit": "g"},
        {"net_quantity": 250},
    ]


def test_nothing_stated_makes_no_label(honey, cast, now):
    state_particulars(product=honey, by=cast.officer, at=now, ingredients="  ")

    assert not Particulars.objects.exists()
    assert not Entry.objects.exists()


def test_an_empty_value_takes_a_fact_back(honey, cast, now):
    state_particulars(product=honey, by=cast.officer, at=now, gtin="9506000134352", net_quantity=1, net_unit="piece")

    state_particulars(product=honey, by=cast.officer, at=now, gtin="", net_quantity=None, net_unit="")

    label = Particulars.objects.get()
    assert (label.gtin, label.net_quantity, label.net_unit) == ("", None, "")


def test_every_fact_of_the_label_may_be_stated():
    assert {
        "ingredients", "ingredients_en", "net_quantity", "net_unit", "shelf_life", "shelf_life_en", "usage", "usage_en",
        "storage", "storage_en", "warnings", "warnings_en", "declaration_number", "gtin", "trace_url", "trace_provider",
    } == EDITABLE  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"stars": 5, "product_id": 7}, NotEditable),
        ({"gtin": "9506000134353"}, BadGtin),
        ({"net_quantity": 500}, BadNetQuantity),
        ({"net_unit": "g"}, BadNetQuantity),
        ({"trace_url": "http://example.vn/"}, BadTraceLink),
        ({"trace_provider": "VNPT Check"}, TraceProviderAlone),
        ({"ingredients": "a" * 2001}, TooLong),
        ({"declaration_number": "a" * 81}, TooLong),
    ],
)
def test_a_refused_statement_changes_nothing(honey, cast, now, facts, refusal):
    state_particulars(product=honey, by=cast.officer, at=now, storage="Chỗ mát")

    with pytest.raises(refusal):
        state_particulars(product=honey, by=cast.officer, at=now, storage="Tủ lạnh", **facts)

    assert Particulars.objects.get().storage == "Chỗ mát"
    assert Entry.objects.count() == 1


def test_a_number_names_one_product(honey, cast, now):
    state_particulars(product=honey, by=cast.officer, at=now, gtin="614141000036")
    tea = make_product(producer=cast.producers[1], title="Trà")

    with pytest.raises(GtinTaken) as refused:
        state_particulars(product=tea, by=cast.officer, at=now, gtin="0 614141 000036")

    assert refused.value.facts == {"gtin": "614141000036", "product": honey}
    assert state_particulars(product=honey, by=cast.officer, at=now, gtin="00614141000036").gtin == "614141000036"
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"net_quantity": 5},
        {"net_unit": "g"},
        {"net_quantity": 0, "net_unit": "g"},
        {"net_quantity": 5, "net_unit": "kg"},
        {"trace_url": "http://example.vn"},
    ],
)
def test_the_database_keeps_the_rules_too(honey, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Particulars.objects.create(product=honey, **facts)


def test_the_database_keeps_a_number_once(honey, cast):
    Particulars.objects.create(product=honey, gtin="96385074")
    others = [make_product(producer=cast.producers[1]) for _ in range(2)]
    for other in others:
        Particulars.objects.create(product=other)

    with pytest.raises(IntegrityError), transaction.atomic():
        Particulars.objects.filter(product=others[0]).update(gtin="96385074")
