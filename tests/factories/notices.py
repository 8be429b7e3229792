"""Facts for every notice: as in life, only what is needed, and as bad as people can make them."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from shop.notices.events import EVENTS, Event

LINES = [
    {"name": "Miến dong Bình Liêu, túi 500 g", "quantity": 2, "total_vnd": 240_000},
    {"name": "Trà hoa vàng Ba Chẽ, hộp 100 g", "quantity": 1, "total_vnd": 350_000},
]
URLS = {
    "look_up_url": "/don-hang/tra-cuu/",
    "contract_url": "/don-hang/7KQ2M9XHVD/hop-dong.pdf",
    "desk_url": "/lam-viec/chu-the/don/7KQ2M9XHVD-1/",
    "stop_url": "/bao-khi-co-lai/12345.0123456789-abcdefghij_0123456789ABCDEFGHIJ012/thoi/",
    "url": "/tai-khoan/duong-dan/MjA/c1x2y3-0123456789abcdef0123456789abcdef/",
}
FACTS: dict[str, Any] = {
    "number": "7KQ2M9XHVD",
    "part": "7KQ2M9XHVD-1",
    "producer": "Hợp tác xã Nông nghiệp Hải Yến",
    "lines": LINES,
    "line": LINES[0],
    "discount_vnd": 25_000,
    "delivery_vnd": 45_000,
    "cod_fee_vnd": 12_000,
    "total_vnd": 622_000,
    "payable_vnd": 285_000,
    "amount_vnd": 240_000,
    "by": "Hợp tác xã Nông nghiệp Hải Yến",
    "reason": "Mưa lũ làm hỏng mẻ miến cuối cùng.\nMong bạn thông cảm.",
    "answer": "Xin gửi lại bằng bưu điện, chúng tôi chịu phí.",
    "text": "Cảm ơn bạn đã viết.\nChúng tôi đã đổi gói khác.",
    "days": 2,
    "tracking_number": "GHN5ENLXQH",
    "delivery": "Giao Hàng Nhanh",
    "point": "Trung tâm Xúc tiến Quảng Ninh",
    "address": "Số 12, đường 25/4, phường Hồng Gai, tỉnh Quảng Ninh",
    "hours": "8:00-17:00, thứ Hai đến thứ Bảy",
    "code": "482915",
    "minutes": 10,
    "keep_until": "2026-12-01",
    "return_until": "2026-12-01T10:05:00+07:00",
    "answer_by": "2026-11-26T10:05:00+07:00",
    "expires_by": "2026-11-27T10:05:00+07:00",
    "first_answer_by": "2026-11-27T10:05:00+07:00",
    "resolve_by": "2026-12-08",
    "ticket": "KN-4TQ8XW",
    "kind": "hàng đến bị hỏng",
    "product": "Miến dong Bình Liêu",
    "phone": "0203 382 5001",
}
# A name that is a page, a template, a mail header and two segments at once.
HOSTILE = "<b>Bà & Cháu</b> {{ number }}\r\nBcc: x@example.org <script>alert('1')</script> " + "dài\u202e 山🍯" * 40


def url(name: str, *, language: str) -> str:
    """The address that a caller gives for a fact."""
    return settings.SITE_URL + ("/en" if language == "en" else "") + URLS[name]


def facts_of(event: str, *, language: str, bare: bool = False) -> dict[str, Any]:
    """What a caller tells of an event; bare: only what it must."""
    known: Event = EVENTS[event]
    names = known.facts if bare else known.known
    return {name: url(name, language=language) if name.endswith("url") else FACTS[name] for name in names}


def hostile_of(event: str, *, language: str) -> dict[str, Any]:
    """The same with everything that people type replaced by the worst."""
    facts = facts_of(event, language=language)
    typed = {"producer", "reason", "answer", "text", "delivery", "point", "address", "hours", "kind", "product", "by"}
    facts |= dict.fromkeys(typed & facts.keys(), HOSTILE)
    if "tracking_number" in facts:
        facts["tracking_number"] = HOSTILE
    line = {"name": HOSTILE, "quantity": 999, "total_vnd": 999_999_999}
    return facts | {name: line if name == "line" else [line] * 3 for name in ("line", "lines") if name in facts}
