"""Places, near matches, and the map that decides them."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue_ext.certification.annex import read_side_files
from catalogue_ext.certification.models import Certificate
from catalogue_ext.producers.models import Producer
from shop.forks.catalogue.models import Product
from shop.primitives.period import day_after, day_start
from tests.catalogue_ext.certification.importing.reading import counts, errors, results
from tests.factories.certification import annex, side_file
from tests.factories.situations import certify, make_product

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


@pytest.mark.parametrize(
    "change",
    [
        {"commune_code": "24736", "current_commune": ""},
        {"current_commune": "", "address_as_printed": "Thôn 2, xã Quảng Trực, tỉnh Lâm Đồng"},
        {"current_commune": "QUANG TRUC"},
    ],
)
def test_a_place_of_today(enter, places, change):
    enter(annex(change))

    certificate = Certificate.objects.get()

    assert (certificate.commune, certificate.printed_commune) == (places.quang_truc, None)


def test_a_former_place_points_at_today_and_keeps_what_is_printed(enter, places):
    address = "Bon Đắk Huýt, xã Quảng Trực, huyện Tuy Đức, tỉnh Đắk Nông"
    enter(annex({"current_commune": "", "old_commune": "xã Quảng Trực", "address_as_printed": address}))

    certificate = Certificate.objects.get()

    assert (certificate.commune, certificate.printed_commune) == (places.quang_truc, places.old_quang_truc)
    assert certificate.address_as_printed == address


def test_the_code_says_which_part_of_a_split_commune(enter, places):
    row = {
        "current_commune": "",
        "old_commune": "phường Trưng Vương",
        "address_as_printed": "phường Trưng Vương, thành phố Uông Bí, tỉnh Quảng Ninh",
        "commune_code": "06820",
    }

    _, applied = enter(annex(row))

    assert applied
    certificate = Certificate.objects.get()
    assert (certificate.commune, certificate.printed_commune) == (places.vang_danh, places.trung_vuong)


@pytest.mark.parametrize(
    "subject",
    ["Hợp tác xã Mắc ca Quảng Trực", "HTX mắc ca Quảng Trực", "HTX Mac ca Quang Truc", "HTX Mắcca Quảng Trực"],
)
def test_a_producer_almost_known_asks(enter, subject):
    enter(annex({}))
    before = counts()

    plan, applied = enter(annex({"subject": subject, "product": "Mắc ca sấy"}))

    assert (errors(plan), applied) == ([(2, "subject", "near_match")], False)
    assert counts() == before


def test_a_product_almost_known_asks(enter):
    enter(annex({}))

    plan, _ = enter(annex({"product": "HẠT MẮC CA RANG", "decision_number": "2/QĐ-UBND"}))

    assert errors(plan) == [(2, "product", "near_match")]


def test_almost_the_same_within_one_file_asks_too(enter):
    plan, _ = enter(annex({}, {"subject": "Hợp tác xã Mắc ca Quảng Trực", "product": "Mắc ca sấy"}))

    assert errors(plan) == [(3, "subject", "near_match")]


def test_the_map_says_that_it_is_the_same(enter):
    enter(annex({}))
    producer = Producer.objects.get(name="HTX Mắc ca Quảng Trực")
    product = Product.objects.get(producer=producer)
    row = {"subject": "Hợp tác xã Mắc ca Quảng Trực", "product": "Hạt Mắc Ca rang", "decision_number": "2/QĐ-UBND"}
    side = read_side_files(matches=side_file((2, "producer", producer.slug), (2, "product", product.check_code)))

    plan, applied = enter(annex(row), side=side)
    again, _ = enter(annex(row))

    assert (errors(plan), applied) == ([], True)
    assert Certificate.objects.filter(product=product).count() == 2
    # What was decided once is not asked again.
    assert results(again) == ["unchanged"]


def test_the_map_says_that_it_is_new(enter):
    enter(annex({}))
    side = read_side_files(matches=side_file((2, "producer", "new")))

    _, applied = enter(annex({"subject": "Hợp tác xã Mắc ca Quảng Trực", "decision_number": "2/QĐ-UBND"}), side=side)

    assert applied
    assert Producer.objects.filter(name__contains="Mắc ca Quảng Trực").count() == 2


def test_the_map_says_that_two_rows_are_the_same(enter):
    side = read_side_files(matches=side_file((3, "producer", "row:2")))

    _, applied = enter(annex({}, {"subject": "Hợp tác xã Mắc ca Quảng Trực", "product": "Mắc ca sấy"}), side=side)

    assert applied
    assert Product.objects.filter(producer__name="HTX Mắc ca Quảng Trực").count() == 2


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([(2, "producer", "no-such")], (2, "--map", "map_key")),
        ([(2, "product", "row:9")], (2, "--map", "map_key")),
        ([(2, "village", "new")], (2, "--map", "map_row")),
        ([("two", "producer", "new")], (2, "--map", "map_row")),
    ],
)
def test_a_map_that_says_nothing(enter, rows, expected):
    plan, applied = enter(annex({}), side=read_side_files(matches=side_file(*rows)))

    assert (errors(plan), applied) == ([expected], False)


def test_the_same_name_in_another_province_asks(enter):
    enter(annex({}))
    row = {
        "decision_number": "9/QĐ-UBND",
        "authority": "UBND thành phố Quảng Ninh",
        "address_as_printed": "phường Uông Bí, thành phố Quảng Ninh",
        "current_commune": "phường Uông Bí",
    }

    plan, _ = enter(annex(row))

    assert errors(plan) == [(2, "subject", "same_name_elsewhere")]


def test_a_renewal_finds_the_product_it_renews(enter, cast, now):
    product = make_product(producer=cast.producers[0], title="Dầu lạc Hải Yến")
    certify(product, cast, valid_from=day_start(date(2023, 9, 1)), valid_to=day_after(date(2026, 9, 1)))
    row = {
        "subject": cast.producers[0].name,
        "product": "Dầu lạc Hải Yến",
        "kind": "RENEWAL",
        "authority": "UBND thành phố Quảng Ninh",
        "address_as_printed": "phường Uông Bí, thành phố Quảng Ninh",
        "current_commune": "phường Uông Bí",
    }

    enter(annex(row))

    assert product.certificates.count() == 2
    assert Product.objects.count() == 1
