"""Reading producers."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalogue_ext.producers.operations import add_member
from catalogue_ext.producers.queries import (
    UnknownProducer,
    all_producers,
    members_of,
    near_matches,
    producer_page,
    producers_of,
    producers_of_commune,
    producers_of_province,
)
from tests.factories.people import Cast
from tests.factories.producers import make_producer

pytestmark = pytest.mark.django_db


@pytest.fixture
def four(places: SimpleNamespace) -> None:
    for name, commune in (
        ("HTX Đông Triều", places.binh_khe),
        ("HTX Dâu Tằm", places.uong_bi),
        ("HTX Ăn Sạch", places.uong_bi),
        ("HTX Quảng Trực", places.quang_truc),
    ):
        make_producer(name=name, commune=commune)


def test_lists_stand_in_vietnamese_order(places: SimpleNamespace, four: None) -> None:
    assert [one.name for one in all_producers()] == [
        "HTX Ăn Sạch",
        "HTX Dâu Tằm",
        "HTX Đông Triều",
        "HTX Quảng Trực",
    ]
    assert [one.name for one in producers_of_commune(commune=places.uong_bi)] == ["HTX Ăn Sạch", "HTX Dâu Tằm"]
    assert [one.name for one in producers_of_province(province=places.lam_dong)] == ["HTX Quảng Trực"]


def test_a_page_costs_one_query_with_its_place(four: None) -> None:
    with CaptureQueriesContext(connection) as queries:
        producer = producer_page(slug="htx-dong-trieu")
        place = f"{producer.commune.name}, {producer.commune.province.label}, {producer.partner.name}"

    assert place == "Phường Bình Khê, TP Quảng Ninh, HTX Đông Triều"
    assert len(queries) == 1


def test_an_unknown_page_is_refused() -> None:
    with pytest.raises(UnknownProducer) as refused:
        producer_page(slug="khong-co")

    assert refused.value.facts == {"slug": "khong-co"}


def test_a_person_sees_the_own_producers(cast: Cast) -> None:
    assert producers_of(user=cast.producer) == [cast.producers[0]]
    assert producers_of(user=cast.shopper) == []
    assert producers_of(user=AnonymousUser()) == []
    assert producers_of(user=None) == []


def test_members_stand_owners_first(cast: Cast, now: datetime) -> None:
    add_member(producer=cast.producers[0], user=cast.shopper, by=None, at=now)

    assert [(row.user, row.role) for row in members_of(producer=cast.producers[0])] == [
        (cast.producer, "OWNER"),
        (cast.shopper, "STAFF"),
    ]


def test_near_names_meet(places: SimpleNamespace) -> None:
    first = make_producer(name="HTX Nông nghiệp Hải Yến", commune=places.uong_bi)
    make_producer(name="HTX Hải Yến", commune=places.uong_bi)

    assert near_matches(name="Hợp tác xã NÔNG NGHIỆP Hai Yen") == [first]
    assert near_matches(name="HTX Nông nghiệp Hải Yến") == [first]
    assert near_matches(name="Công ty Hải Âu") == []
