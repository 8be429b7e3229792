"""The contract of an order, read back word by word in both languages."""

from __future__ import annotations

import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.utils import translation

from shop.papers.contract import contract
from shop.papers.facts import Borne, Delivery, Part, Party, Sums, SumsDisagree
from tests.shop.papers.reading import fonts, information, lines, needs_tools, pages, pictures, pixels_of, text
from tests.shop.papers.samples import BARE_CONTRACT, BORNE, CONTRACT, HONEY, NUTS, SELLER, SUMS, many_lines

pytestmark = needs_tools

# pdftotext sets "0 ₫" without its blank: a lone figure beside one more character looks like a word to it.
VIETNAMESE = """\
Xã Nhà Đơn 7K2M9QX4TB
Hợp đồng mua bán và xác nhận đơn hàng
7K2M9QX4TB · Đặt lúc 10:00, 24/11/2026
Bên mua Đơn vị vận hành cửa hàng, nơi bạn đặt đơn
Nguyễn Thị Hường Công ty Minh hoạ
12 phố Vọng, phường Bạch Mai, Hà Nội 8 Trần Phú, phường Hồng Gai
Điện thoại: 091 234 5678 Mã số thuế: 5700123456
E-mail: h@example.vn Người đại diện: Trần Văn Ổn
Điện thoại: 1900 1234
E-mail: hotro@example.vn
Kiện 1 trong 2 · 7K2M9QX4TB-1
Bên bán Giao hàng
HTX Minh hoạ Đồi Gió Gửi theo bảng phí
Thôn 3, xã Quảng Trực, tỉnh Lâm Đồng 3 đến 5 ngày kể từ ngày đặt
Mã số thuế: 6400123456
Điện thoại: 0912 345 678
E-mail: doigio@example.vn
Món Số lượng Đơn giá Thành tiền
Hạt mắc ca sấy, túi 500 g 2 165.000 ₫ 330.000 ₫
OCOP 4 sao · QĐ DEMO-1/QĐ-UBND · đến 19/06/2028
Xã Quảng Trực, tỉnh Lâm Đồng
Mật ong rừng 1 120.000 ₫ 120.000 ₫
OCOP 3 sao · QĐ DEMO-2/QĐ-UBND · đến 31/12/2027
Tiền hàng 450.000 ₫
Giảm giá −45.000 ₫
30.000 ₫ do Công ty Minh hoạ chịu
15.000 ₫ do HTX Minh hoạ Đồi Gió chịu
Phí giao hàng 32.000 ₫
Phí thu tiền khi giao 5.000 ₫
Cộng kiện 1 442.000 ₫
Kiện 2 trong 2 · 7K2M9QX4TB-2
Bên bán Giao hàng
Trung tâm Minh hoạ Nhận tại trung tâm
1 Lê Lợi Trong 2 ngày kể từ ngày đặt
Người làm: Tổ hợp tác Minh hoạ Ửng 1 Lê Lợi, phường Hồng Gai
Món Số lượng Đơn giá Thành tiền
Miến dong 3 48.000 ₫ 144.000 ₫
Hợp đồng mua bán và xác nhận đơn hàng 7K2M9QX4TB Trang 1 / 2
Xã Nhà Đơn 7K2M9QX4TB
Tiền hàng 144.000 ₫
Phí giao hàng 0₫
Cộng kiện 2 144.000 ₫
Cả đơn hàng 586.000 ₫
Cách trả tiền: Tiền mặt khi nhận hàng
Giá đã gồm thuế giá trị gia tăng. Bên bán của kiện nào lập hoá đơn cho kiện đó, theo thuế suất của ngày bán.
Nếu bạn đổi ý
Bạn huỷ được từng kiện, hay từng món trong kiện, đến khi kiện được đóng gói. Không mất phí.
Bên bán chưa trả lời sau 48 giờ thì chúng tôi nhắc; sau 72 giờ kiện đó tự huỷ.
Trả hàng
Hàng hỏng, sai hoặc không đúng như trang viết thì bạn trả lại được trong 7 ngày kể từ khi nhận.
Cách làm: https://shop.example.vn/chinh-sach/doi-tra/
Quyền mà luật cho bạn thêm ngoài đây vẫn giữ nguyên.
Khiếu nại
Gửi ở: https://shop.example.vn/chinh-sach/khieu-nai/ · 1900 1234 · hotro@example.vn
Bạn nhận mã phiếu, và câu trả lời đầu tiên trong 3 ngày làm việc.
Hoá đơn
Lập cho: Công ty Cổ phần Minh hoạ, 3 Lê Lợi
Mã số thuế: 0101234567
Gửi đến: ketoan@example.vn
Lời nhắn của bạn
Giao giờ hành chính
Điều khoản
Đổi trả, bản từ ngày 01/11/2026: https://shop.example.vn/chinh-sach/doi-tra/?ban=4
Bạn đã xác nhận từ đủ 18 tuổi, vì trong đơn có rượu.
Giấy này ghi điều đã thoả thuận khi đặt. Thay đổi từ đó xem ở:
https://shop.example.vn/don-hang/tra-cuu/
Giao kết từ xa, khi bạn bấm nút đặt hàng; không cần chữ ký. Luật Bảo vệ quyền lợi người tiêu dùng số
19/2023/QH15, Điều 37 và Điều 38.
Hợp đồng mua bán và xác nhận đơn hàng 7K2M9QX4TB Trang 2 / 2
"""
ENGLISH = """\
Xã Nhà Order 7K2M9QX4TB
Contract of sale and confirmation of order
7K2M9QX4TB · Placed at 10:00, 24 Nov 2026
Buyer Who runs the shop, and through whom you ordered
Nguyễn Thị Hường Công ty Minh hoạ
12 phố Vọng, phường Bạch Mai, Hà Nội 8 Trần Phú, phường Hồng Gai
Telephone: 091 234 5678 Tax code: 5700123456
E-mail: h@example.vn Represented by: Trần Văn Ổn
Telephone: 1900 1234
E-mail: hotro@example.vn
Parcel 1 of 2 · 7K2M9QX4TB-1
Sold by Delivery
HTX Minh hoạ Đồi Gió Gửi theo bảng phí
Thôn 3, xã Quảng Trực, tỉnh Lâm Đồng 3 to 5 days after the order
Tax code: 6400123456
Telephone: 0912 345 678
E-mail: doigio@example.vn
Goods Pieces Each Sum
Hạt mắc ca sấy, túi 500 g 2 165.000 ₫ 330.000 ₫
OCOP 4 sao · QĐ DEMO-1/QĐ-UBND · đến 19/06/2028
Xã Quảng Trực, tỉnh Lâm Đồng
Mật ong rừng 1 120.000 ₫ 120.000 ₫
OCOP 3 sao · QĐ DEMO-2/QĐ-UBND · đến 31/12/2027
Goods 450.000 ₫
Discount −45.000 ₫
30.000 ₫ borne by: Công ty Minh hoạ
15.000 ₫ borne by: HTX Minh hoạ Đồi Gió
Delivery fee 32.000 ₫
Fee for cash on delivery 5.000 ₫
Parcel 1 442.000 ₫
Parcel 2 of 2 · 7K2M9QX4TB-2
Sold by Delivery
Trung tâm Minh hoạ Nhận tại trung tâm
1 Lê Lợi Within 2 days of the order
Made by: Tổ hợp tác Minh hoạ Ửng 1 Lê Lợi, phường Hồng Gai
Goods Pieces Each Sum
Miến dong 3 48.000 ₫ 144.000 ₫
Contract of sale and confirmation of order 7K2M9QX4TB Page 1 of 2
Xã Nhà Order 7K2M9QX4TB
Goods 144.000 ₫
Delivery fee 0₫
Parcel 2 144.000 ₫
Whole order 586.000 ₫
Paid by: Tiền mặt khi nhận hàng
Prices contain value added tax. Each seller makes out the invoice for its parcel, at the rate of the day.
If you change your mind
You may cancel each parcel, or single goods in it, until it is packed. It costs nothing.
A seller that has not answered within 48 hours is reminded by us; after 72 hours its parcel falls away by
itself.
Return
Goods that are damaged, wrong or not as described go back within 7 days of receiving them.
How: https://shop.example.vn/chinh-sach/doi-tra/
What the law gives you beyond this stays yours.
Complaint
Where: https://shop.example.vn/chinh-sach/khieu-nai/ · 1900 1234 · hotro@example.vn
You get a ticket number, and a first answer within 3 working days.
Invoice
Made out to: Công ty Cổ phần Minh hoạ, 3 Lê Lợi
Tax code: 0101234567
Sent to: ketoan@example.vn
Your note
Giao giờ hành chính
Terms
Đổi trả, wording of 1 Nov 2026: https://shop.example.vn/chinh-sach/doi-tra/?ban=4
You declared to be 18 or older, because there is alcohol among the goods.
This paper says what was agreed. What changed since stands here:
https://shop.example.vn/don-hang/tra-cuu/
Made at a distance, when you pressed the button that places the order; no signature is needed. Law on
Protection of Consumers’ Rights 19/2023/QH15, Articles 37 and 38.
Contract of sale and confirmation of order 7K2M9QX4TB Page 2 of 2
"""
BARE = """\
Xã Nhà Đơn AAAA
Hợp đồng mua bán và xác nhận đơn hàng
AAAA · Đặt lúc 10:00, 24/11/2026
Bên mua Đơn vị vận hành cửa hàng, nơi bạn đặt đơn
An Chưa ghi
Kiện 1 trong 1 · AAAA-1
Bên bán Giao hàng
Tổ hợp tác Minh hoạ Ửng Chưa ghi
Bên bán chưa hẹn ngày giao.
Món Số lượng Đơn giá Thành tiền
Miến dong 3 48.000 ₫ 144.000 ₫
Tiền hàng 144.000 ₫
Phí giao hàng 30.000 ₫
Cộng kiện 1 174.000 ₫
Cả đơn hàng 174.000 ₫
Cách trả tiền: Tiền mặt
Giá đã gồm thuế giá trị gia tăng. Bên bán của kiện nào lập hoá đơn cho kiện đó, theo thuế suất của ngày bán.
Nếu bạn đổi ý
Bạn huỷ được từng kiện, hay từng món trong kiện, đến khi kiện được đóng gói. Không mất phí.
Trả hàng
Hàng hỏng, sai hoặc không đúng như trang viết thì bạn trả lại được.
Quyền mà luật cho bạn thêm ngoài đây vẫn giữ nguyên.
Điều khoản
Giao kết từ xa, khi bạn bấm nút đặt hàng; không cần chữ ký. Luật Bảo vệ quyền lợi người tiêu dùng số
19/2023/QH15, Điều 37 và Điều 38.
Hợp đồng mua bán và xác nhận đơn hàng AAAA Trang 1 / 1
"""
HEAD_OF_GOODS = "Món Số lượng Đơn giá Thành tiền"


def one(part: Part, **changes):
    """A contract of one parcel."""
    return replace(CONTRACT, parts=(part,), total_vnd=part.sums.total_vnd, **changes)


@pytest.mark.parametrize(
    ("facts", "language", "said"),
    [(CONTRACT, "vi", VIETNAMESE), (CONTRACT, "en", ENGLISH), (BARE_CONTRACT, "vi", BARE)],
    ids=["vi", "en", "nothing that is not known"],
)
def test_it_says_this_and_nothing_else(facts, language, said):
    found = lines(contract(facts, language))

    assert found == said.splitlines()
    assert all(unicodedata.is_normalized("NFC", line) for line in found)


def test_the_file_says_what_it_is():
    content = contract(CONTRACT, "vi")
    told = information(content)

    assert told["Title"] == "Hợp đồng mua bán và xác nhận đơn hàng 7K2M9QX4TB"
    assert told["Author"] == "Xã Nhà"
    assert told["Page size"].endswith("(A4)")
    assert b"/Lang (vi-VN)" in content
    assert b"/Lang (en-GB)" in contract(CONTRACT, "en")
    assert information(contract(CONTRACT, "en"))["Title"] == "Contract of sale and confirmation of order 7K2M9QX4TB"


def test_the_letters_travel_with_the_file():
    assert {name.split("+")[1]: travels for name, travels in fonts(contract(CONTRACT, "vi"))} == {
        "BeVietnamPro-Regular": True,
        "BeVietnamPro-SemiBold": True,
        "BeVietnamPro-RegularFigures": True,
        "BeVietnamPro-SemiBoldFigures": True,
    }


def test_the_same_facts_give_the_same_bytes_whatever_the_page_around_speaks():
    first = contract(CONTRACT, "vi")
    with translation.override("en"):
        second = contract(CONTRACT, "vi")
        assert translation.get_language() == "en"

    assert first == second
    assert first != contract(CONTRACT, "en")


def test_papers_made_at_the_same_moment_do_not_mix():
    alone = {language: contract(CONTRACT, language) for language in ("vi", "en")}
    wanted = ["vi", "en"] * 12

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda language: contract(CONTRACT, language), wanted))

    assert [content == alone[language] for content, language in zip(made, wanted, strict=True)] == [True] * 24


def test_sixty_lines_run_over_pages_that_each_say_what_they_are():
    goods = many_lines(60)
    part = Part("7K2M9QX4TB-1", "", SELLER, goods, Sums(1_830_000, 0, 30_000, 0, 1_860_000), Delivery("Gửi"))
    found = pages(contract(one(part), "vi"))

    assert len(found) == 4
    assert [page[0] for page in found] == ["Xã Nhà Đơn 7K2M9QX4TB"] * 4
    assert [page[-1] for page in found] == [
        f"Hợp đồng mua bán và xác nhận đơn hàng 7K2M9QX4TB Trang {number} / 4" for number in range(1, 5)
    ]
    rows = [[line for line in page if line.startswith("Món thứ")] for page in found]
    assert [HEAD_OF_GOODS in page for page in found] == [bool(page) for page in rows]
    assert [row for page in rows for row in page] == [f"Món thứ {n:02d} 1 {n}.000 ₫ {n}.000 ₫" for n in range(1, 61)]


def test_what_people_typed_is_shown_and_not_obeyed():
    typed = '<b>Đậm</b> & "x" <font size="90">to</font> &lt;br/&gt; <img src="/etc/passwd"/>'
    goods = replace(NUTS, name=typed)
    buyer = Party("</para><para>An", "1 & 2 <phố>", email="a&b@example.vn")
    part = Part("A-1", typed, SELLER, (goods, HONEY), SUMS, Delivery(typed, 1, 1, typed), (Borne(typed, 45_000),))
    found = text(contract(one(part, buyer=buyer, note=typed), "vi"))

    assert found.count(typed) == 6
    assert "</para><para>An" in found
    assert "1 & 2 <phố>" in found
    assert "E-mail: a&b@example.vn" in found


def test_words_for_a_card_are_part_of_what_was_agreed():
    found = lines(contract(replace(CONTRACT, gift_note="Chúc mẹ vui"), "vi"))

    assert found[found.index("Thiệp trong kiện") + 1] == "Chúc mẹ vui"
    assert "Thiệp trong kiện" not in lines(contract(CONTRACT, "vi"))


def test_what_is_no_text_is_left_out():
    goods = replace(HONEY, name="Mật\x00 ong\x07 \u202erừng\n\n\tU Minh 🍯 陈")
    part = Part("A-1", "", SELLER, (goods,), Sums(120_000, 0, 0, 0, 120_000), Delivery(""))

    assert "Mật ong rừng U Minh ? 1 120.000 ₫ 120.000 ₫" in lines(contract(one(part), "vi"))


def test_a_name_without_a_blank_breaks_instead_of_running_off_the_page():
    goods = replace(HONEY, name="Ộ" * 255)
    part = Part("A-1", "", SELLER, (goods,), Sums(120_000, 0, 0, 0, 120_000), Delivery(""))
    content = contract(one(part), "vi")

    assert sum(line.count("Ộ") for line in lines(content)) == 255
    page = pictures(content, 50)[0]
    assert pixels_of(page, 50) == (210, 297)
    margin = page.crop((int(page.width * 0.93), 0, page.width, page.height))
    assert margin.getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((0, 0), "Bên bán chưa hẹn ngày giao."),
        ((3, 5), "3 đến 5 ngày kể từ ngày đặt"),
        ((2, 2), "Trong 2 ngày kể từ ngày đặt"),
        ((0, 4), "Trong 4 ngày kể từ ngày đặt"),
    ],
)
def test_days_are_promised_as_they_were_stated(days, said):
    part = Part("A-1", "", SELLER, (HONEY,), Sums(120_000, 0, 0, 0, 120_000), Delivery("Gửi", *days))

    assert said in text(contract(one(part), "vi"))


def test_a_paper_never_prints_sums_that_disagree():
    with pytest.raises(SumsDisagree):
        Sums(100, 10, 5, 0, 96)
    with pytest.raises(SumsDisagree):
        Part("A-1", "", SELLER, (NUTS,), SUMS, Delivery(""))
    with pytest.raises(SumsDisagree):
        Part("A-1", "", SELLER, (NUTS, HONEY), SUMS, Delivery(""), BORNE[:1])
    with pytest.raises(SumsDisagree):
        replace(CONTRACT, total_vnd=586_001)
