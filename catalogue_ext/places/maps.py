"""Point maps: a dot for each unit and no borders, so that none is drawn wrong. Pure but for reading the files once.

Hoàng Sa and Trường Sa are on every sheet of the country and of their provinces; islands far out lie in a frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import cos, dist, hypot, radians, sqrt
from statistics import median

from catalogue_ext.places.data_files import points

# The sheet of one province. Units: of its viewBox, about a pixel on a phone.
WIDTH, TALLEST, MARGIN = 320.0, 340.0, 14.0
FRAME_WIDTH, FRAME_HEIGHT, GAP = 84.0, 58.0, 10.0
# A special zone farther than this from the rest would leave the rest no room. Units: degrees.
FAR = 1.2
SPECIAL_ZONE = "Đặc khu "
LEAST_RADIUS, MOST_RADIUS = 5.0, 11.0

# The sheet of the country: the same as static/img/vietnam-points.svg, which is laid under the marks.
COUNTRY_WIDTH, COUNTRY_HEIGHT = 247.0, 307.0
_WEST, _NORTH, _SCALE = 101.897, 23.697, 20.0
_NARROW = cos(radians(16))
# Two marks stand this far apart, 24 px on the narrowest phone the map is drawn for.
APART = 18.6
_ROUNDS = 200
ARCHIPELAGOS = {"20333": "Hoàng Sa", "22736": "Trường Sa"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit to draw, and how many goods it has now."""

    code: str
    name: str
    lat: float
    lon: float
    count: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit that can be touched: one with goods, or the one a page is about."""

    code: str
    name: str
    x: float
    y: float
    radius: float
    count: int
    # Where it lies; elsewhere than x and y where it was moved aside from a neighbour.
    true_x: float
    true_y: float

    @property
    def is_moved(self) -> bool:
        """This will tell whether a line should lead to where the place lies."""
        return dist((self.x, self.y), (self.true_x, self.true_y)) > 2

    @property
    def reads_left(self) -> bool:
        """This will tell whether a name beside the spot must run to its left."""
        return self.x > WIDTH * 0.6

    @property
    def name_x(self) -> float:
        """This will return where a name beside the spot begins, or ends where it runs to the left."""
        return round(self.x - 14 if self.reads_left else self.x + 14, 1)

    @property
    def name_y(self) -> float:
        """This will return the base line of a name beside the spot."""
        return round(self.y + 4, 1)


@dataclass(frozen=True, slots=True)
class Frame:
    """Islands that lie too far out to be drawn where they are."""

    name: str
    x: float
    y: float
    width: float = FRAME_WIDTH
    height: float = FRAME_HEIGHT

    @property
    def middle(self) -> tuple[float, float]:
        """This will return where the islands' own dot stands."""
        return self.x + self.width / 2, self.y + 20

    @property
    def name_x(self) -> float:
        """This will return the middle of the name."""
        return self.middle[0]

    @property
    def name_y(self) -> float:
        """This will return the base line of the name."""
        return self.y + self.height - 12


@dataclass(frozen=True, slots=True)
class ProvinceSheet:
    """The map of one province. `dots` is the path of the units without goods."""

    width: float
    height: float
    dots: str
    spots: list[Spot]
    here: Spot | None
    frames: list[Frame]
    count: int

    @property
    def here_is_framed(self) -> bool:
        """This will tell whether the place a page is about has its name in a frame already."""
        return self.here is not None and any((self.here.x, self.here.y) == frame.middle for frame in self.frames)


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the country's sheet, and the dot it belongs to. It never runs over the edge."""

    name: str
    x: float
    y: float

    @property
    def anchor(self) -> str:
        """This will return which part of the name stands at `name_x`."""
        return "end" if self.x > COUNTRY_WIDTH - 30 else "middle"

    @property
    def name_x(self) -> float:
        """This will return where the name ends, or its middle."""
        return COUNTRY_WIDTH - 3 if self.anchor == "end" else self.x

    @property
    def name_y(self) -> float:
        """This will return the base line, over the dot."""
        return round(self.y - 6, 1)


@dataclass(frozen=True, slots=True)
class CountrySheet:
    """The marks of the country's map; its dots are a picture of their own."""

    spots: list[Spot]
    archipelagos: list[Label]


def province_sheet(*, units: Sequence[Unit], here: str = "") -> ProvinceSheet:
    """This will lay out the units of one province; `here` is the code of the one the page is about.

    Every unit is on the sheet: what lies too far out stands in a frame at the eastern edge, at its own height.
    """
    far = _far_out(units)
    near = [unit for unit in units if unit not in far] or list(far)
    far = [unit for unit in far if unit not in near]
    place, height = _projection(near, WIDTH - (FRAME_WIDTH + GAP if far else 0))
    frames = _frames(far, {unit.code: place(unit)[1] for unit in far}, height)
    at = {unit.code: place(unit) for unit in near} | {
        unit.code: frame.middle for unit, frame in zip(_by_latitude(far), frames, strict=True)
    }
    spots = [_spot(unit, at[unit.code]) for unit in units if unit.count or unit.code == here]
    return ProvinceSheet(
        width=WIDTH,
        height=round(max([height, *(frame.y + frame.height + MARGIN / 2 for frame in frames)]), 1),
        dots=_path(at[unit.code] for unit in units if not unit.count and unit.code != here),
        # The largest first: a small one is never covered.
        spots=sorted((spot for spot in spots if spot.code != here), key=lambda spot: (-spot.count, spot.code)),
        here=next((spot for spot in spots if spot.code == here), None),
        frames=frames,
        count=len(units),
    )


def _far_out(units: Sequence[Unit]) -> list[Unit]:
    def away(unit: Unit) -> float:
        east = cos(radians(unit.lat))
        others = (other for other in units if other is not unit)
        return min((hypot(other.lat - unit.lat, (other.lon - unit.lon) * east) for other in others), default=0)

    return [unit for unit in units if unit.name.startswith(SPECIAL_ZONE) and away(unit) > FAR]


def _projection(units: Sequence[Unit], room: float) -> tuple[Callable[[Unit], tuple[float, float]], float]:
    """This will return how these units lie on a sheet that wide, and how tall it becomes."""
    north, south = max(unit.lat for unit in units), min(unit.lat for unit in units)
    east, west = max(unit.lon for unit in units), min(unit.lon for unit in units)
    narrow = cos(radians((north + south) / 2))
    wide, tall = max((east - west) * narrow, 0.05), max(north - south, 0.05)
    scale = min((room - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
    height = tall * scale + 2 * MARGIN
    left, top = (room - (east - west) * narrow * scale) / 2, (height - (north - south) * scale) / 2

    def place(unit: Unit) -> tuple[float, float]:
        return round(left + (unit.lon - west) * narrow * scale, 1), round(top + (north - unit.lat) * scale, 1)

    return place, height


def _by_latitude(units: Iterable[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: (-unit.lat, unit.code))


def _frames(units: Sequence[Unit], heights: Mapping[str, float], height: float) -> list[Frame]:
    """This will stack the frames at the edge, each as near to its own latitude as the sheet allows."""
    frames: list[Frame] = []
    top = MARGIN / 2
    for unit in _by_latitude(units):
        lowest = max(top, height - FRAME_HEIGHT - MARGIN / 2)
        y = round(min(max(heights[unit.code] - FRAME_HEIGHT / 2, top), lowest), 1)
        frames.append(Frame(unit.name.removeprefix(SPECIAL_ZONE), WIDTH - FRAME_WIDTH - MARGIN / 2, y))
        top = y + FRAME_HEIGHT + GAP
    return frames


def _spot(unit: Unit, at: tuple[float, float]) -> Spot:
    radius = min(MOST_RADIUS, LEAST_RADIUS + 1.2 * (sqrt(max(unit.count, 1)) - 1))
    return Spot(unit.code, unit.name, at[0], at[1], round(radius, 1), unit.count, at[0], at[1])


def _path(dots: Iterable[tuple[float, float]]) -> str:
    """This will write dots as one path: a round cap at each, a tenth of the bytes of circles."""
    return "".join(f"M{x:g} {y:g}h0" for x, y in dots)


def country_sheet(*, names: Mapping[str, str]) -> CountrySheet:
    """This will lay out marks for these provinces (code -> name), none nearer to another than a finger needs.

    Costs: reads the files once a process; no query.
    """
    middles = province_middles()
    spots = [
        Spot(code, name, *middles[code], LEAST_RADIUS, 0, *middles[code])
        for code, name in names.items()
        if code in middles
    ]
    return CountrySheet(spots=apart(spots=spots), archipelagos=_archipelagos())


def on_country(*, lat: float, lon: float) -> tuple[float, float]:
    """This will return where a point lies on the country's sheet."""
    return round((lon - _WEST) * _SCALE * _NARROW, 1), round((_NORTH - lat) * _SCALE, 1)


@cache
def province_middles() -> dict[str, tuple[float, float]]:
    """This will return the middle of each province of today on the country's sheet: the median of its communes."""
    held: dict[str, list[tuple[float, float]]] = {}
    for point in points():
        held.setdefault(point.province, []).append((point.lat, point.lon))
    return {
        code: on_country(lat=median(lat for lat, _ in rows), lon=median(lon for _, lon in rows))
        for code, rows in held.items()
    }


@cache
def _archipelagos() -> list[Label]:
    found = {point.code: on_country(lat=point.lat, lon=point.lon) for point in points() if point.code in ARCHIPELAGOS}
    return [Label(name, *found[code]) for code, name in ARCHIPELAGOS.items()]


def apart(*, spots: Sequence[Spot], distance: float = APART) -> list[Spot]:
    """This will push spots that touch each other aside, both by half, until each has room."""
    at = [[spot.x, spot.y] for spot in spots]
    for _ in range(_ROUNDS):
        if not _pushed(at, distance):
            break
    return [replace(spot, x=round(x, 1), y=round(y, 1)) for spot, (x, y) in zip(spots, at, strict=True)]


def _pushed(at: list[list[float]], distance: float) -> bool:
    was_pushed = False
    for one, here in enumerate(at):
        for there in at[one + 1 :]:
            east, south = there[0] - here[0], there[1] - here[1]
            between = hypot(east, south)
            if between > distance - 0.01:
                continue
            half = (distance - between) / 2
            right, down = (east / between, south / between) if between else (1.0, 0.0)
            here[0], here[1] = here[0] - right * half, here[1] - down * half
            there[0], there[1] = there[0] + right * half, there[1] + down * half
            was_pushed = True
    return was_pushed
