"""What was looked for in vain, on the support desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache

from shop.discovery import missed
from shop.discovery.models import Missed
from shop.primitives.period import local_day
from tests.shop.programme.conftest import HOME, read, words

pytestmark = pytest.mark.django_db
PAGE = f"{HOME}tim-khong-thay/"


@pytest.fixture
def sought(now):
    """Today, a week ago and two months ago; some of it not kept in words."""

    def sought(text, times, *, days=0):
        fold = text if text == missed.OTHER else " ".join(missed.words(text))
        day = local_day(now) - timedelta(days=days)
        return Missed.objects.create(text_fold=fold, shown=text, day=day, count=times)

    sought("mắc ca Bình Liêu", 3)
    sought("mắc ca Bình Liêu", 2, days=7)
    sought("sâm <b>", 4, days=8)
    sought("quế", 9, days=60)
    sought(missed.OTHER, 6)
    return sought


def listed(page):
    return [[words(cell) for cell in row.select("th, td")] for row in page.select("tbody tr")]


def test_the_most_sought_first(desk, sought):
    page = read(desk.get(PAGE))

    assert listed(page) == [
        ["Tìm lại: mắc ca Bình Liêu", "5", "24/11/2026"],
        ["Tìm lại: sâm <b>", "4", "16/11/2026"],
    ]
    assert page.select_one("tbody a")["href"] == "/san-pham/?q=m%E1%BA%AFc+ca+B%C3%ACnh+Li%C3%AAu"
    assert words(page.select_one("main p.small")) == (
        "Tất cả 15 lượt. Trong đó 6 lượt không giữ chữ: chữ dài, hoặc có thể là số điện thoại, địa chỉ thư của ai đó."
    )
    assert words(page.select_one(".chip--on")) == "30 ngày qua"


def test_of_a_week_and_of_three_months(desk, sought):
    assert [row[0] for row in listed(read(desk.get(f"{PAGE}?ngay=7")))] == ["Tìm lại: mắc ca Bình Liêu"]
    assert [row[1] for row in listed(read(desk.get(f"{PAGE}?ngay=90")))] == ["9", "5", "4"]


@pytest.mark.parametrize("words_", ["ngay=8", "ngay=x", "ngay=-7", "ngay=²", "ngay=99999999999", "trang=x", "trang=0"])
def test_absurd_words_show_the_month(desk, sought, words_):
    assert len(listed(read(desk.get(f"{PAGE}?{words_}")))) == 2


def test_in_english(desk, sought):
    page = read(desk.get(f"/en{PAGE}"))

    assert words(page.h1) == "Searches in vain"
    assert listed(page)[0] == ["Search again: mắc ca Bình Liêu", "5", "24 Nov 2026"]
    assert page.select_one("tbody a")["href"].startswith("/en/san-pham/?q=")


def test_page_by_page(desk, now):
    for number in range(60):
        Missed.objects.create(text_fold=f"mon {number:02}", shown=f"món {number:02}", day=local_day(now), count=1)

    first, last = read(desk.get(f"{PAGE}?ngay=7")), read(desk.get(f"{PAGE}?ngay=7&trang=999"))

    whole = listed(first)
    assert whole[0][0] == "Tìm lại: món 00"
    assert listed(last)[-1][0] == "Tìm lại: món 59"
    assert len(whole) < 60
    assert first.select_one('nav.pages a[rel="next"]')["href"] == "?ngay=7&trang=2"


def test_nothing_was_sought_in_vain(desk):
    page = read(desk.get(PAGE))

    assert words(page.select_one(".empty h2")) == "Chưa ai tìm mà không thấy"
    assert page.select("table") == []


def test_the_start_page_leads_there(desk, sought):
    way = read(desk.get(HOME)).select_one(f'.todo a[href="{PAGE}"]')

    assert words(way) == "9 Tìm mà không thấy Trong 7 ngày qua"


def test_it_costs_the_same_with_more_to_show(count, sought, now):
    cache.clear()
    few = count(PAGE)
    for number in range(30):
        sought(f"món {number}", 1)

    # Session, person, roles (3 for the gate, 3 for the other desks), how many, how often, the rows.
    assert count(PAGE) == few == 11
