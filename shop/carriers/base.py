"""What is asked about sending a parcel, and what is answered: the words between this room and those above it.

A carrier translates, it never decides: what may be sent, when and to whom is decided by fulfilment.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from shop.primitives.refusal import Refusal

if TYPE_CHECKING:
    from catalogue_ext.places.models import Commune


class TooFar(Refusal):
    """Goods that keep for a short time only are not sent that far. Facts: `criteria_sets`, `zone`, `days`."""

    code = "too_far"


class NotHere(Refusal):
    """Whoever sends the parcel does not send to this place. Facts: `partner_id`, `zone`."""

    code = "not_here"


class CarrierSilent(Refusal):
    """The carrier could not be reached, or answered something nobody can read. Facts: `carrier`, `reason`.

    What was asked may have been done all the same.
    """

    code = "carrier_silent"


class CarrierRefused(Refusal):
    """The carrier says no. Facts: `carrier`, `reason` in its own words."""

    code = "carrier_refused"


class PlaceUnmapped(Refusal):
    """Nobody has said what the carrier calls this commune. Facts: `carrier`, `commune`."""

    code = "carrier_place_unmapped"


class Kind(StrEnum):
    """Ways of a parcel to its buyer."""

    OWN = "own"  # the producer brings it
    TABLE = "table"  # by post or coach, at the fee of a table
    CARRIER = "carrier"  # by a carrier that was asked for its price
    PICKUP = "pickup"  # the buyer fetches it


class CashHolder(StrEnum):
    """Who holds the cash once the buyer has paid for the parcel."""

    PRODUCER = "producer"
    CARRIER = "carrier"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one producer sends from one place to one buyer.

    Units: g, whole dong. `origin` is None where nobody has said where the goods lie; `key` is the asker's own.
    """

    key: Hashable
    partner_id: int
    location_id: int
    origin: Commune | None
    destination: Commune
    weight_g: int
    goods_vnd: int
    criteria_sets: frozenset[int]


@dataclass(frozen=True, slots=True)
class Option:
    """One way of delivery that a buyer may choose. Units: whole dong; days, 0 = nobody has said."""

    code: str  # stable: own, table, ghn, pickup.<code of the point>
    kind: Kind
    name_vi: str
    name_en: str
    fee_vnd: int
    days_least: int
    days_most: int
    pickup_point_id: int | None
    cash_holder: CashHolder

    @property
    def is_pickup(self) -> bool:
        """This will tell whether the buyer fetches the parcel."""
        return self.kind is Kind.PICKUP

    def name(self, language: str) -> str:
        """This will return the name in a language of the shop."""
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True, slots=True)
class Offered:
    """The answer for one parcel: home delivery first, cheapest first, pick-up last; or why there is none."""

    options: tuple[Option, ...]
    why_none: Refusal | None = None

    def option(self, code: str) -> Option | None:
        """This will return the option of that code, if it is offered."""
        return next((option for option in self.options if option.code == code), None)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a carrier asks for a parcel. Units: whole dong; days on the way, 0 = it did not say."""

    fee_vnd: int
    days_least: int = 0
    days_most: int = 0


@dataclass(frozen=True, slots=True)
class Address:
    """One end of a journey, as it is written on the parcel."""

    name: str
    phone: str
    line: str
    commune: Commune


@dataclass(frozen=True, slots=True)
class Shipment:
    """A parcel that a carrier is to collect. Units: g, whole dong.

    `reference` is ours and names one parcel for ever: asking twice with the same one never makes two parcels.
    """

    reference: str
    sender: Address
    recipient: Address
    weight_g: int
    goods_vnd: int
    collect_vnd: int  # cash to take at the door, 0 = paid
    contents: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Created:
    """A carrier's promise to collect a parcel. Days and fee as it says them."""

    tracking_number: str
    fee_vnd: int
    expected_on: date | None


class Progress(StrEnum):
    """Where a parcel is, in our words."""

    WAITING = "waiting"  # to be collected from the sender
    ON_THE_WAY = "on_the_way"
    AT_THE_DOOR = "at_the_door"  # the rider is out with it
    DELIVERED = "delivered"
    NOT_DELIVERED = "not_delivered"  # tried, and not over
    COMING_BACK = "coming_back"
    CAME_BACK = "came_back"
    CANCELLED = "cancelled"
    MISSING = "missing"  # lost or broken: somebody looks after it


@dataclass(frozen=True, slots=True)
class Tracked:
    """Where a parcel is and since when; `words` are the carrier's own, for whoever helps."""

    progress: Progress
    at: datetime | None
    words: str


class Carrier(Protocol):
    """What every carrier can be asked. An adapter translates; it keeps nothing and decides nothing.

    Every method may refuse with CarrierSilent and CarrierRefused, and nothing else but what it names.
    """

    code: str  # stable: the option's code, stored on orders
    name: str  # its own name, the same in every language

    def quote(self, *, parcel: Parcel, places: Places) -> Quote:
        """This will return what the parcel costs. Safe to ask again. Refuses: PlaceUnmapped."""

    def create(self, *, shipment: Shipment, places: Places) -> Created:
        """This will order the parcel to be collected; once for each reference. Refuses: PlaceUnmapped."""

    def cancel(self, *, tracking_number: str) -> None:
        """This will call a parcel off before it is collected. Cancelling twice is the same as once."""

    def track(self, *, tracking_number: str) -> Tracked:
        """This will return where the parcel is. Safe to ask again."""

    def progress(self, *, word: str) -> Progress | None:
        """This will translate the carrier's word for a state; None = a word we do not know. Asks nobody."""


# What a carrier calls our communes: its own codes by the commune's key.
Places = dict[int, dict[str, Any]]
