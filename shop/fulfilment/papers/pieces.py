"""What several papers say of an order: who, what, where to, by which way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from catalogue_ext.labels.words import full_line
from catalogue_ext.places.rules import short_label
from shop.accounts.phones import spoken
from shop.fulfilment.messages import LOOK_UP, buyer_of
from shop.papers import facts
from shop.primitives.money import vnd
from shop.primitives.period import last_day
from shop.primitives.refusal import Refusal

CONTENT_TYPE = "application/pdf"


class NoPaper(Refusal):
    """There is no such paper yet, or no longer. Facts: `paper` = delivery_note | receipt, `state`."""

    code = "no_paper"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to send: its name, in letters that every system takes, and its bytes."""

    name: str
    content: bytes


def parcel_address(*, number: str, language: str = "vi") -> str:
    """This will return where the code of a parcel leads: the look-up with the order's number in its field, no more.

    Whoever scans a box learns nothing that is not printed on it; the phone is asked for as always.
    """
    return f"{settings.SITE_URL}{LOOK_UP[language]}?so={number}"


def buyer(order: Any) -> facts.Party:
    """This will return whose order it is and where it goes, as it stands there today; empty once made anonymous."""
    address = order.shipping_address
    commune, province = address.commune_name, address.province_name
    # Behind a street the kind of unit is an ordinary word: Thôn 10, xã Trường Xuân, tỉnh Lâm Đồng.
    where = (address.line1, commune[:1].lower() + commune[1:], short_label(province) if province else "")
    return facts.Party(
        name=address.first_name,
        address=", ".join(text for text in where if text),
        phone=spoken(phone=str(address.phone_number)) if address.phone_number else "",
        email=buyer_of(order=order).email,
    )


def party(partner: Any) -> facts.Party:
    """This will return who sells: a producer, or a centre in its own name. What nobody stated stays empty."""
    if producer := getattr(partner, "producer", None):
        return facts.Party(
            name=producer.name,
            address=producer.address or place(producer.commune),
            code=producer.tax_code or "",
            phone=producer.phone,
            email=producer.email,
        )
    if centre := getattr(partner, "centre", None):
        return facts.Party(centre.name, centre.address or place(centre.commune), phone=centre.phone)
    return facts.Party(partner.name)


def producer_name(partner: Any) -> str:
    """This will return by whom goods were made or are kept."""
    producer = getattr(partner, "producer", None)
    return producer.name if producer else partner.name


def place(commune: Any) -> str:
    """This will return a commune for an address, "" where there is none: Xã Quảng Trực, tỉnh Lâm Đồng."""
    return f"{commune.name}, {commune.province.label}" if commune else ""


def kept(part: Any) -> list[Any]:
    """This will return the lines of a part that did not fall away."""
    gone = {outcome.line_id for outcome in part.outcomes.all()}
    return [line for line in part.lines.all() if line.pk not in gone]


def line_of(line: Any, language: str) -> facts.Line:
    """This will return a line as it was sold: its own copy, but in English where the product has an English name."""
    product = line.product
    name = product.title_en if language == "en" and product and product.title_en else line.title
    pack = product.pack_size if product else ""
    full = full_vnd(line)
    return facts.Line(
        name=f"{name}, {pack}" if pack and pack not in name else name,
        quantity=line.quantity,
        unit_vnd=full // line.quantity,
        total_vnd=full,
        certificate=full_line(
            stars=line.stars, decision_number=line.decision_number, last_day=last_day(line.certificate_valid_to)
        ),
        origin=f"{line.commune_name}, {short_label(line.province_name)}",
        key=str(line.product_id or line.pk),
    )


def full_vnd(line: Any) -> int:
    """This will return what a line cost before discounts, ₫."""
    return vnd(line.line_price_before_discounts_incl_tax)


def way(part: Any, language: str) -> str:
    """This will return how the parcel travels, as it was named on the day of the order."""
    return (part.delivery_name_en if language == "en" else "") or part.delivery_name_vi
