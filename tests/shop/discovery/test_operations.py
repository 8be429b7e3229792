"""Documents say what the rooms say: worked out anew, told elsewhere once, compared, repaired."""

from __future__ import annotations

import pytest
from django.db import connection
from oscar.core.loading import get_model

from catalogue_ext.places.models import Alias
from shop.discovery import operations
from shop.discovery.document import derive
from shop.discovery.models import Document, DocumentWords, KnownWord
from shop.discovery.operations import Difference, differences, rebuild, refresh
from shop.discovery.text import words
from shop.outbox.models import Message
from tests.factories.situations import make_product, on_sale, put_up

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def quiet(done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def honey(cast, now):
    """A product on sale, its document made."""
    product = on_sale(cast, at=now, title="Mật ong Bình Liêu", title_en="Binh Lieu honey", price_vnd=150_000)
    refresh(product_ids=[product.pk], at=now)
    return product


def test_the_facts_of_a_document(honey, now):
    row = Document.objects.get()

    assert (row.product_id, row.producer_id, row.kind) == (honey.pk, honey.producer_id, honey.producer.kind)
    assert (row.set_no, row.price_vnd, row.is_free, row.has_packs) == (7, 150_000, True, False)
    assert (row.commune_code, row.province_code) == (
        honey.origin_commune.code,
        honey.origin_commune.province.code,
    )


def test_the_words_of_a_document(honey, cast, now):
    honey.description = "<p>Ong rừng</p><p>Hoa sú vẹt</p>"
    honey.save()
    honey.producer.story = "Ba đời nuôi ong"
    honey.producer.save()
    Alias.objects.create(
        text="Chợ Cũ", text_fold="cho cu", commune=honey.origin_commune, recorded_by=cast.officer, recorded_at=now
    )
    refresh(product_ids=[honey.pk], at=now)
    row = DocumentWords.objects.get()

    assert row.names == " mat ong binh lieu binh lieu honey "
    assert row.names_marked == " mật ong bình liêu binh lieu honey "
    assert row.story == " ong rung hoa su vet ba doi nuoi ong "
    assert row.who_and_where.endswith(" cho cu ")
    assert row.name_sort == honey.title_sort


def test_a_name_as_certified_is_a_name_too(honey, now):
    certificate = honey.certificates.get()
    certificate.product_name = "Mật ong sú vẹt"
    certificate.save()
    refresh(product_ids=[honey.pk], at=now)

    assert " mat ong su vet " in DocumentWords.objects.get().names


def test_the_names_of_what_a_commune_was_made_of(honey):
    origins = honey.origin_commune.origins.select_related("old__province")
    where = DocumentWords.objects.get().who_and_where

    assert origins
    for origin in origins:
        for name in (origin.old.name, origin.old.district_name, origin.old.province.name):
            assert f" {' '.join(words(name))} " in where


def test_nothing_new_changes_nothing(honey, now):
    before = Document.objects.get().version

    assert refresh(product_ids=[honey.pk], at=now) == 0
    assert Document.objects.get().version == before


def test_a_change_is_a_later_version(honey, now):
    before = Document.objects.get().version
    honey.title = "Mật ong hoa rừng"
    honey.save()
    refresh(product_ids=[honey.pk], at=now)

    assert Document.objects.get().version > before
    assert DocumentWords.objects.get().names.startswith(" mat ong hoa rung ")


def test_a_pack_size_stands_in_the_document_of_its_listing(cast, now):
    listing = make_product(producer=cast.producers[0], structure="parent", title="Chè Hải Hà")
    pack = get_model("catalogue", "Product").objects.create(title="Gói", structure="child", parent=listing)
    put_up(pack, at=now, price_vnd=90_000)
    refresh(product_ids=[pack.pk], at=now)
    row = Document.objects.get()

    assert (row.product_id, row.has_packs, row.price_vnd, row.is_free) == (listing.pk, True, None, False)


def test_what_is_not_sold_has_no_price(cast, now):
    tour = on_sale(cast, at=now, criteria_set=26, title="Homestay bản Mường")
    refresh(product_ids=[tour.pk], at=now)
    row = Document.objects.get()

    assert (row.price_vnd, row.is_free, row.has_packs) == (None, False, False)


def test_a_deleted_listing_leaves_no_document_and_no_words(cast, now):
    product = make_product(producer=cast.producers[0], title="Bánh gật gù")
    refresh(product_ids=[product.pk], at=now)
    key = product.pk
    product.delete()

    assert not Document.objects.filter(pk=key).exists()
    assert not DocumentWords.objects.filter(pk=key).exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM discovery_fulltext WHERE discovery_fulltext MATCH '\"gat\"'")
            assert cursor.fetchall() == []


def test_words_and_pairs_of_names_are_known(honey):
    known = set(KnownWord.objects.values_list("text", flat=True))

    assert {"mat", "ong", "mat ong", "ong binh", "honey", "lieu"} <= known
    assert "tinh quang" not in known


def test_another_engine_is_told_once_for_each_version(honey, settings, now):
    assert not Message.objects.filter(kind=operations.FEED).exists()
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:1"
    settings.OUTBOX_EMBEDDED = False
    refresh(product_ids=[honey.pk], at=now)
    assert not Message.objects.filter(kind=operations.FEED).exists()

    refresh(product_ids=[honey.pk], at=now, register=True)
    version = Document.objects.get().version
    message = Message.objects.get(kind=operations.FEED)
    assert (message.key, message.payload) == (f"{honey.pk}:{version}", {"product": honey.pk, "version": version})


def test_a_rebuild_finds_nothing_to_change_the_second_time(honey, now):
    make_product(producer=honey.producer, title="Bánh gật gù")

    rebuild(at=now, progress=quiet)
    assert Document.objects.count() == 2
    assert rebuild(at=now, progress=quiet) == 0


def test_a_rebuild_forgets_words_that_no_document_holds(honey, now):
    KnownWord.objects.create(text="xyzzy")
    rebuild(at=now, progress=quiet)

    assert not KnownWord.objects.filter(text="xyzzy").exists()
    assert KnownWord.objects.filter(text="mat ong").exists()


def test_progress_counts_to_the_end(honey, now):
    told = []
    rebuild(at=now, progress=lambda done, total: told.append((done, total)))

    assert told[-1] == (1, 1)


def test_every_difference_is_found_and_mended(honey, cast, now):
    assert differences(progress=quiet) == []
    other = make_product(producer=cast.producers[0], title="Bánh gật gù")
    Document.objects.filter(pk=other.pk).delete()
    Document.objects.filter(pk=honey.pk).update(price_vnd=1, set_no=3)
    DocumentWords.objects.filter(pk=honey.pk).update(story=" sai ")

    found = differences(progress=quiet)
    assert sorted(found, key=lambda row: row.product_id) == [
        Difference(honey.pk, ("set_no", "price_vnd", "story")),
        Difference(other.pk, ("missing",)),
    ]
    refresh(product_ids=[row.product_id for row in found], at=now)
    assert differences(progress=quiet) == []


def test_deriving_costs_the_same_for_one_and_for_many(honey, cast, now, django_assert_num_queries):
    many = [honey.pk, *(make_product(producer=cast.producers[1]).pk for _ in range(5))]

    with django_assert_num_queries(7):
        assert len(derive(product_ids=[honey.pk])) == 1
    with django_assert_num_queries(7):
        assert len(derive(product_ids=many)) == 6
