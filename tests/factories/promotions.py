"""Offers and vouchers, with who bears them."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from oscar.core.loading import get_model

from shop.promotions.operations import set_terms

_ordinal = count(1)


def everything() -> Any:
    """This will return the range of all products."""
    return get_model("offer", "Range").objects.get_or_create(name="Tất cả", defaults={"includes_all_products": True})[0]


def open_offer(
    *,
    kind: str,
    value: Any,
    at: datetime,
    borne_by: str | None = "operator",
    condition: tuple[str, int] = ("Count", 1),
    goods: Any = None,
    most: int | None = None,
    terms: dict[str, Any] | None = None,
    **fields: Any,
) -> Any:
    """This will save an offer on everything (or on a range), as an officer does; `borne_by` None = without terms."""
    goods = goods or everything()
    condition_type, condition_value = condition
    made = get_model("offer", "ConditionalOffer").objects.create(
        name=fields.pop("name", f"Ngày hội {next(_ordinal)}"),
        condition=get_model("offer", "Condition").objects.create(
            range=goods, type=condition_type, value=condition_value
        ),
        benefit=get_model("offer", "Benefit").objects.create(
            range=None if kind == "Fixed price" else goods, type=kind, value=value, max_affected_items=most
        ),
        **fields,
    )
    if borne_by is not None:
        agreement = "" if borne_by == "operator" else "CV 12/2026"
        set_terms(offer=made, borne_by=borne_by, by=None, at=at, agreement=agreement, **(terms or {}))
    return made


def open_voucher(
    *,
    code: str = "CHAOBAN",
    at: datetime,
    usage: str = "Multi-use",
    offer: Any = None,
    days: int = 30,
    **offer_words: Any,
) -> Any:
    """This will save a voucher around `at`: 20.000 ₫ off everything, borne by the shop, unless said otherwise."""
    if offer is None:
        words = {"kind": "Absolute", "value": 20_000, **offer_words}
        offer = open_offer(at=at, offer_type="Voucher", **words)
    voucher = get_model("voucher", "Voucher").objects.create(
        name=f"Phiếu {code}",
        code=code,
        usage=usage,
        start_datetime=at - timedelta(days=days),
        end_datetime=at + timedelta(days=days),
    )
    voucher.offers.add(offer)
    return voucher
