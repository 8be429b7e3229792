"""Facts to make papers from. Names and numbers are illustrations."""

from __future__ import annotations

from datetime import UTC, date, datetime

from shop.papers.facts import (
    Borne,
    Contract,
    Delivery,
    DeliveryNote,
    Handling,
    Line,
    PackingList,
    PackingPart,
    Part,
    Party,
    PickUp,
    Receipt,
    Rights,
    Sums,
    Wording,
)

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
LOOK_UP = "https://shop.example.vn/don-hang/tra-cuu/"

SELLER = Party(
    "HTX Minh hoạ Đồi Gió", "Thôn 3, xã Quảng Trực, tỉnh Lâm Đồng", "6400123456", "0912 345 678", "doigio@example.vn"
)
BARE_SELLER = Party("Tổ hợp tác Minh hoạ Ửng")
BUYER = Party("Nguyễn Thị Hường", "12 phố Vọng, phường Bạch Mai, Hà Nội", phone="091 234 5678", email="h@example.vn")
OPERATOR = Party(
    "Công ty Minh hoạ", "8 Trần Phú, phường Hồng Gai", "5700123456", "1900 1234", "hotro@example.vn", "Trần Văn Ổn"
)
NUTS = Line(
    "Hạt mắc ca sấy, túi 500 g",
    2,
    165_000,
    330_000,
    "OCOP 4 sao · QĐ DEMO-1/QĐ-UBND · đến 19/06/2028",
    "Xã Quảng Trực, tỉnh Lâm Đồng",
    "nuts",
)
HONEY = Line("Mật ong rừng", 1, 120_000, 120_000, "OCOP 3 sao · QĐ DEMO-2/QĐ-UBND · đến 31/12/2027", key="honey")
NOODLES = Line("Miến dong", 3, 48_000, 144_000, key="noodles")
SUMS = Sums(450_000, 45_000, 32_000, 5_000, 442_000)
BORNE = (Borne("Công ty Minh hoạ", 30_000), Borne("HTX Minh hoạ Đồi Gió", 15_000))

CONTRACT = Contract(
    shop="Xã Nhà",
    number="7K2M9QX4TB",
    placed_at=AT,
    buyer=BUYER,
    operator=OPERATOR,
    parts=(
        Part(
            "7K2M9QX4TB-1",
            "HTX Minh hoạ Đồi Gió",
            SELLER,
            (NUTS, HONEY),
            SUMS,
            Delivery("Gửi theo bảng phí", 3, 5),
            BORNE,
        ),
        Part(
            "7K2M9QX4TB-2",
            "Tổ hợp tác Minh hoạ Ửng",
            Party("Trung tâm Minh hoạ", "1 Lê Lợi"),
            (NOODLES,),
            Sums(144_000, 0, 0, 0, 144_000),
            Delivery("Nhận tại trung tâm", 2, 2, "1 Lê Lợi, phường Hồng Gai"),
        ),
    ),
    total_vnd=586_000,
    payment_method="Tiền mặt khi nhận hàng",
    rights=Rights(
        48, 72, 7, 3, "https://shop.example.vn/chinh-sach/doi-tra/", "https://shop.example.vn/chinh-sach/khieu-nai/"
    ),
    order_address=LOOK_UP,
    invoice_to=Party("Công ty Cổ phần Minh hoạ", "3 Lê Lợi", "0101234567", email="ketoan@example.vn"),
    wordings=(Wording("Đổi trả", date(2026, 11, 1), "https://shop.example.vn/chinh-sach/doi-tra/?ban=4"),),
    note="Giao giờ hành chính",
    is_of_age=True,
)
BARE_CONTRACT = Contract(
    shop="Xã Nhà",
    number="AAAA",
    placed_at=AT,
    buyer=Party("An"),
    operator=Party(""),
    parts=(Part("AAAA-1", "", BARE_SELLER, (NOODLES,), Sums(144_000, 0, 30_000, 0, 174_000), Delivery("")),),
    total_vnd=174_000,
    payment_method="Tiền mặt",
)
NOTE = DeliveryNote(
    shop="Xã Nhà",
    number="7K2M9QX4TB-1",
    placed_at=AT,
    sender=SELLER,
    receiver=BUYER,
    address=LOOK_UP + "?so=7K2M9QX4TB-1",
    lines=(NUTS, HONEY),
    cash_vnd=442_000,
    delivery="Gửi theo bảng phí",
    tracking_number="GHN0123456789",
    weight_g=1650,
    handling=frozenset({Handling.FRAGILE, Handling.COOL}),
    note="Giao giờ hành chính",
)
PICK_UP_NOTE = DeliveryNote(
    shop="Xã Nhà",
    number="7K2M9QX4TB-2",
    placed_at=AT,
    sender=BARE_SELLER,
    receiver=BUYER,
    address=LOOK_UP + "?so=7K2M9QX4TB-2",
    lines=(NOODLES,),
    handling=frozenset({Handling.OF_AGE}),
    pick_up=PickUp("Trung tâm Minh hoạ", "1 Lê Lợi, phường Hồng Gai", "7:30-17:00"),
)
RECEIPT = Receipt(
    shop="Xã Nhà",
    number="7K2M9QX4TB-1",
    taken_at=AT,
    payer=Party("Nguyễn Thị Hường", phone="091 234 5678"),
    seller=SELLER,
    holder="HTX Minh hoạ Đồi Gió",
    lines=(NUTS, HONEY),
    sums=SUMS,
    amount_vnd=442_000,
)
PACKING = PackingList(
    shop="Xã Nhà",
    producer="HTX Minh hoạ Đồi Gió",
    day=date(2026, 11, 25),
    parts=(
        PackingPart(
            "7K2M9QX4TB-1",
            "Nguyễn Thị Hường",
            "Hà Nội",
            (NUTS, HONEY),
            "Gửi theo bảng phí",
            1650,
            frozenset({Handling.FRAGILE}),
            "Giao giờ hành chính",
        ),
        PackingPart("9Z3N1QX4TC-1", "Vũ Đức Ửng", "Lâm Đồng", (NUTS,), "Tự giao"),
    ),
)


def many_lines(count: int) -> tuple[Line, ...]:
    """So many different products, each at 1.000 ₫ times its number."""
    return tuple(
        Line(f"Món thứ {number:02d}", 1, number * 1000, number * 1000, key=str(number))
        for number in range(1, count + 1)
    )
