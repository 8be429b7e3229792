"""Some hundred products of every kind that a search tells apart, and what is known of each but from its document."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from oscar.core.loading import get_model

from catalogue_ext.certification.classification import criteria_sets, group_of
from catalogue_ext.certification.operations import mark_covered
from shop.discovery.text import marked_words, words
from shop.outbox.announcing import together
from shop.primitives.vi_text import sort_key
from tests.factories.producers import make_producer
from tests.factories.situations import certify, make_product, put_up, revoke

GOODS = ("Mật ong", "Nước mắm", "Chè xanh", "Miến dong", "Dầu lạc", "Bánh đa vừng", "Gạo nếp", "Ruốc tôm")
KINDS_OF_IT = ("hoa rừng", "thượng hạng", "Bình Liêu", "Đông Triều", "Trà Cổ", "bảy vị", "nguyên chất", "đặc biệt")
ENGLISH = ("", "", "Wild honey", "Fish sauce", "Green tea", "Glass noodles")
STORIES = ("", "", "Nước mắm ướp trong chum sành", "Hái trước bình minh, sao bằng tay", "Ba đời làm nghề, mật đặc")
SETS = (1, 4, 7, 9, 11, 21, 26)
# Each end of a bar of the histogram, and its neighbours.
PRICES = (49_999, 50_000, 99_999, 100_000, 200_000, 299_999, 300_000, 500_000, 999_999, 1_000_000, 1_500_000, None)
MAKERS = (
    ("HTX Rừng Xanh", "COOPERATIVE", "uong_bi"),
    ("Công ty TNHH Biển Bạc", "COMPANY", "vang_danh"),
    ("Hộ kinh doanh Nguyễn Thị Mật", "HOUSEHOLD", "binh_khe"),
    ("Trang trại Đồi Chè", "FARM", "quang_truc"),
    ("Tổ hợp tác Miến Xưa", "GROUP", "truong_xuan"),
)
# What people call each commune of the factories, today and before.
WHERE = {
    "uong_bi": "Phường Uông Bí, Thành phố Quảng Ninh, Phường Quang Trung, Thành phố Uông Bí, Tỉnh Quảng Ninh, "
    "Phường Trưng Vương, Thành phố Uông Bí",
    "vang_danh": "Phường Vàng Danh, Thành phố Quảng Ninh, Phường Trưng Vương, Thành phố Uông Bí, Tỉnh Quảng Ninh",
    "binh_khe": "Phường Bình Khê, Thành phố Quảng Ninh",
    "quang_truc": "Xã Quảng Trực, Tỉnh Lâm Đồng, Xã Quảng Trực, Huyện Tuy Đức, Tỉnh Đắk Nông",
    "truong_xuan": "Xã Trường Xuân, Tỉnh Lâm Đồng",
}


@dataclass(slots=True)
class Row:
    """A product as it was made, and the period in which it is found; `found_from` None: never. Units: ₫, degrees."""

    pk: int
    names: list[str]
    names_marked: list[str]
    who_and_where: list[str]
    story: list[str]
    name_sort: str
    stars: int
    set_no: int
    commune: str
    province: str
    kind: str
    lat: float | None
    lon: float | None
    price: int | None
    is_free: bool
    found_from: datetime | None
    found_to: datetime | None

    def is_found(self, at: datetime) -> bool:
        """This will tell whether anything may find it at the instant."""
        return self.found_from is not None and self.found_to is not None and self.found_from <= at < self.found_to


def stock(places: Any, cast: Any, *, at: datetime, size: int = 200) -> list[Row]:
    """This will save so many products, the same ones each time, and return what is known of them."""
    chance = random.Random(6)
    makers = [
        (make_producer(name=name, kind=kind, commune=getattr(places, where), story=chance.choice(STORIES)), where)
        for name, kind, where in MAKERS
    ]
    with together(at=at):
        return [_one(number, chance, makers, cast, at) for number in range(size)]


def _one(number: int, chance: random.Random, makers: list[Any], cast: Any, at: datetime) -> Row:
    producer, where = chance.choice(makers)
    set_no = chance.choice(SETS)
    title = f"{chance.choice(GOODS)} {chance.choice(KINDS_OF_IT)}"
    english = chance.choice(ENGLISH)
    has_packs, is_hidden = number % 20 == 7, number % 25 == 3
    product = make_product(
        producer=producer,
        title=title,
        title_en=english,
        criteria_set=set_no,
        description=f"<p>{chance.choice(STORIES)}</p>",
        structure="parent" if has_packs else "standalone",
        is_public=not is_hidden,
    )
    stars = chance.choice((3, 4, 5))
    # Some begin on the same day, some on both sides of a new year.
    begins = at - timedelta(days=chance.choice((1, 30, 30, 327, 328, 329, 400, 800)), microseconds=number % 3)
    ends = at + timedelta(days=chance.choice((1, 100, 700)))
    fate = {4: "never", 9: "lapsed", 13: "not yet", 17: "revoked"}.get(number % 30, "")
    if fate == "lapsed":
        ends = at - timedelta(hours=2)
    if fate == "not yet":
        begins = at + timedelta(hours=1)
    certificate = None
    if fate != "never":
        certificate = certify(product, cast, valid_from=begins, valid_to=ends, stars=stars)
    if fate == "revoked":
        ends = at - timedelta(hours=1)
        revoke(product, cast, at=ends)
    price, is_free = _put_up(product, has_packs, set_no, certificate, chance, cast, at)
    commune = producer.commune
    is_ever_found = not is_hidden and fate != "never"
    goods = [row.name(language) for row in (criteria_sets()[set_no], group_of(set_no)) for language in ("vi", "en")]
    return Row(
        pk=product.pk,
        names=words(title) + words(english),
        names_marked=marked_words(title) + marked_words(english),
        who_and_where=words(" ".join([producer.name, *(name for name in goods if "," not in name)]))
        + words(WHERE[where]),
        story=(words("túi lớn túi nhỏ") if has_packs and product.children.exists() else [])
        + words(product.description.replace("<p>", "").replace("</p>", ""))
        + words(producer.story),
        name_sort=sort_key(title),
        stars=stars,
        set_no=set_no,
        commune=commune.code,
        province=commune.province.code,
        kind=producer.kind,
        lat=commune.lat,
        lon=commune.lon,
        price=price,
        is_free=is_free,
        found_from=begins if is_ever_found else None,
        found_to=ends,
    )


def _put_up(
    product: Any, has_packs: bool, set_no: int, certificate: Any, chance: random.Random, cast: Any, at: datetime
) -> tuple[int | None, bool]:
    """Price and stock; of a listing with pack sizes the covered one counts, the cheaper one that is not does not."""
    price, is_stocked = chance.choice(PRICES), chance.random() < 0.7
    is_sold = set_no != 26
    if price is None:
        return None, False
    if not has_packs:
        put_up(product, at=at, price_vnd=price, stock=5 if is_stocked else 0)
        return (price, is_stocked) if is_sold else (None, False)
    model = get_model("catalogue", "Product")
    for size, vnd in (("túi lớn", price), ("túi nhỏ", max(price // 2, 1))):
        pack = model.objects.create(title=product.title, structure="child", parent=product, pack_size=size)
        put_up(pack, at=at, price_vnd=vnd, stock=5 if is_stocked or size == "túi nhỏ" else 0)
        if size == "túi lớn" and certificate is not None:
            mark_covered(child=pack, certificate=certificate, by=cast.officer, at=at)
    return (price, is_stocked) if is_sold and certificate is not None else (None, False)
