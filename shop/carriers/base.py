"""What is asked about sending a parcel, and what is answered: the words between this room and those above it.

A carrier translates, it never decides: what may be sent, when and to whom is decided by fulfilment.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shop.primitives.refusal import Refusal

if TYPE_CHECKING:
    from catalogue_ext.places.models import Commune


class TooFar(Refusal):
    """Goods that keep for a short time only are not sent that far. Facts: `criteria_sets`, `zone`, `days`."""

    code = "too_far"


class NotHere(Refusal):
    """Whoever sends the parcel does not send to this place. Facts: `partner_id`, `zone`."""

    code = "not_here"


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
