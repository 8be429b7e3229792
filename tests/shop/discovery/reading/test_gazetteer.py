"""The names of places as the tables hold them, and how long they are believed."""

from __future__ import annotations

from datetime import date

import pytest

from catalogue_ext.places.models import Alias, FormerName
from shop.discovery.reading import read
from shop.discovery.reading.gazetteer import KEPT, LOOKED, forget, gazetteer
from shop.discovery.reading.names import Level
from tests.factories.places import make_commune

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite_too]


def communes(name: str) -> list[tuple[str, str, set[str]]]:
    """Level, full name and codes of each place of a name."""
    return [(entry.level.name, entry.full, {code for code, _ in entry.communes}) for entry in gazetteer().named(name)]


def test_a_split_unit_is_all_that_it_became(places) -> None:
    assert communes("trung vuong") == [("COMMUNE", "Phường Trưng Vương", {"06811", "06820"})]
    assert communes("uong bi") == [
        ("DISTRICT", "Thành phố Uông Bí", {"06811", "06820"}),
        ("COMMUNE", "Phường Uông Bí", {"06811"}),
    ]


def test_a_former_province_is_a_part_of_todays_or_the_whole_of_it(places) -> None:
    (dak_nong,) = gazetteer().named("dak nong")
    assert (dak_nong.province, dak_nong.communes) == ("", {("24736", "68")})

    # Every commune of today came from it, so it is the province.
    make_commune("24999", "Xã Mới", places.quang_ninh)
    forget()
    today, before = gazetteer().named("quang ninh")
    assert (today.full, today.province) == ("Thành phố Quảng Ninh", "22")
    assert (before.full, before.province, len(before.communes)) == ("Tỉnh Quảng Ninh", "", 2)


def test_other_spellings_former_names_and_aliases_are_names(places, cast, now) -> None:
    FormerName.objects.create(province=places.lam_dong, name="Lâm Viên", name_fold="lam vien")
    FormerName.objects.create(
        commune=places.uong_bi, name="Xã Uông Bí Cũ", name_fold="uong bi cu", until=date(2026, 3, 1)
    )
    Alias.objects.create(
        text="Chợ Rộc", text_fold="cho roc", commune=places.quang_truc, recorded_by=cast.officer, recorded_at=now
    )
    forget()

    assert [(entry.full, entry.province) for entry in gazetteer().named("lam vien")] == [("Tỉnh Lâm Đồng", "68")]
    (renamed,) = gazetteer().named("uong bi cu")
    assert (renamed.full, renamed.until.isoformat(), renamed.kind) == ("Xã Uông Bí Cũ", "2026-03-01", "xã")
    (alias,) = gazetteer().named("cho roc")
    assert (alias.level, alias.full, alias.communes) == (Level.COMMUNE, "Xã Quảng Trực", {("24736", "68")})
    assert read(text="ở Chợ Rộc", gazetteer=gazetteer()).understood.communes == {("24736", "68")}


def test_nothing_is_asked_for_a_minute_and_little_then(places, django_assert_num_queries) -> None:
    clock = iter([0.0, LOOKED - 1, LOOKED, LOOKED + 1])

    with django_assert_num_queries(6):
        first = gazetteer(now=lambda: next(clock))
    with django_assert_num_queries(0):
        assert gazetteer(now=lambda: next(clock)) is first
    with django_assert_num_queries(1):
        assert gazetteer(now=lambda: next(clock)) is first
    with django_assert_num_queries(0):
        assert gazetteer(now=lambda: next(clock)) is first


def test_a_new_name_counts_after_a_minute(places, django_assert_num_queries) -> None:
    gazetteer(now=lambda: 0.0)
    make_commune("24999", "Xã Tân Mới", places.lam_dong)

    assert gazetteer(now=lambda: LOOKED - 1).named("tan moi") == ()
    with django_assert_num_queries(6):
        assert gazetteer(now=lambda: LOOKED).named("tan moi")[0].full == "Xã Tân Mới"


def test_what_was_changed_in_place_counts_after_a_quarter_of_an_hour(places) -> None:
    gazetteer(now=lambda: 0.0)
    places.quang_truc.name_fold = "quang moi"
    places.quang_truc.save()

    assert gazetteer(now=lambda: LOOKED).named("quang moi") == ()
    assert gazetteer(now=lambda: KEPT).named("quang moi")[0].full == "Xã Quảng Trực"


def test_an_empty_register_names_nothing(db) -> None:
    assert gazetteer().places == {}
    assert read(text="mật ong ở Ba Chẽ", gazetteer=gazetteer()).plain == ("mat", "ong", "ba", "che")
