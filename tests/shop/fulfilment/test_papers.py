"""The papers of real orders: what they say, what they keep to themselves, and that many lines cost no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from shop.carriers.base import CashHolder
from shop.forks.order.placement import Buyer, Invoice, Wishes, place
from shop.fulfilment import operations
from shop.fulfilment.models import DeliveryKind, ProducerOrder
from shop.fulfilment.papers import NoPaper, contract_of, delivery_note_of, packing_list_of, receipt_of
from shop.fulfilment.queries import split_preview, total_vnd
from shop.fulfilment.states import Actor
from tests.factories.orders import delivered, placed, sent
from tests.factories.promotions import open_offer
from tests.factories.situations import basket_with, on_sale
from tests.shop.papers.reading import codes, lines, needs_tools, text

pytestmark = [pytest.mark.django_db, needs_tools]

LOOK_UP = "/don-hang/tra-cuu/"


@pytest.fixture(autouse=True)
def _site(settings):
    settings.SITE_URL = "https://shop.example.vn"
    settings.OPERATOR_NAME, settings.OPERATOR_CODE = "Công ty Minh hoạ", "5700123456"
    settings.SUPPORT_PHONE = "1900 1234"
    settings.RETURN_DAYS, settings.ANSWER_HOURS, settings.ANSWER_HOURS_MOST = 7, 48, 72


@pytest.fixture
def order(cast, places, now):
    """Two of each of two producers' goods; the first producer has a tax code."""
    maker = cast.producers[0]
    maker.tax_code, maker.address, maker.phone = "6400123456", "Thôn 3, xã Đồi Gió", "0912 345 678"
    maker.save()
    oil = on_sale(cast, at=now, title="Dầu lạc", title_en="Peanut oil", price_vnd=120_000)
    tea = on_sale(cast, at=now, title="Chè vằng", price_vnd=145_000, producer=cast.producers[1], stars=3)
    basket = basket_with(oil, tea, at=now, quantity=2)
    return place(
        basket_id=basket.pk,
        buyer=Buyer("Nguyễn Thị Hường", "+84912345678", places.truong_xuan, "Thôn 10", "huong@example.vn"),
        by=None,
        language="vi",
        expected_total_vnd=total_vnd(split_preview(lines=basket.all_lines())),
        clock=lambda: now,
        wishes=Wishes(
            note="Giao giờ hành chính",
            gift_note="Chúc mẹ vui",
            invoice=Invoice("Công ty Cổ phần Minh hoạ", "0101234567", "3 Lê Lợi", "ketoan@example.vn"),
            wordings={"doi-tra": "2026-11-01", "unknown": "2026-11-01", "khieu-nai": ""},
        ),
    )


@pytest.fixture
def part(order):
    return order.producer_orders.order_by("pk").first()


def accepted(part, now):
    return operations.accept(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)


def called_off(part, title, now):
    line = part.lines.get(title=title)
    operations.cancel_line(producer_order=part, line_id=line.pk, actor=Actor.BUYER, by=None, at=now, reason="đặt nhầm")


# ---------------------------------------------------------------- the contract


def test_a_contract_says_who_sells_what_to_whom_for_how_much(order):
    decisions = list(order.lines.order_by("pk").values_list("decision_number", flat=True))

    paper = contract_of(order=order, language="vi")
    found = lines(paper.content)

    assert paper.name == f"hop-dong-{order.number}.pdf"
    wanted = [
        f"Xã Nhà Đơn {order.number}",
        f"{order.number} · Đặt lúc 10:00, 24/11/2026",
        "Nguyễn Thị Hường Công ty Minh hoạ",
        "Thôn 10, xã Trường Xuân, tỉnh Lâm Đồng Mã số thuế: 5700123456",
        "Điện thoại: 091 234 5678 Điện thoại: 1900 1234",
        "E-mail: huong@example.vn",
        f"Kiện 1 trong 2 · {order.number}-1",
        "HTX Nông nghiệp Hải Yến Gửi đến tận nhà",
        "Thôn 3, xã Đồi Gió Bên bán chưa hẹn ngày giao.",
        "Mã số thuế: 6400123456",
        "Điện thoại: 0912 345 678",
        "Dầu lạc 2 120.000 ₫ 240.000 ₫",
        f"OCOP 4 sao · QĐ {decisions[0]} · đến 24/10/2028",
        "Phường Uông Bí, TP Quảng Ninh",
        "Cộng kiện 1 270.000 ₫",
        f"Kiện 2 trong 2 · {order.number}-2",
        "HTX Dược liệu xanh Đông Triều Gửi đến tận nhà",
        "Phường Bình Khê, TP Quảng Ninh Bên bán chưa hẹn ngày giao.",
        "Chè vằng 2 145.000 ₫ 290.000 ₫",
        f"OCOP 3 sao · QĐ {decisions[1]} · đến 24/10/2028",
        "Cộng kiện 2 320.000 ₫",
        "Cả đơn hàng 590.000 ₫",
        "Cách trả tiền: Tiền mặt khi nhận, từng kiện một",
        "Bên bán chưa trả lời sau 48 giờ thì chúng tôi nhắc; sau 72 giờ kiện đó tự huỷ.",
        "Hàng hỏng, sai hoặc không đúng như trang viết thì bạn trả lại được trong 7 ngày kể từ khi nhận.",
        "Cách làm: https://shop.example.vn/chinh-sach/doi-tra/",
        "Gửi ở: https://shop.example.vn/chinh-sach/khieu-nai/ · 1900 1234",
        "Bạn nhận mã phiếu, và câu trả lời đầu tiên trong 3 ngày làm việc.",
        "Lập cho: Công ty Cổ phần Minh hoạ, 3 Lê Lợi",
        "Mã số thuế: 0101234567",
        "Gửi đến: ketoan@example.vn",
        "Giao giờ hành chính",
        "Chúc mẹ vui",
        "Đổi trả hàng, bản từ ngày 01/11/2026: https://shop.example.vn/chinh-sach/doi-tra/",
    ]
    assert [line for line in wanted if line not in found] == []


def test_a_contract_in_english_names_goods_in_english_where_they_have_a_name(order):
    with translation.override("vi"):
        found = lines(contract_of(order=order, language="en").content)

    assert "Peanut oil 2 120.000 ₫ 240.000 ₫" in found
    assert "Chè vằng 2 145.000 ₫ 290.000 ₫" in found
    assert "Paid by: In cash, each parcel on its own when it is received" in found
    assert any(line.endswith("https://shop.example.vn/en/don-hang/tra-cuu/") for line in found)


def test_a_contract_says_for_ever_what_was_agreed(order, part, now):
    before = contract_of(order=order, language="vi").content

    operations.cancel(producer_order=part, actor=Actor.BUYER, by=None, at=now, reason="đổi ý")
    sent(order.producer_orders.order_by("pk").last(), at=now + timedelta(hours=1))

    assert contract_of(order=order, language="vi").content == before


def test_a_contract_names_who_bears_a_discount_and_how_much_of_it(cast, places, now):
    maker = cast.producers[0]
    open_offer(kind="Percentage", value=10, at=now, borne_by="producer", terms={"partner": maker.partner})
    oil = on_sale(cast, at=now, title="Dầu lạc", price_vnd=120_000)
    tea = on_sale(cast, at=now, title="Chè vằng", price_vnd=145_000, producer=cast.producers[1])

    given = place(
        basket_id=basket_with(oil, tea, at=now).pk,
        buyer=Buyer("Nguyễn Thị Hường", "+84912345678", places.truong_xuan, "Thôn 10"),
        by=None,
        language="vi",
        expected_total_vnd=313_000,
        clock=lambda: now,
    )

    found = lines(contract_of(order=given, language="vi").content)

    begin = found.index("Tiền hàng 120.000 ₫")
    assert found[begin : begin + 5] == [
        "Tiền hàng 120.000 ₫",
        "Giảm giá −12.000 ₫",
        f"12.000 ₫ do {maker.name} chịu",
        "Phí giao hàng 30.000 ₫",
        "Cộng kiện 1 138.000 ₫",
    ]
    assert " ".join(found).count("Giảm giá") == 1


def asked(draw, *rows):
    """This will return what each costs once the first is drawn: what a process asks once is not a paper's."""
    draw(rows[0])
    counts = []
    for row in rows:
        with CaptureQueriesContext(connection) as statements:
            draw(row)
        counts.append(len(statements))
        print(*(statement["sql"][:160] for statement in statements), sep="\n")  # noqa: T201  shown when it fails
    return counts


def test_a_contract_costs_the_same_for_many_parts(cast, places, now, order):
    goods = [on_sale(cast, at=now, producer=cast.producers[n % 2], price_vnd=10_000 + n) for n in range(8)]
    long = placed(*goods, commune=places.truong_xuan, at=now, phone="+84987654321")
    single = placed(goods[0], commune=places.truong_xuan, at=now, phone="+84987654322")

    assert asked(lambda one: contract_of(order=one, language="vi"), order, long, single) == [5, 5, 5]


# ---------------------------------------------------------------- the delivery note


def test_a_note_says_where_the_box_goes_and_what_is_taken_for_it(order, part, now):
    part = accepted(part, now)

    paper = delivery_note_of(producer_order=part, at=now)
    found = lines(paper.content)

    assert paper.name == f"phieu-giao-{part.number}.pdf"
    wanted = [
        part.number,
        "HTX Nông nghiệp Hải Yến",
        "Thôn 3, xã Đồi Gió",
        "0912 345 678",
        "Nguyễn Thị Hường",
        "091 234 5678",
        "Thôn 10, xã Trường Xuân, tỉnh Lâm Đồng",
        "Thu tiền mặt 270.000 ₫",
        "Trong kiện có 2 món Số lượng",
        "Dầu lạc 2",
        "Gửi đến tận nhà · Nặng 1,15 kg",
        "Lời nhắn: Giao giờ hành chính",
    ]
    assert [line for line in wanted if line not in found] == []
    assert codes(paper.content) == [f"https://shop.example.vn/don-hang/tra-cuu/?so={part.number}"]
    assert "Chúc mẹ vui" not in text(paper.content)
    assert "huong@example.vn" not in text(paper.content)


def test_a_note_knows_lines_that_fell_away(cast, places, now):
    goods = [on_sale(cast, at=now, title=title, price_vnd=100_000) for title in ("Dầu lạc", "Dầu vừng")]
    part = placed(*goods, commune=places.truong_xuan, at=now).producer_orders.get()
    part = accepted(part, now)
    called_off(part, "Dầu vừng", now)

    found = lines(delivery_note_of(producer_order=part, at=now).content)

    assert "Thu tiền mặt 130.000 ₫" in found
    assert "Dầu lạc 1" in found
    assert "Dầu vừng" not in " ".join(found)


def test_there_is_a_note_while_the_parcel_is_in_hand_and_never_else(part, now):
    def refused():
        with pytest.raises(NoPaper) as refusal:
            delivery_note_of(producer_order=part, at=now)
        return refusal.value.facts

    assert refused() == {"paper": "delivery_note", "state": "new"}
    part = accepted(part, now)
    delivery_note_of(producer_order=part, at=now)
    part = operations.pack(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)
    delivery_note_of(producer_order=part, at=now)
    part = operations.hand_over(producer_order=part, actor=Actor.PRODUCER, by=None, at=now, tracking_number="VN1")
    assert "Mã vận đơn VN1" in text(delivery_note_of(producer_order=part, at=now).content)
    part = operations.deliver(producer_order=part, actor=Actor.PRODUCER, by=None, at=now)
    assert refused() == {"paper": "delivery_note", "state": "delivered"}


def test_a_part_nobody_answered_has_no_note_though_no_job_ran(part, now):
    later = part.expires_at
    with pytest.raises(NoPaper) as refusal:
        delivery_note_of(producer_order=part, at=later)

    assert refusal.value.facts == {"paper": "delivery_note", "state": "refused"}


@pytest.mark.parametrize(
    ("criteria_set", "said"),
    [
        (14, "Có rượu: xem giấy tờ, người nhận từ đủ 18 tuổi"),
        (15, "Có rượu: xem giấy tờ, người nhận từ đủ 18 tuổi"),
        (7, ""),
    ],
)
def test_alcohol_is_for_adults_at_the_door_too(cast, places, now, criteria_set, said):
    goods = on_sale(cast, at=now)
    part = accepted(placed(goods, commune=places.truong_xuan, at=now).producer_orders.get(), now)
    type(goods).objects.filter(pk=goods.pk).update(criteria_set=criteria_set)

    found = lines(delivery_note_of(producer_order=part, at=now).content)

    assert [line for line in found if "18 tuổi" in line] == ([said] if said else [])


def test_a_parcel_to_be_picked_up_does_not_carry_its_code(cast, places, now, part):
    from shop.carriers.models import PickupPoint

    point = PickupPoint.objects.create(
        code="tt", name="Trung tâm Minh hoạ", centre=cast.centres[0], commune=places.truong_xuan, address="1 Lê Lợi",
        hours="7:30-17:00", hours_en="7:30 to 17:00",
    )  # fmt: skip
    part = accepted(part, now)
    ProducerOrder.objects.filter(pk=part.pk).update(
        delivery_kind=DeliveryKind.PICKUP, pickup_point=point, pickup_code="ABC234", cash_holder=CashHolder.CENTRE
    )

    found = lines(delivery_note_of(producer_order=part, at=now).content)

    begin = found.index("Gửi đến điểm nhận hàng")
    assert found[begin : begin + 4] == ["Gửi đến điểm nhận hàng", "Trung tâm Minh hoạ", "1 Lê Lợi", "7:30-17:00"]
    assert "Chỉ giao cho người đọc đúng mã nhận hàng." in found
    assert "ABC234" not in text(delivery_note_of(producer_order=part, at=now).content)
    assert "7:30 to 17:00" in text(delivery_note_of(producer_order=part, at=now, language="en").content)


def test_a_note_costs_the_same_for_many_lines(cast, places, now, part):
    goods = [on_sale(cast, at=now, price_vnd=10_000 + n) for n in range(6)]
    long = placed(*goods, commune=places.truong_xuan, at=now, phone="+84987654321").producer_orders.get()

    rows = (accepted(part, now), accepted(long, now))
    assert asked(lambda one: delivery_note_of(producer_order=one, at=now), *rows) == [5, 5]


# ---------------------------------------------------------------- the receipt


def test_there_is_no_receipt_before_there_was_cash(part, now):
    part = sent(part, at=now)

    with pytest.raises(NoPaper) as refusal:
        receipt_of(producer_order=part, reader=Actor.BUYER, at=now, language="vi")

    assert refusal.value.facts == {"paper": "receipt", "state": "handed_over"}


def test_a_receipt_says_what_was_taken_and_who_has_it(cast, part, now):
    part = delivered(part, at=now)

    paper = receipt_of(producer_order=part, reader=Actor.BUYER, at=now, language="vi")
    found = lines(paper.content)

    assert paper.name == f"bien-nhan-{part.number}.pdf"
    wanted = [
        f"{part.number} · Thu lúc 10:00, 24/11/2026",
        "Nguyễn Thị Hường HTX Nông nghiệp Hải Yến",
        "Điện thoại: 091 234 5678 Thôn 3, xã Đồi Gió",
        "Mã số thuế: 6400123456",
        "Tiền do đơn vị vận chuyển giữ 270.000 ₫",
        "Dầu lạc 2 120.000 ₫ 240.000 ₫",
        "Tiền hàng 240.000 ₫",
        "Phí giao hàng 30.000 ₫",
        "Đã thu 270.000 ₫",
    ]
    assert [line for line in wanted if line not in found] == []


def test_a_producers_receipt_forgets_the_buyer_when_its_pages_do(part, now, settings):
    part = delivered(part, at=now)
    hidden = part.returnable_until + timedelta(days=settings.BUYER_VISIBLE_DAYS)

    def read_by(reader, at):
        return text(receipt_of(producer_order=part, reader=reader, at=at, language="vi").content)

    for at, seen in ((now, True), (hidden - timedelta(seconds=1), True), (hidden, False)):
        assert ("Nguyễn Thị Hường" in read_by(Actor.PRODUCER, at)) is seen
        assert ("091 234 5678" in read_by(Actor.PRODUCER, at)) is seen
        assert ("Thông tin đã ẩn" in read_by(Actor.PRODUCER, at)) is not seen
        assert "Nguyễn Thị Hường" in read_by(Actor.BUYER, at)
        assert "091 234 5678" in read_by(Actor.SUPPORT, at)
        assert "Thôn 10" not in read_by(Actor.PRODUCER, at)


def test_a_receipt_is_for_what_was_kept_when_the_cash_was_taken(cast, places, now):
    goods = [on_sale(cast, at=now, title=title, price_vnd=100_000) for title in ("Dầu lạc", "Dầu vừng")]
    part = placed(*goods, commune=places.truong_xuan, at=now).producer_orders.get()
    called_off(part, "Dầu vừng", now)
    part = delivered(part, at=now + timedelta(hours=1))
    before = receipt_of(producer_order=part, reader=Actor.BUYER, at=now, language="vi").content
    operations.owe_refund(
        producer_order=part, amount_vnd=10_000, by=cast.support, at=now + timedelta(days=1), reason="xước"
    )

    assert receipt_of(producer_order=part, reader=Actor.BUYER, at=now, language="vi").content == before
    found = lines(before)
    assert "Tiền hàng 100.000 ₫" in found
    assert "Phí giao hàng 30.000 ₫" in found
    assert "Đã thu 130.000 ₫" in found
    assert "Dầu vừng" not in " ".join(found)


def test_a_receipt_costs_the_same_for_many_lines(cast, places, now, part):
    goods = [on_sale(cast, at=now, price_vnd=10_000 + n) for n in range(6)]
    long = placed(*goods, commune=places.truong_xuan, at=now, phone="+84987654321").producer_orders.get()

    rows = (delivered(part, at=now), delivered(long, at=now))
    drawn = {"reader": Actor.BUYER, "at": now, "language": "vi"}
    assert asked(lambda one: receipt_of(producer_order=one, **drawn), *rows) == [4, 4]


# ---------------------------------------------------------------- the packing list


def test_a_packing_list_holds_what_is_promised_and_not_packed_and_nobody_elses(cast, places, now, order, part):
    other = placed(on_sale(cast, at=now, title="Mật ong"), commune=places.truong_xuan, at=now + timedelta(minutes=1))
    waiting = placed(on_sale(cast, at=now, title="Tương"), commune=places.truong_xuan, at=now, phone="+84987654321")
    accepted(part, now)
    accepted(other.producer_orders.get(), now + timedelta(minutes=2))
    packed = accepted(order.producer_orders.order_by("pk").last(), now)

    paper = packing_list_of(producer=cast.producers[0], at=now + timedelta(hours=1))
    found = lines(paper.content)

    assert paper.name == "phieu-dong-goi-2026-11-24.pdf"
    assert f"{cast.producers[0].name} · 2 kiện cần đóng" in found
    assert "Dầu lạc 1 2" in found
    assert "Mật ong 1 1" in found
    assert found.index(part.number) < found.index(f"{other.number}-1")
    assert "Thiệp cần viết: Chúc mẹ vui" in found
    everything = " ".join(found)
    for absent in (waiting.number, packed.number, "091 234 5678", "Thôn 10", "huong@example.vn"):
        assert absent not in everything


def test_a_packing_list_forgets_what_is_packed(cast, now, part):
    operations.pack(producer_order=accepted(part, now), actor=Actor.PRODUCER, by=None, at=now)

    found = lines(packing_list_of(producer=cast.producers[0], at=now).content)

    assert "Ngày này không có kiện nào cần đóng." in found


def test_a_packing_list_costs_the_same_for_many_parcels(cast, places, now, part, django_assert_num_queries):
    accepted(part, now)
    with django_assert_num_queries(5):
        packing_list_of(producer=cast.producers[0], at=now)
    for number in range(4):
        goods = [on_sale(cast, at=now, price_vnd=10_000 + n) for n in range(2)]
        one = placed(*goods, commune=places.truong_xuan, at=now, phone=f"+8498765432{number}")
        accepted(one.producer_orders.get(), now)

    with django_assert_num_queries(5):
        packing_list_of(producer=cast.producers[0], at=now)
