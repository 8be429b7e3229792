"""What the gallery hangs in its components: invented goods, made in memory. Nothing here is read from or written to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.http import QueryDict
from django.templatetags.static import static
from django.utils.translation import gettext

from catalogue_ext.certification.models import Certificate
from catalogue_ext.certification.queries import CertificateEntry, CertificatePanel, RevocationNote
from catalogue_ext.certification.rules import State
from catalogue_ext.labels.words import SealState
from catalogue_ext.places.maps import ProvinceSheet, Unit, province_sheet
from catalogue_ext.producers.models import ProducerKind
from shop.discovery.asking import Facets
from shop.forks.partner.availability import NO_PRICE, OK, SOLD_OUT
from shop.opinions.queries import Opinion, Opinions
from shop.primitives.period import day_after, day_start
from shop.promotions.refusals import VoucherUsedUp
from shop.storefront.filters import read_filters
from shop.storefront.forms import MendableForm
from shop.storefront.queries.baskets import BasketLine, BasketPage, BasketPart, DiscountRow, VoucherRow
from shop.storefront.queries.cards import Card, Offer, Picture, Seal
from shop.storefront.queries.checkout import Parcel, Way
from shop.storefront.queries.facets import Places
from shop.storefront.queries.listing import Listing
from shop.storefront.queries.order_parts import OrderLine, OrderPart, Stage
from shop.storefront.queries.policies import Link, Shelf
from shop.storefront.queries.suggestions import Proposal, Proposals
from shop.storefront.queries.suggestions import Shelf as SuggestionShelf
from shop.storefront.queries.tickets import TicketRow

TODAY = date(2026, 11, 24)
_SIGNED = date(2025, 6, 19)
_LAST = date(2028, 6, 19)
_DECISION = "DEMO-00/QĐ-UBND"

COMMUNE = SimpleNamespace(
    code="24736",
    name="Xã Quảng Trực",
    short_name="Quảng Trực",
    label="xã Quảng Trực",
    province=SimpleNamespace(code="68", name="Tỉnh Lâm Đồng", short_name="Lâm Đồng", label="tỉnh Lâm Đồng"),
)


def seal(*, stars: int = 4, state: SealState = SealState.IN_FORCE, days_left: int = 572) -> Seal:
    """This will make a standing to draw."""
    return Seal(stars, state, TODAY + timedelta(days=days_left), days_left, _DECISION, _SIGNED, is_demo=True)


def picture() -> Picture:
    """This will take a picture of ours that stands under static."""
    url = static("img/groups/thuc-pham.webp")
    return Picture(url=url, caption="Hình minh hoạ", width=384, height=384, avif="", webp="", small=url)


def offer(code: str = OK, *, price_vnd: int | None = 120_000, free: int = 40) -> Offer:
    """This will make an offer of one thing."""
    return Offer(product_id=1, pack_size="gói 500 g", price_vnd=price_vnd, code=code, free=free)


def card(**changes: Any) -> Card:
    """This will make a card of an invented product."""
    plain = Card(
        product_id=1,
        name="Mắc ca minh hoạ",
        name_language="vi",
        url="/mau/",
        picture=picture(),
        commune="Xã Quảng Trực",
        province="Lâm Đồng",
        producer="HTX Minh hoạ Mắc ca",
        is_illustration=True,
        offer=offer(),
        has_packs=False,
        seal=seal(),
    )
    return replace(plain, **changes)


def cards() -> list[Card]:
    """This will make a card in every state that a list shows."""
    long_name = "Tiêu sọ hữu cơ sấy thăng hoa hái chín trên cây, tuyển tay từng hạt"
    return [
        card(seal=seal(stars=3)),
        card(seal=seal(stars=4)),
        card(seal=seal(stars=5)),
        card(name="Sắp hết hạn", seal=seal(state=SealState.ENDING, days_left=66)),
        card(name="Chờ cấp lại", seal=seal(state=SealState.GRACE, days_left=40)),
        card(name="Tạm hết", offer=offer(SOLD_OUT, free=0)),
        card(name="Chưa mở bán", offer=offer(NO_PRICE, price_vnd=None)),
        card(name="Nhiều quy cách", has_packs=True),
        card(name=long_name, producer="Hợp tác xã Minh hoạ Sản xuất, Chế biến và Kinh doanh Nông sản sạch"),
        card(name="Chưa có ảnh", picture=None),
    ]


def panel(state: State) -> CertificatePanel:
    """This will make a certificate in a state."""
    first, last = _SIGNED, _LAST
    if state is State.LAPSED:
        first, last = date(2020, 12, 31), date(2023, 12, 31)
    elif state is State.NOT_YET:
        first, last = TODAY + timedelta(days=30), date(2029, 12, 24)
    elif state is State.ENDING:
        first, last = TODAY - timedelta(days=1030), TODAY + timedelta(days=66)
    entry = CertificateEntry(
        certificate=Certificate(),
        state=state,
        stars=4,
        decision_number=_DECISION,
        decided_on=first,
        authority="UBND tỉnh Lâm Đồng",
        level="PROVINCE",
        is_demo=True,
        url="",
        sha256="",
        product_name="Mắc ca minh hoạ",
        producer_name="HTX Minh hoạ Mắc ca",
        address="Thôn 10, xã Quảng Trực, huyện Tuy Đức, tỉnh Đắk Nông",
        commune=COMMUNE,
        printed_commune=None,
        official_code="",
        kind="FIRST",
        valid_from=day_start(first),
        valid_to=day_after(last),
        last_day=last,
        ends_at=day_after(last),
        revocation=_revocation() if state is State.REVOKED else None,
    )
    days_left = max((last - TODAY).days, 0)
    return CertificatePanel(
        product=None, at=day_start(TODAY), state=state, entry=entry, elapsed_share=0.48, days_left=days_left
    )


def _revocation() -> RevocationNote:
    return RevocationNote(
        number="DEMO-01/QĐ-UBND",
        decided_on=TODAY,
        authority="UBND tỉnh Lâm Đồng",
        reason="",
        reason_label="",
        effective_at=day_start(TODAY),
        counts_from=day_start(TODAY),
        url="",
    )


def producer(kind: str = ProducerKind.COOPERATIVE) -> Any:
    """This will make an invented producer of a kind."""
    return SimpleNamespace(
        name="HTX Minh hoạ Mắc ca",
        pk=1,
        slug="htx-minh-hoa",
        kind=kind,
        get_kind_display=ProducerKind(kind).label,
        commune=COMMUNE,
        address="Thôn 10",
        story="Chúng tôi trồng mắc ca trên đất đỏ từ năm 2013. Đây là chuyện kể minh hoạ.",
        story_en="We have grown macadamia on red earth since 2013. This story is an illustration.",
        is_illustration=True,
        count=3,
    )


def centre() -> Any:
    """This will make an invented centre."""
    return SimpleNamespace(
        name="Trung tâm minh hoạ",
        name_en="Illustration centre",
        slug="minh-hoa",
        province=COMMUNE.province,
        commune=COMMUNE,
        address="",
        is_illustration=True,
    )


def basket() -> BasketPage:
    """This will make a basket with a line that may be ordered and one that may not."""
    line = BasketLine(
        pk=1,
        name="Mắc ca minh hoạ",
        name_language="vi",
        url="#",
        picture=picture(),
        pack_size="gói 500 g",
        quantity=2,
        price_vnd=120_000,
        sum_vnd=240_000,
        code=OK,
        free=40,
    )
    gone = replace(line, pk=2, name="Tiêu minh hoạ", picture=None, code=SOLD_OUT, free=0)
    part = BasketPart(producer(), "HTX Minh hoạ Mắc ca", [line, gone], 240_000, 10_000, 30_000, 0, 260_000)
    discount = DiscountRow("Phiếu minh hoạ", "CHAOBAN", 10_000, "", is_illustration=True)
    return BasketPage([part], 2, 240_000, 10_000, 30_000, 0, 260_000, [discount])


def parcels() -> list[Parcel]:
    """This will make a parcel with every kind of way, and one that cannot be sent."""
    part = replace(basket().parts[0], lines=basket().parts[0].lines[:1])
    plain = Way("table", "Gửi tận nhà", 30_000, date(2026, 11, 27), date(2026, 11, 30), is_chosen=True)
    own = replace(plain, code="own", name="Người làm tự giao", fee_vnd=15_000, is_chosen=False)
    fetched = Way(
        "pickup.minh-hoa", "Đến lấy tại Trung tâm minh hoạ", 0, None, None, False, True, "Thôn 10", "8:00 đến 17:00"
    )
    return [Parcel(part, "1", [plain, own, fetched], ""), Parcel(part, "2", [], "too_far")]


def vouchers() -> list[VoucherRow | None]:
    """This will make what a basket can say of a voucher: none, one that counts, one that counts no longer."""
    gone = VoucherUsedUp(voucher="CHAOBAN")
    return [None, VoucherRow("CHAOBAN", "Phiếu minh hoạ", None), VoucherRow("CHAOBAN", "Phiếu minh hoạ", gone)]


def order_part(*, words: str, kind: str) -> OrderPart:
    """This will make one producer's part of an order, in a state."""
    line = OrderLine(
        pk=1,
        name="Mắc ca minh hoạ",
        name_language="vi",
        url="#",
        picture=picture(),
        pack_size="gói 500 g",
        quantity=2,
        price_vnd=120_000,
        sum_vnd=240_000,
        stars=4,
        decision_number=_DECISION,
        last_day=_LAST,
        commune="Xã Quảng Trực",
        province="Tỉnh Lâm Đồng",
    )
    return OrderPart(
        number="DEMO00000A-1",
        ordinal=1,
        producer=producer(),
        name="HTX Minh hoạ Mắc ca",
        state="handed_over",
        state_words=words,
        state_kind=kind,
        lines=[line],
        goods_vnd=240_000,
        discount_vnd=0,
        delivery_vnd=30_000,
        cash_fee_vnd=0,
        total_vnd=270_000,
        payable_vnd=270_000,
        way="Gửi về tận nhà",
        tracking_number="DEMO123",
        stages=stages(),
        pay_words="khi bạn nhận hàng",
    )


def stages() -> list[Stage]:
    """This will make the way of a parcel, three steps done."""
    begun = day_start(TODAY)
    words = ("đã đặt", "đã nhận đơn", "đã gói", "đang đi", "đã nhận hàng")
    return [
        Stage(name, begun + timedelta(hours=3 * n) if n < 3 else None, is_now=n == 2) for n, name in enumerate(words)
    ]


def tickets() -> list[TicketRow]:
    """This will make a ticket that waits and one that was answered."""
    rows = (("DEMO0001", "chúng tôi đang xem", "warn"), ("DEMO0002", "đã trả lời", "good"))
    return [TicketRow(number, "Khiếu nại", words, kind, day_start(TODAY), "") for number, words, kind in rows]


def province_map(*, here: str = "") -> ProvinceSheet:
    """This will draw a province of five invented communes, two of them with goods."""
    corners = [(0.0, 0.0, 0), (0.6, 0.9, 5), (0.9, 0.3, 1), (0.2, 0.5, 0), (0.5, 0.1, 0)]
    units = [
        Unit(f"0000{n}", f"Xã Minh hoạ {n}", 11 + lat, 108 + lon, count) for n, (lat, lon, count) in enumerate(corners)
    ]
    return province_sheet(units=units, here=here)


def shelves() -> list[Shelf]:
    """This will make an index of trust pages, one of them open."""
    links = [Link("#", "Giao hàng", ""), Link("#", "Đổi trả", "", is_here=True)]
    return [Shelf("order", "Mua và nhận hàng", links), Shelf("shop", "Về Xã Nhà", links[:1])]


def listing() -> Listing:
    """This will make the middle page of results, narrowed by several words of which one cannot be read."""
    words = QueryDict("sao=4&nhom=thuc-pham&tinh=68&xa=24736&gia_tu=abc&con_hang=1")
    province = SimpleNamespace(code="68", name="Tỉnh Lâm Đồng", short_name="Lâm Đồng")
    counts = Facets(
        stars={4: 151, 3: 400},
        sets={7: 120, 12: 31},
        provinces={"68": 151},
        communes={"24736": 12},
        kinds={"COOPERATIVE": 140, "HOUSEHOLD": 11},
        prices=(40, 71, 0, 25, 9, 4, 2),
        in_stock=151,
    )
    places = Places([province], [COMMUNE])
    return Listing(filters=read_filters(words), count=200, cards=[], page=4, pages=9, places=places, counts=counts)


def proposals() -> Proposals:
    """This will make what is proposed for a few letters: goods, a kind of them, a place by its old name, a maker."""
    place = "Phường Đông Gia Nghĩa, tỉnh Lâm Đồng"
    goods = [
        Proposal("#", f"{n} sao minh hoạ", "vi", "Xã Quảng Trực, Lâm Đồng", picture=picture().url, seal=seal(stars=n))
        for n in (5, 4, 3)
    ]
    shelves = [
        SuggestionShelf("mon", gettext("Products"), "box", goods),
        SuggestionShelf("nhom", gettext("Kinds of goods"), "grid", [Proposal("#", "Hạt khô", "vi")]),
        SuggestionShelf("xa", gettext("Communes and wards"), "pin", [Proposal("#", place, "vi", "trước 7/2025")]),
        SuggestionShelf("nguoi", gettext("Makers"), "store", [Proposal("#", "HTX Minh hoạ Mắc ca", "vi")]),
    ]
    return Proposals(shelves, is_too_short=False)


class PlaceForm(MendableForm):
    """What a place picker asks for."""

    place = forms.CharField(label="Xã, phường", help_text="Tên cũ cũng được, chúng tôi đổi giúp.")
    commune = forms.CharField(required=False)


class SampleForm(MendableForm):
    """Fields of every kind; sent empty they show their mistakes."""

    name = forms.CharField(label="Họ và tên", help_text="Như trên giấy tờ.")
    phone = forms.CharField(label="Điện thoại", widget=forms.TextInput(attrs={"inputmode": "tel"}))
    note = forms.CharField(label="Lời nhắn", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "Một"), ("b", "Hai")])


def opinions() -> Opinions:
    """This will make two opinions, one with all that an opinion may have, of five."""
    plain = Opinion(
        key=1,
        score=2,
        title="",
        body="Hộp móp một góc, hàng bên trong không sao.",
        name="",
        on=TODAY,
        language="vi",
        pack_size="",
        reply="",
        replied_on=None,
    )
    full = replace(
        plain,
        key=2,
        score=5,
        title="Sẽ mua lại",
        body="Thơm, gói kỹ.\n\nGiao nhanh.",
        name="Hoa",
        pack_size="gói 500 g",
        reply="Cảm ơn bạn.",
        replied_on=TODAY,
    )
    return Opinions(rows=[full, plain], count=5, total=21, page=1, size=2)
