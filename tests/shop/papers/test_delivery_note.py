"""The note on a parcel: words, code, size, one ink."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.papers.delivery_note import delivery_note
from shop.papers.facts import Handling, Party, PickUp
from shop.primitives.qr import NotAnAddress
from tests.shop.papers.reading import codes, information, lines, needs_tools, pages, pictures, pixels_of, text
from tests.shop.papers.samples import LOOK_UP, NOTE, PICK_UP_NOTE, many_lines

pytestmark = needs_tools

VIETNAMESE = """\
Xã Nhà
7K2M9QX4TB-1
Đặt ngày 24/11/2026
Người gửi
HTX Minh hoạ Đồi Gió
Thôn 3, xã Quảng Trực, tỉnh Lâm Đồng
0912 345 678
Người nhận
Nguyễn Thị Hường
091 234 5678
12 phố Vọng, phường Bạch Mai, Hà Nội
Thu tiền mặt 442.000 ₫
Hàng dễ vỡ, nhẹ tay
Giữ mát, giao ngay
Trong kiện có 3 món Số lượng
Hạt mắc ca sấy, túi 500 g 2
Mật ong rừng 1
Gửi theo bảng phí · Mã vận đơn GHN0123456789 · Nặng 1,65 kg
Lời nhắn: Giao giờ hành chính
"""
ENGLISH = """\
Xã Nhà
7K2M9QX4TB-1
Ordered on 24 Nov 2026
From
HTX Minh hoạ Đồi Gió
Thôn 3, xã Quảng Trực, tỉnh Lâm Đồng
0912 345 678
To
Nguyễn Thị Hường
091 234 5678
12 phố Vọng, phường Bạch Mai, Hà Nội
Cash to take 442.000 ₫
Fragile, handle with care
Keep cool, do not leave lying
In the parcel: 3 pieces Pieces
Hạt mắc ca sấy, túi 500 g 2
Mật ong rừng 1
Gửi theo bảng phí · Tracking number GHN0123456789 · Weight 1.65 kg
Note: Giao giờ hành chính
"""
PICK_UP = """\
Xã Nhà
7K2M9QX4TB-2
Đặt ngày 24/11/2026
Người gửi
Tổ hợp tác Minh hoạ Ửng
Gửi đến điểm nhận hàng
Trung tâm Minh hoạ
1 Lê Lợi, phường Hồng Gai
7:30-17:00
Người nhận
Nguyễn Thị Hường
091 234 5678
Chỉ giao cho người đọc đúng mã nhận hàng.
Không thu tiền.
Có rượu: xem giấy tờ, người nhận từ đủ 18 tuổi
Không có người đủ tuổi thì không giao, mang kiện về.
Trong kiện có 3 món Số lượng
Miến dong 3
"""


@pytest.mark.parametrize("size", ["a6", "a5"])
@pytest.mark.parametrize(
    ("facts", "language", "said"),
    [(NOTE, "vi", VIETNAMESE), (NOTE, "en", ENGLISH), (PICK_UP_NOTE, "vi", PICK_UP)],
    ids=["vi", "en", "to a pick-up point"],
)
def test_it_says_this_and_nothing_else(facts, language, said, size):
    assert lines(delivery_note(facts, language, size)) == said.splitlines()


@pytest.mark.parametrize(("size", "measures"), [("a6", (105, 148)), ("a5", (148, 210))])
@pytest.mark.parametrize("dpi", [150, 203, 300])
def test_a_camera_reads_the_code(size, measures, dpi):
    content = delivery_note(NOTE, "vi", size)

    assert codes(content, dpi) == [LOOK_UP + "?so=7K2M9QX4TB-1"]
    assert pixels_of(pictures(content, dpi)[0], dpi) == measures


def test_a_long_address_is_read_too():
    address = LOOK_UP + "?so=" + "A" * 150

    assert codes(delivery_note(replace(NOTE, address=address), "vi"), 203) == [address]


@pytest.mark.parametrize("address", ["", "/don-hang/", "javascript:alert(1)", "https://"])
def test_a_code_that_leads_nowhere_is_refused(address):
    with pytest.raises(NotAnAddress):
        delivery_note(replace(NOTE, address=address), "vi")


def test_one_ink_is_enough():
    page = pictures(delivery_note(NOTE, "vi"), 100)[0]

    assert all(red == green == blue for _count, (red, green, blue) in page.getcolors(1_000_000))


def test_cash_stands_white_on_black_and_nothing_owed_does_not():
    def black(facts):
        page = pictures(delivery_note(facts, "vi"), 100)[0].convert("L")
        return page.histogram()[0] / (page.width * page.height)

    assert black(NOTE) > black(replace(NOTE, cash_vnd=0)) + 0.03
    assert "Thu tiền mặt 442.000 ₫" in lines(delivery_note(NOTE, "vi"))
    assert "Không thu tiền." in lines(delivery_note(replace(NOTE, cash_vnd=0), "vi"))
    assert "Take no money: nothing is owed." in lines(delivery_note(replace(NOTE, cash_vnd=0), "en"))


def test_every_care_is_told_in_one_order():
    found = lines(delivery_note(replace(NOTE, handling=frozenset(Handling)), "vi"))

    begin = found.index("Hàng dễ vỡ, nhẹ tay")
    assert found[begin : begin + 5] == [
        "Hàng dễ vỡ, nhẹ tay",
        "Giữ mát, giao ngay",
        "Hàng sống, để chỗ mát và thoáng",
        "Có rượu: xem giấy tờ, người nhận từ đủ 18 tuổi",
        "Không có người đủ tuổi thì không giao, mang kiện về.",
    ]
    assert "18" not in text(delivery_note(replace(NOTE, tracking_number=""), "vi"))


def test_the_buyers_code_is_printed_only_where_it_was_given():
    with_code = replace(PICK_UP_NOTE, pick_up=PickUp("Trung tâm", code="482 915"))

    assert "Mã nhận hàng 482 915" in lines(delivery_note(with_code, "vi"))
    assert "Chỉ giao cho người đọc đúng mã nhận hàng." not in lines(delivery_note(with_code, "vi"))
    assert "Mã nhận hàng" not in text(delivery_note(PICK_UP_NOTE, "vi"))


def test_a_street_is_not_printed_for_a_parcel_that_is_picked_up():
    assert "Vọng" not in text(delivery_note(PICK_UP_NOTE, "vi"))


def test_hidden_particulars_are_said_to_be_hidden():
    found = lines(delivery_note(replace(NOTE, receiver=Party("")), "vi"))

    assert found[found.index("Người nhận") + 1] == "Thông tin đã ẩn"


def test_forty_lines_fill_several_sheets_that_name_the_parcel():
    found = pages(delivery_note(replace(NOTE, lines=many_lines(40)), "vi"))

    assert len(found) == 3
    assert [page[-1] for page in found] == [f"7K2M9QX4TB-1 Trang {number} / 3" for number in (1, 2, 3)]
    assert [line for page in found for line in page if line.startswith("Món thứ")] == [
        f"Món thứ {number:02d} 1" for number in range(1, 41)
    ]
    assert sum("Trong kiện có 40 món Số lượng" in page for page in found) == 3


def test_long_names_stay_on_the_sheet():
    facts = replace(
        NOTE,
        receiver=Party("Nguyễn Thị Phương Thảo Ngọc " * 8, "Số 12 ngách 34 ngõ 56 " * 10, phone="091 234 5678"),
        sender=Party("Hợp tác xã Dịch vụ Nông nghiệp và Du lịch cộng đồng " * 4, "Thôn Đồi Gió " * 15),
        note="Gọi trước khi giao. " * 25,
    )
    content = delivery_note(facts, "vi")

    assert text(content).count("giao.") == 25
    assert text(content).count("Phương Thảo") == 8
    for page in pictures(content, 60):
        assert page.crop((page.width - 12, 0, page.width, page.height)).getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize(
    ("grams", "vietnamese", "english"),
    [(850, "850 g", "850 g"), (1000, "1 kg", "1 kg"), (1650, "1,65 kg", "1.65 kg"), (20_005, "20,005 kg", "20.005 kg")],
)
def test_a_mass_is_written_to_the_gram(grams, vietnamese, english):
    assert f"Nặng {vietnamese}" in text(delivery_note(replace(NOTE, weight_g=grams), "vi"))
    assert f"Weight {english}" in text(delivery_note(replace(NOTE, weight_g=grams), "en"))


def test_the_file_says_what_it_is():
    assert information(delivery_note(NOTE, "vi"))["Title"] == "Phiếu giao hàng 7K2M9QX4TB-1"
    assert information(delivery_note(NOTE, "en"))["Title"] == "Delivery note 7K2M9QX4TB-1"
    assert delivery_note(NOTE, "vi") == delivery_note(NOTE, "vi")
