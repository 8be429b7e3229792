"""What a paper is made from. Texts are in the paper's language already; "" and 0 = not known, and nothing is made up.

A paper never prints sums that disagree: facts whose parts are not the whole cannot be built.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class SumsDisagree(ValueError):
    """A mistake of the caller: parts that are not the whole."""


def _agree(what: str, parts: int, whole: int) -> None:
    if parts != whole:
        raise SumsDisagree(f"{what}: {parts} is not {whole}")


class Handling(StrEnum):
    """How a parcel wants to be treated on its way."""

    FRAGILE = "fragile"
    COOL = "cool"  # fresh goods
    ALIVE = "alive"
    OF_AGE = "of_age"  # alcohol: the age is asked at the door


@dataclass(frozen=True, slots=True)
class Party:
    """A person or a firm. `code` is the tax or business code."""

    name: str
    address: str = ""
    code: str = ""
    phone: str = ""
    email: str = ""
    representative: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One product of a parcel. Units: ₫, before discounts.

    `certificate` is the line under which it was sold (`labels.words.full_line`), `origin` the commune and province;
    `key` tells two products of one name apart.
    """

    name: str
    quantity: int
    unit_vnd: int = 0
    total_vnd: int = 0
    certificate: str = ""
    origin: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """The money of one parcel, ₫. Refuses: SumsDisagree."""

    goods_vnd: int
    discount_vnd: int
    delivery_vnd: int
    cash_fee_vnd: int
    total_vnd: int

    def __post_init__(self) -> None:
        whole = self.goods_vnd - self.discount_vnd + self.delivery_vnd + self.cash_fee_vnd
        _agree("goods less discount plus fees", whole, self.total_vnd)


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a parcel reaches its buyer. Units: days from the order, both ends included. `place`: where it is fetched."""

    method: str
    days_least: int = 0
    days_most: int = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Borne:
    """Who bears how much of a discount, ₫."""

    by: str
    amount_vnd: int


@dataclass(frozen=True, slots=True)
class Part:
    """One parcel of an order, with its seller of record. Refuses: SumsDisagree."""

    number: str
    producer: str
    seller: Party
    lines: tuple[Line, ...]
    sums: Sums
    delivery: Delivery
    borne: tuple[Borne, ...] = ()

    def __post_init__(self) -> None:
        _agree(f"lines of {self.number}", sum(line.total_vnd for line in self.lines), self.sums.goods_vnd)
        if self.borne:
            shares = sum(share.amount_vnd for share in self.borne)
            _agree(f"who bears the discount of {self.number}", shares, self.sums.discount_vnd)


@dataclass(frozen=True, slots=True)
class Wording:
    """One trust page as it held when the order was placed."""

    title: str
    valid_on: date
    address: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a buyer may do, with the times that held. 0 = the page on it says so, no number is promised.

    Units: hours from the order; days from receiving the goods; working days.
    """

    answer_hours: int = 0
    expire_hours: int = 0
    return_days: int = 0
    first_answer_days: int = 0
    returns_address: str = ""
    complaints_address: str = ""


@dataclass(frozen=True, slots=True)
class Contract:
    """What was agreed when an order was placed. Refuses: SumsDisagree."""

    shop: str
    number: str
    placed_at: datetime
    buyer: Party
    operator: Party
    parts: tuple[Part, ...]
    total_vnd: int
    payment_method: str
    rights: Rights = field(default_factory=Rights)
    # Where the order shows itself again, with what changed since.
    order_address: str = ""
    invoice_to: Party | None = None
    wordings: tuple[Wording, ...] = ()
    note: str = ""
    gift_note: str = ""
    is_of_age: bool = False

    def __post_init__(self) -> None:
        _agree(f"parts of {self.number}", sum(part.sums.total_vnd for part in self.parts), self.total_vnd)


@dataclass(frozen=True, slots=True)
class PickUp:
    """Where a parcel waits for its buyer. `code` is printed where given: leave it out where it is the buyer's proof."""

    name: str
    address: str = ""
    hours: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class DeliveryNote:
    """What is pasted on a parcel. Units: ₫ to take at the door, 0 = nothing; g, packed.

    `address` is what the QR leads to. `receiver` may be empty where the buyer's particulars are hidden.
    """

    shop: str
    number: str
    placed_at: datetime
    sender: Party
    receiver: Party
    address: str
    lines: tuple[Line, ...]
    cash_vnd: int = 0
    delivery: str = ""
    tracking_number: str = ""
    weight_g: int = 0
    handling: frozenset[Handling] = frozenset()
    note: str = ""
    pick_up: PickUp | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Cash that was taken for one parcel. Refuses: SumsDisagree, also when the cash is not the parcel's total."""

    shop: str
    number: str
    taken_at: datetime
    payer: Party
    seller: Party
    # In whose hand the cash lies: the producer, a carrier, a centre.
    holder: str
    lines: tuple[Line, ...]
    sums: Sums
    amount_vnd: int

    def __post_init__(self) -> None:
        _agree(f"lines of {self.number}", sum(line.total_vnd for line in self.lines), self.sums.goods_vnd)
        _agree(f"cash for {self.number}", self.amount_vnd, self.sums.total_vnd)


@dataclass(frozen=True, slots=True)
class PackingPart:
    """One parcel to pack: only what packing needs, so no phone and no street."""

    number: str
    receiver: str
    place: str
    lines: tuple[Line, ...]
    delivery: str = ""
    weight_g: int = 0
    handling: frozenset[Handling] = frozenset()
    note: str = ""
    # Words for a card that goes into the parcel.
    gift_note: str = ""


@dataclass(frozen=True, slots=True)
class PackingList:
    """What one producer packs on one day."""

    shop: str
    producer: str
    day: date
    parts: tuple[PackingPart, ...]
