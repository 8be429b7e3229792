"""How far a journey is, what it costs, and which ways are left for goods that spoil."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Protocol, TypeVar

from shop.primitives.refusal import Refusal

KILOGRAM_G = 1_000


class NoRates(Refusal):
    """A fee table says what one zone costs at least, and each zone has a bracket."""

    code = "carriers_no_rates"


class ZoneTwice(Refusal):
    """A fee table names a zone once. Facts: `zone`."""

    code = "carriers_zone_twice"


class RateOdd(Refusal):
    """A weight is above zero, a fee not below it, the days in their order. Facts: `zone`."""

    code = "carriers_rate_odd"


class FeeFalls(Refusal):
    """A heavier parcel never costs less. Facts: `zone`, `up_to_g`."""

    code = "carriers_fee_falls"


class Zone(StrEnum):
    """How far a parcel travels. Each zone holds the nearer ones."""

    COMMUNE = "COMMUNE"
    PROVINCE = "PROVINCE"
    REGION = "REGION"
    COUNTRY = "COUNTRY"

    @property
    def reach(self) -> int:
        """This will return a number that grows with the zone."""
        return _REACH[self]

    def holds(self, other: Zone) -> bool:
        """This will tell whether every journey of the other zone lies in this one."""
        return self.reach >= other.reach


_REACH = {zone: place for place, zone in enumerate(Zone)}


class Region(StrEnum):
    """Six regions of the country. Source: data/README.md."""

    NORTHERN_UPLANDS = "NORTHERN_UPLANDS"
    RED_RIVER = "RED_RIVER"
    NORTH_CENTRAL = "NORTH_CENTRAL"
    SOUTH_CENTRAL = "SOUTH_CENTRAL"
    SOUTHEAST = "SOUTHEAST"
    MEKONG = "MEKONG"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one end of a journey lies: keys of commune and province; a region, where the shop's table knows it."""

    commune: int
    province: int
    region: str | None


def zone_of(*, origin: Spot | None, destination: Spot) -> Zone:
    """This will return the nearest zone that holds the journey; nobody knows where it begins = the country."""
    if origin is None:
        return Zone.COUNTRY
    if origin.commune == destination.commune:
        return Zone.COMMUNE
    if origin.province == destination.province:
        return Zone.PROVINCE
    if origin.region is not None and origin.region == destination.region:
        return Zone.REGION
    return Zone.COUNTRY


@dataclass(frozen=True, slots=True)
class Bracket:
    """What a parcel of up to so many grams costs. Units: g, inclusive; ₫."""

    up_to_g: int
    fee_vnd: int


@dataclass(frozen=True, slots=True)
class Scale:
    """What one zone costs: brackets by weight, then so much for each started kilogram. Days: 0 = not said."""

    zone: Zone
    brackets: tuple[Bracket, ...]
    further_kg_vnd: int
    days_least: int = 0
    days_most: int = 0


def fee(*, scale: Scale, weight_g: int) -> int:
    """This will return what a parcel of the weight costs; a parcel nobody weighed costs the lightest bracket.

    Units: g in, ₫ out. Above the heaviest bracket each started kilogram counts whole.
    """
    if weight_g < 0:
        raise ValueError("a weight is not negative")
    brackets = sorted(scale.brackets, key=lambda bracket: bracket.up_to_g)
    for bracket in brackets:
        if weight_g <= bracket.up_to_g:
            return bracket.fee_vnd
    heaviest = brackets[-1]
    started_kg = -(-(weight_g - heaviest.up_to_g) // KILOGRAM_G)
    return heaviest.fee_vnd + started_kg * scale.further_kg_vnd


def scale_for(*, scales: Mapping[Zone, Scale], zone: Zone) -> Scale | None:
    """This will return the nearest zone's scale that holds the journey; None = the table does not reach that far."""
    return next((scales[wider] for wider in Zone if wider.holds(zone) and wider in scales), None)


def checked(*, scales: Sequence[Scale]) -> dict[Zone, Scale]:
    """This will return the scales of a table by zone, once they make sense.

    Refuses: NoRates, ZoneTwice, RateOdd, FeeFalls.
    """
    if not scales:
        raise NoRates
    found: dict[Zone, Scale] = {}
    for scale in scales:
        if scale.zone in found:
            raise ZoneTwice(zone=scale.zone.value)
        _check(scale)
        found[scale.zone] = scale
    return found


def _check(scale: Scale) -> None:
    brackets = sorted(scale.brackets, key=lambda bracket: bracket.up_to_g)
    if not brackets:
        raise NoRates
    weights = [bracket.up_to_g for bracket in brackets]
    numbers = (scale.further_kg_vnd, scale.days_least, *(bracket.fee_vnd for bracket in brackets))
    if weights[0] <= 0 or len(set(weights)) < len(weights) or min(numbers) < 0 or scale.days_most < scale.days_least:
        raise RateOdd(zone=scale.zone.value)
    for lighter, heavier in pairwise(brackets):
        if heavier.fee_vnd < lighter.fee_vnd:
            raise FeeFalls(zone=scale.zone.value, up_to_g=heavier.up_to_g)


@dataclass(frozen=True, slots=True)
class Limit:
    """How far and how long goods may travel."""

    farthest: Zone
    most_days: int


def strictest(limits: Iterable[Limit]) -> Limit | None:
    """This will return what all the limits together leave; None = nothing is limited."""
    limits = list(limits)
    if not limits:
        return None
    return Limit(
        farthest=min((limit.farthest for limit in limits), key=lambda zone: zone.reach),
        most_days=min(limit.most_days for limit in limits),
    )


def keeps(*, limit: Limit | None, zone: Zone, days_most: int) -> bool:
    """This will tell whether the goods bear the journey. Days nobody has said (0) are not held against it."""
    return limit is None or (limit.farthest.holds(zone) and days_most <= limit.most_days)


class Way(Protocol):
    """What is compared between two ways of delivery."""

    @property
    def code(self) -> str: ...
    @property
    def fee_vnd(self) -> int: ...
    @property
    def days_most(self) -> int: ...
    @property
    def is_pickup(self) -> bool: ...


W = TypeVar("W", bound=Way)


def in_order(ways: Iterable[W]) -> tuple[W, ...]:
    """This will put home delivery first and pick-up last, each from the cheapest; the sooner one where fees are equal.

    Days nobody has said come after those that were.
    """
    return tuple(
        sorted(ways, key=lambda way: (way.is_pickup, way.fee_vnd, way.days_most == 0, way.days_most, way.code))
    )
