"""The receipt for cash of one parcel."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.papers.facts import Party, Sums, SumsDisagree
from shop.papers.receipt import receipt
from tests.shop.papers.reading import information, lines, needs_tools, pages
from tests.shop.papers.samples import RECEIPT, many_lines

pytestmark = needs_tools

VIETNAMESE = """\
Xã Nhà 7K2M9QX4TB-1
Biên nhận tiền mặt
7K2M9QX4TB-1 · Thu lúc 10:00, 24/11/2026
Người trả tiền Bên bán
Nguyễn Thị Hường HTX Minh hoạ Đồi Gió
Điện thoại: 091 234 5678 Thôn 3, xã Quảng Trực, tỉnh Lâm Đồng
Mã số thuế: 6400123456
Điện thoại: 0912 345 678
E-mail: doigio@example.vn
Số tiền mặt
Tiền do HTX Minh hoạ Đồi Gió giữ 442.000 ₫
Món Số lượng Đơn giá Thành tiền
Hạt mắc ca sấy, túi 500 g 2 165.000 ₫ 330.000 ₫
Mật ong rừng 1 120.000 ₫ 120.000 ₫
Tiền hàng 450.000 ₫
Giảm giá −45.000 ₫
Phí giao hàng 32.000 ₫
Phí thu tiền khi giao 5.000 ₫
Đã thu 442.000 ₫
Giấy này không phải hoá đơn thuế; hoá đơn do bên bán lập.
Người nhận tiền Người trả tiền
Biên nhận tiền mặt 7K2M9QX4TB-1 Trang 1 / 1
"""
ENGLISH = """\
Xã Nhà 7K2M9QX4TB-1
Receipt for cash
7K2M9QX4TB-1 · Taken at 10:00, 24 Nov 2026
Paid by the buyer Seller
Nguyễn Thị Hường HTX Minh hoạ Đồi Gió
Telephone: 091 234 5678 Thôn 3, xã Quảng Trực, tỉnh Lâm Đồng
Tax code: 6400123456
Telephone: 0912 345 678
E-mail: doigio@example.vn
Amount in cash
The cash lies with: HTX Minh hoạ Đồi Gió 442.000 ₫
Goods Pieces Each Sum
Hạt mắc ca sấy, túi 500 g 2 165.000 ₫ 330.000 ₫
Mật ong rừng 1 120.000 ₫ 120.000 ₫
Goods 450.000 ₫
Discount −45.000 ₫
Delivery fee 32.000 ₫
Fee for cash on delivery 5.000 ₫
Taken 442.000 ₫
This is no tax invoice; the seller makes that out.
Received by Paid by
Receipt for cash 7K2M9QX4TB-1 Page 1 of 1
"""


@pytest.mark.parametrize(("language", "said"), [("vi", VIETNAMESE), ("en", ENGLISH)])
def test_it_says_this_and_nothing_else(language, said):
    assert lines(receipt(RECEIPT, language)) == said.splitlines()


def test_the_file_says_what_it_is():
    told = information(receipt(RECEIPT, "vi"))

    assert (told["Title"], told["Author"]) == ("Biên nhận tiền mặt 7K2M9QX4TB-1", "Xã Nhà")
    assert told["Page size"] == "419.528 x 595.276 pts"
    assert receipt(RECEIPT, "vi") == receipt(RECEIPT, "vi")


def test_a_payer_who_is_no_longer_known_is_not_invented():
    found = lines(receipt(replace(RECEIPT, payer=Party("")), "vi"))

    assert "Chưa ghi HTX Minh hoạ Đồi Gió" in found


def test_sixty_lines_run_over_pages():
    facts = replace(RECEIPT, lines=many_lines(60), sums=Sums(1_830_000, 0, 30_000, 0, 1_860_000), amount_vnd=1_860_000)
    found = pages(receipt(facts, "vi"))

    assert [page[-1] for page in found] == [
        f"Biên nhận tiền mặt 7K2M9QX4TB-1 Trang {number} / {len(found)}" for number in range(1, len(found) + 1)
    ]
    assert [line for page in found for line in page if line.startswith("Món thứ")] == [
        f"Món thứ {n:02d} 1 {n}.000 ₫ {n}.000 ₫" for n in range(1, 61)
    ]
    assert "Đã thu 1.860.000 ₫" in found[-1]


def test_cash_that_is_not_the_parcels_total_is_not_receipted():
    with pytest.raises(SumsDisagree):
        replace(RECEIPT, amount_vnd=442_001)
