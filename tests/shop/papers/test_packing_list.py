"""The packing list of a day: what to fetch, then parcel by parcel."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.papers.facts import Line, PackingPart
from shop.papers.packing_list import packing_list, totals
from tests.shop.papers.reading import information, lines, needs_tools, pages
from tests.shop.papers.samples import PACKING, many_lines

VIETNAMESE = """\
Xã Nhà 25/11/2026
Phiếu đóng gói ngày 25/11/2026
HTX Minh hoạ Đồi Gió · 2 kiện cần đóng
Lấy từ kho
Món Số kiện Số lượng
Hạt mắc ca sấy, túi 500 g 2 4
Mật ong rừng 1 1
Cộng 5
Từng kiện
7K2M9QX4TB-1
Nguyễn Thị Hường · Hà Nội
Gửi theo bảng phí · 1,65 kg · Hàng dễ vỡ, nhẹ tay
Lời nhắn: Giao giờ hành chính
Hạt mắc ca sấy, túi 500 g 2
Mật ong rừng 1
9Z3N1QX4TC-1
Vũ Đức Ửng · Lâm Đồng
Tự giao
Hạt mắc ca sấy, túi 500 g 2
Phiếu đóng gói ngày 25/11/2026 · HTX Minh hoạ Đồi Gió Trang 1 / 1
"""
ENGLISH = """\
Xã Nhà 25 Nov 2026
Packing list of 25 Nov 2026
HTX Minh hoạ Đồi Gió · 2 parcels to pack
To fetch from the store
Goods Parcels Pieces
Hạt mắc ca sấy, túi 500 g 2 4
Mật ong rừng 1 1
Together 5
Parcel by parcel
7K2M9QX4TB-1
Nguyễn Thị Hường · Hà Nội
Gửi theo bảng phí · 1.65 kg · Fragile, handle with care
Note: Giao giờ hành chính
Hạt mắc ca sấy, túi 500 g 2
Mật ong rừng 1
9Z3N1QX4TC-1
Vũ Đức Ửng · Lâm Đồng
Tự giao
Hạt mắc ca sấy, túi 500 g 2
Packing list of 25 Nov 2026 · HTX Minh hoạ Đồi Gió Page 1 of 1
"""
GOODS = st.builds(
    Line, name=st.sampled_from(["Mật ong", "Miến"]), quantity=st.integers(1, 99), key=st.sampled_from("abc")
)


@needs_tools
@pytest.mark.parametrize(("language", "said"), [("vi", VIETNAMESE), ("en", ENGLISH)])
def test_it_says_this_and_nothing_else(language, said):
    assert lines(packing_list(PACKING, language)) == said.splitlines()


@needs_tools
def test_a_day_without_parcels_says_so():
    found = lines(packing_list(replace(PACKING, parts=()), "vi"))

    assert found[1:4] == [
        "Phiếu đóng gói ngày 25/11/2026",
        "HTX Minh hoạ Đồi Gió · 0 kiện cần đóng",
        "Ngày này không có kiện nào cần đóng.",
    ]


@needs_tools
def test_the_file_says_what_it_is():
    told = information(packing_list(PACKING, "vi"))

    assert told["Title"] == "Phiếu đóng gói ngày 25/11/2026 · HTX Minh hoạ Đồi Gió"
    assert told["Page size"].endswith("(A4)")
    assert packing_list(PACKING, "vi") == packing_list(PACKING, "vi")


@needs_tools
def test_a_parcel_of_sixty_lines_says_on_each_page_whose_it_is():
    part = replace(PACKING.parts[0], lines=many_lines(60))
    found = pages(packing_list(replace(PACKING, parts=(part,)), "vi"))

    assert len(found) == 5
    assert [page[-1].removeprefix("Phiếu đóng gói ngày 25/11/2026 · HTX Minh hoạ Đồi Gió ") for page in found] == [
        f"Trang {number} / 5" for number in range(1, 6)
    ]
    in_parcel = [page[page.index("7K2M9QX4TB-1") :] for page in found if "7K2M9QX4TB-1" in page]
    rows = [line for page in in_parcel for line in page if line.startswith("Món thứ")]
    assert rows == [f"Món thứ {number:02d} 1" for number in range(1, 61)]
    assert all("Nguyễn Thị Hường · Hà Nội" in page for page in in_parcel)


@needs_tools
def test_words_for_a_card_stand_with_the_parcel_they_go_into():
    parts = (replace(PACKING.parts[0], gift_note="Chúc mẹ sinh nhật vui"), PACKING.parts[1])
    found = lines(packing_list(replace(PACKING, parts=parts), "vi"))

    assert found[found.index("Lời nhắn: Giao giờ hành chính") + 1] == "Thiệp cần viết: Chúc mẹ sinh nhật vui"
    assert sum("Thiệp" in line for line in found) == 1


@given(st.lists(st.lists(GOODS, max_size=5), max_size=6))
def test_what_is_fetched_is_what_the_parcels_hold(parcels):
    parts = [PackingPart(f"A-{n}", "", "", tuple(goods)) for n, goods in enumerate(parcels)]
    found = totals(parts)

    expected: Counter[tuple[str, str]] = Counter()
    for goods in parcels:
        for line in goods:
            expected[line.key, line.name] += line.quantity
    assert sorted((total.name, total.quantity) for total in found) == sorted(
        (name, quantity) for (_key, name), quantity in expected.items()
    )


def test_two_products_of_one_name_stay_two():
    parts = [PackingPart("A-1", "", "", (Line("Mật ong", 1, key="a"), Line("Mật ong", 2, key="b")))]

    assert [(total.name, total.quantity, total.parcels) for total in totals(parts)] == [
        ("Mật ong", 1, 1),
        ("Mật ong", 2, 1),
    ]
