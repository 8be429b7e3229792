"""Places: "ở Bình Liêu", "huyện Ba Chẽ", "from Quảng Ninh", "mật ong Uông Bí". Pure but for the names it is given.

What a type word is and how it is written, `catalogue_ext.places.rules` knows. A name that several places bear is all of
them; a province of that name comes before smaller places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from catalogue_ext.places.rules import LEVELS, readings
from shop.discovery.reading.names import Entry, Gazetteer, Level
from shop.discovery.reading.typed import Typed, may_be

_LEVELS = {"commune": Level.COMMUNE, "district": Level.DISTRICT, "province": Level.PROVINCE}
# "thành phố" is a province before it is a district.
_BY_SIZE = ("province", "district", "commune")
_TYPE_WORDS = {word: level for level in _BY_SIZE for word in LEVELS[level]}
_HEADS = {word.split()[0] for word in _TYPE_WORDS}
_LONGEST_HEAD = 2
# English says it behind the name.
_TAILS = {
    "province": Level.PROVINCE,
    "district": Level.DISTRICT,
    "town": Level.DISTRICT,
    "city": None,
    "commune": Level.COMMUNE,
    "ward": Level.COMMUNE,
    "island": None,
}
# Words before a place -> whether a place of one syllable is believed after them. The longest first.
_BEFORE = {
    "xuất xứ từ": False,
    "đến từ": False,
    "xuất xứ": False,
    "đặc sản": False,
    "ở": True,
    "tại": True,
    "từ": False,
    "của": False,
    "vùng": False,
    "made in": False,
    "from": False,
    "in": False,
    "of": False,
}
# Where all marks are left out, these may as well be other words, so they alone say nothing.
_STRICT = {"của", "tại"}
# Without its mark this is sesame.
_ONLY_MARKED = {"vùng"}
# After these "cua" is a crab.
_CRAB = {"", "mam", "rieu", "gach", "canh", "chao", "bun", "lau", "nem", "da", "cang", "thit", "sup", "cha", "banh"}
_MAKERS = (
    *("htx", "hợp tác xã", "thương hiệu", "công ty", "cty", "doanh nghiệp", "dntn", "hộ kinh doanh", "hkd"),
    *("cơ sở", "tổ hợp tác", "trang trại", "nhà máy", "xưởng", "cooperative", "company", "brand"),
)
# Apostrophes part a name into more words than its key has: Ea H'leo.
_APART = 2


@dataclass(frozen=True, slots=True)
class Place:
    """What a row of words names: one place or several of that name, the likeliest first."""

    begin: int
    end: int
    entries: tuple[Entry, ...]
    # Nothing but the name says that it is a place.
    is_bare: bool = False

    @property
    def level(self) -> Level:
        """This will return the size of the largest place of that name."""
        return max(entry.level for entry in self.entries)

    @property
    def provinces(self) -> frozenset[str]:
        """This will return the whole provinces of today that it means."""
        return frozenset(entry.province for entry in self.entries if entry.province)

    @property
    def communes(self) -> frozenset[tuple[str, str]]:
        """This will return the communes of today that it means, each with its province."""
        return frozenset[tuple[str, str]]().union(*(entry.communes for entry in self.entries))

    @property
    def apart(self) -> int:
        """This will return how many other places bear the name that lie elsewhere than the first."""
        first = self.entries[0]
        others = {
            entry.communes or entry.province for entry in self.entries[1:] if not entry.communes <= first.communes
        }
        return len(others - {first.communes or first.province})


def with_type_words(typed: Typed, names: Gazetteer) -> Iterator[Place]:
    """This will yield the places that say what they are: "huyện Ba Chẽ", "tp.hcm", "Quang Ninh province"."""
    at = 0
    while at < len(typed.words):
        place = _after_type_word(typed, at, names)
        if place is not None:
            yield place
        at = max(at + 1, place.end if place else 0)
    for at, word in enumerate(typed.words):
        if word.folded in _TAILS and typed.is_free(at, at + 1):
            place = _ending_at(typed, at, names, level=_TAILS[word.folded], least=1)
            if place is not None:
                yield replace(place, end=at + 1)


def _after_type_word(typed: Typed, at: int, names: Gazetteer) -> Place | None:
    if typed.words[at].folded not in _HEADS:
        return None
    if len(typed.words[at].folded) == 1 and typed.text[typed.words[at].typed_at[1] :][:1] != ".":
        # "t shirt", "h 2 kg": one letter is a type word with a full stop only.
        return None
    for end in range(min(at + names.longest + _APART + _LONGEST_HEAD, len(typed.words)), at + 1, -1):
        if typed.is_free(at, end) and _is_after_head(typed, at, end, names):
            written = typed.written(at, end)
            # A district may have become wards long ago, and its name lives on: "huyện Hoành Bồ".
            for is_any_size in (False, True):
                for level in _BY_SIZE:
                    entries = _of_type(written, level, names, is_any_size=is_any_size)
                    if entries:
                        return Place(at, end, entries)
    return None


def _is_after_head(typed: Typed, at: int, end: int, names: Gazetteer) -> bool:
    """Whether a name is known that begins one or two words later: the careful reading costs a hundred times as much."""
    return any(names.named(typed.key(at + length, end)) for length in range(1, _LONGEST_HEAD + 1) if at + length < end)


def _of_type(written: str, level: str, names: Gazetteer, *, is_any_size: bool) -> tuple[Entry, ...]:
    for reading in readings(written, level=level):
        if not reading.kind:
            continue
        known = [entry for entry in names.named(reading.key) if is_any_size or entry.level is _LEVELS[level]]
        found = _spelt(known, reading.text) or known
        of_kind = [entry for entry in found if entry.kind == reading.kind]
        # A quận 3 is no phường 3; but a thị xã may have become a city since.
        if of_kind or not reading.key.isdigit():
            return _chosen(of_kind or found)
    return ()


def after_words(typed: Typed, names: Gazetteer) -> Iterator[Place]:
    """This will yield the places after a word like "ở", "của", "from"."""
    at = 0
    while at < len(typed.words):
        length, may_be_short = _before(typed, at)
        place = _beginning_at(typed, at + length, names, least=1 if may_be_short else 2) if length else None
        if place is not None:
            yield replace(place, begin=at)
        at = max(at + 1, place.end if place else 0)


def _before(typed: Typed, at: int) -> tuple[int, bool]:
    """How many words that announce a place stand here (0: none), and whether a short name is believed after them."""
    for spelling, may_be_short in _BEFORE.items():
        length = len(spelling.split())
        if not typed.is_free(at, at + length) or not typed.agrees(at, spelling, strictly=spelling in _STRICT):
            continue
        if spelling in _ONLY_MARKED and not typed.words[at].has_marks:
            continue
        if spelling == "của" and not typed.words[at].has_marks:
            before = typed.words[at - 1].folded if at else ""
            if before in _CRAB:
                continue
        return length, may_be_short
    return 0, False


def bare(
    typed: Typed, names: Gazetteer, *, goods: Collection[tuple[int, int]], known: Collection[Place]
) -> Place | None:
    """This will return a place that merely stands at the end or the beginning of what is left, or None.

    `goods` are rows of words that name goods (thanh long) and no place. Beside a place that is `known` already, only
    one that lies in it or holds it counts, of any size. Alone only a province or a district counts: half of all makers
    are called like some commune, and whoever is found by a commune's name is found by these words as well.
    """
    for _, end in reversed(typed.pieces()):
        place = _ending_at(typed, end, names, not_in=goods)
        if place is None:
            continue
        if known:
            if any(_inside(place, other) or _inside(other, place) for other in known):
                return place
        elif place.level > Level.COMMUNE and not _is_a_maker(typed):
            return place
    if not known and not _is_a_maker(typed):
        for begin, _ in typed.pieces():
            place = _beginning_at(typed, begin, names, not_in=goods)
            if place is not None and place.level > Level.COMMUNE:
                return place
    return None


def _is_a_maker(typed: Typed) -> bool:
    """Whether a legal form is named: what follows it is called like a place rather than being one."""
    return any(
        typed.agrees(at, spelling) and typed.is_free(at, at + len(spelling.split()))
        for at in range(len(typed.words))
        for spelling in _MAKERS
    )


def with_words_before(typed: Typed, place: Place) -> Place:
    """This will return the place together with the words that announce it: "ở", and a type word that is not its own."""
    begin = place.begin
    for length in (2, 1):
        if typed.is_free(begin - length, begin) and _is_type_word(typed, begin - length, begin):
            begin -= length
            break
    for length in (3, 2, 1):
        if typed.is_free(begin - length, begin) and _before(typed, begin - length)[0] == length:
            return replace(place, begin=begin - length)
    return replace(place, begin=begin)


def _is_type_word(typed: Typed, begin: int, end: int) -> bool:
    folded = " ".join(word.folded for word in typed.words[begin:end])
    kinds = {LEVELS[level][folded] for level in _BY_SIZE if folded in LEVELS[level]}
    return len(folded) > 1 and any(typed.agrees(begin, kind) or folded in {"tp", "tx", "tt", "dk"} for kind in kinds)


def narrowed(places: list[Place]) -> list[Place]:
    """This will keep of each place what lies in a larger one that was named too, and drop that one: Ba Chẽ, Quảng Ninh.

    Where they stand side by side, the words of all are the smaller one's. The largest decides first: of two districts
    of one name it is the one in the province that was named.
    """
    kept, used = [], set()
    for at, place in enumerate(places):
        found, larger = place, []
        for other_at in sorted(range(len(places)), key=lambda key: -places[key].level):
            inside = _inside(found, places[other_at]) if other_at != at else None
            if inside is not None:
                used.add(other_at)
                found = inside
                larger.append(places[other_at])
        for other in reversed(larger):
            found = _joined(found, other)
        kept.append(found)
    return [place for at, place in enumerate(kept) if at not in used]


def _joined(smaller: Place, larger: Place) -> Place:
    is_beside = smaller.end == larger.begin or larger.end == smaller.begin
    begin, end = min(smaller.begin, larger.begin), max(smaller.end, larger.end)
    return replace(smaller, begin=begin, end=end) if is_beside else smaller


def _inside(smaller: Place, larger: Place) -> Place | None:
    for whole in larger.entries:
        inside = tuple(entry.within(whole) for entry in smaller.entries if whole.holds(entry))
        if inside:
            return replace(smaller, entries=inside)
    return None


def _ending_at(
    typed: Typed,
    end: int,
    names: Gazetteer,
    *,
    level: Level | None = None,
    least: int = 2,
    not_in: Collection[tuple[int, int]] = (),
) -> Place | None:
    """The longest name that ends before a word."""
    starts = range(max(0, end - names.longest - _APART), end)
    return _first(typed, ((begin, end) for begin in starts), names, level, least, not_in)


def _beginning_at(
    typed: Typed, begin: int, names: Gazetteer, *, least: int = 2, not_in: Collection[tuple[int, int]] = ()
) -> Place | None:
    ends = range(min(begin + names.longest + _APART, len(typed.words)), begin, -1)
    return _first(typed, ((begin, end) for end in ends), names, None, least, not_in)


def _first(
    typed: Typed,
    rows: Iterable[tuple[int, int]],
    names: Gazetteer,
    level: Level | None,
    least: int,
    not_in: Collection[tuple[int, int]],
) -> Place | None:
    for begin, end in rows:
        if not typed.is_free(begin, end) or any(first <= begin and end <= last for first, last in not_in):
            continue
        entries = _named(typed, begin, end, names, level, is_short=end - begin < least)
        if entries:
            return Place(begin, end, entries)
    return None


def _named(
    typed: Typed, begin: int, end: int, names: Gazetteer, level: Level | None, *, is_short: bool
) -> tuple[Entry, ...]:
    key = typed.key(begin, end)
    known = [entry for entry in names.named(key) if level is None or entry.level is level]
    if is_short:
        known = [entry for entry in known if entry.is_plain]
    # A number is a place after a type word only.
    return () if key.isdigit() else _chosen(_spelt(known, typed.written(begin, end)))


def _spelt(entries: list[Entry], written: str) -> list[Entry]:
    return [entry for entry in entries if may_be(written, entry.proper)]


def _chosen(entries: list[Entry]) -> tuple[Entry, ...]:
    """A province of today, else one of before, else every smaller place of that name."""
    if not entries or entries[0].level < Level.PROVINCE:
        return tuple(entries)
    return tuple(entries[:1])
