"""Pack sizes, standing rows, and the products they stand for."""

from __future__ import annotations

from datetime import timedelta

import pytest

from catalogue_ext.certification import refusals
from catalogue_ext.certification.models import Coverage, Standing
from catalogue_ext.certification.operations import (
    classify_product,
    mark_covered,
    open_categories,
    record_revocation,
    register_product,
    restate,
    unmark_covered,
)
from tests.catalogue_ext.certification.operations.reading import revoking, stood
from tests.factories.situations import certify, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.fixture
def pack(product):
    product.structure = "parent"
    product.save()
    return type(product).objects.create(structure="child", parent=product, pack_size="chai 500 ml")


def test_a_pack_size_stands_only_when_marked(cast, product, pack, now):
    certificate = certify(product, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90))
    assert stood(pack) == []

    mark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
    mark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
    assert stood(pack) == stood(product)

    record_revocation(products=[product], printed=revoking(), reason="a", effective_at=now, by=cast.officer, at=now)
    assert Standing.objects.at(now).count() == 0
    unmark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
    assert stood(pack) == []
    assert Coverage.objects.count() == 0


def test_only_a_pack_size_of_the_product_can_be_marked(cast, product, pack, now):
    other = make_product(producer=cast.producers[1])
    certificate = certify(other, cast, valid_from=now - timedelta(days=9), valid_to=now + timedelta(days=90))

    with pytest.raises(refusals.NotAPackSize):
        mark_covered(child=pack, certificate=certificate, by=cast.officer, at=now)
    with pytest.raises(refusals.NotAPackSize):
        mark_covered(child=other, certificate=certificate, by=cast.officer, at=now)


def test_standing_rows_that_stay_the_same_are_not_touched(cast, product, now):
    certify(product, cast, valid_from=now - timedelta(days=90), valid_to=now + timedelta(days=90))
    first = Standing.objects.get(product=product)
    certify(
        product,
        cast,
        valid_from=now + timedelta(days=30),
        valid_to=now + timedelta(days=300),
        stars=5,
        level="MINISTRY",
    )

    kept = Standing.objects.get(pk=first.pk)

    assert (kept.valid_from, kept.valid_to) == (first.valid_from, now + timedelta(days=30))
    assert Standing.objects.filter(product=product).count() == 2
    assert restate(product_ids=[product.pk]) == 0


def test_categories_are_six_groups_and_26_sets(db, django_assert_max_num_queries):
    assert open_categories() == 32
    assert open_categories() == 0


def test_a_registered_product_stands_in_the_category_of_its_set(cast, places, now):
    product = register_product(
        title="Trà hoa vàng",
        producer=cast.producers[0],
        commune=places.uong_bi,
        criteria_set=12,
        by=cast.officer,
        at=now,
    )

    (category,) = product.categories.all()
    assert (category.code, type(category).objects.get_parent(category).slug) == ("bo-12", "thuc-pham")
    assert product.product_class.name == "Đặc sản OCOP"
    assert len(product.check_code) == 10
    classify_product(product=product, criteria_set=17, by=cast.officer, at=now)
    assert [category.code for category in product.categories.all()] == ["bo-17"]


def test_a_product_has_a_name_and_an_origin(cast, places, now):
    with pytest.raises(refusals.OriginMissing):
        register_product(title=" ", producer=cast.producers[0], commune=places.uong_bi, by=cast.officer, at=now)
