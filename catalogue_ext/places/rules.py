"""How place names are written, and when two writings mean the same name. Pure: no table is asked here."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt

from shop.primitives.vi_text import fold

# Provinces were merged and districts abolished on this day (NQ 202/2025/QH15; Luật 72/2025/QH15).
TWO_LEVELS_SINCE = date(2025, 7, 1)

# Type words as people write them -> the word the tables use. Long before short: "thị xã" is not a "thị" of "xã".
_COMMUNE_WORDS = {
    "thi tran": "thị trấn",
    "dac khu": "đặc khu",
    "phuong": "phường",
    "xa": "xã",
    "tt": "thị trấn",
    "dk": "đặc khu",
    "p": "phường",
    "f": "phường",
    "x": "xã",
}
_DISTRICT_WORDS = {
    "thanh pho": "thành phố",
    "thi xa": "thị xã",
    "huyen": "huyện",
    "quan": "quận",
    "tp": "thành phố",
    "tx": "thị xã",
    "h": "huyện",
    "q": "quận",
}
_PROVINCE_WORDS = {"thanh pho": "thành phố", "tinh": "tỉnh", "tp": "thành phố", "t": "tỉnh"}
LEVELS = {"commune": _COMMUNE_WORDS, "district": _DISTRICT_WORDS, "province": _PROVINCE_WORDS}

_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_NOT_WORD = re.compile(r"[^\w]+|_")
_LEADING_ZERO = re.compile(r"\b0+(?=\d)")
_TONES = "\u0300\u0309\u0303\u0301\u0323"
_MARKS = re.compile(r"[\u0300-\u036fđ]")
_SHORT = {"thành phố": "TP", "thị xã": "TX"}


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a written name: its type word (the tables' spelling, or empty) and the name proper."""

    kind: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class PrintedAddress:
    """The parts of a printed address, as printed. An empty part was not there."""

    commune: str = ""
    district: str = ""
    province: str = ""
    rest: str = ""


def place_key(text: str) -> str:
    """This will return the name for comparing: folded, apostrophes dropped, other signs as spaces, no leading zeros."""
    plain = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", fold(text)))
    return _LEADING_ZERO.sub("", " ".join(plain.split()))


def marks_key(text: str) -> str:
    """This will return the name with its marks, but indifferent to where in the word the tone stands (Hòa = Hoà)."""
    plain = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", unicodedata.normalize("NFC", text).casefold()))
    return " ".join(_word_with_tone_last(word) for word in _LEADING_ZERO.sub("", plain).split())


def _word_with_tone_last(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    letters = "".join(part for part in parts if part not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(part for part in parts if part in _TONES)


def has_marks(text: str) -> bool:
    """This will tell whether the writer used marks (or đ) at all."""
    return bool(_MARKS.search(unicodedata.normalize("NFD", text).casefold()))


def without_type(name: str, division_type: str) -> str:
    """This will return a full name of the tables without its type word: Xã Quảng Trực -> Quảng Trực."""
    head, rest = name[: len(division_type)], name[len(division_type) :]
    return rest.strip() if division_type and head.casefold() == division_type and rest.strip() else name


def split_type(name: str, *, level: str) -> tuple[str, str]:
    """This will part a full name of the tables into type word and name proper: ("huyện", "Tuy Đức")."""
    for kind in sorted(set(LEVELS[level].values()), key=len, reverse=True):
        proper = without_type(name, kind)
        if proper != name:
            return kind, proper
    return "", name


def readings(text: str, *, level: str) -> list[Reading]:
    """This will return the ways to read a written name, the likeliest first.

    "Xã Lượng" has one, "Xá Lượng" one, "xa luong" two (xã + Lượng, or the name Xá Lượng): who writes without marks
    leaves both open. Empty for a text without a name in it.
    """
    text = " ".join(unicodedata.normalize("NFC", text).split()).strip(" .,;:-")
    whole = place_key(text)
    found: list[Reading] = []
    for word, kind in LEVELS[level].items():
        rest = _after_word(text, word)
        if rest is None:
            continue
        typed = text[: len(text) - len(rest)].strip(" .")
        if has_marks(typed) and marks_key(typed) != marks_key(kind):
            continue  # "Xá Lượng": the marks say that this is no type word
        found.append(Reading(kind, rest, place_key(rest)))
        if has_marks(typed) or "." in text[: len(text) - len(rest)]:
            return found
        break
    if whole:
        found.append(Reading("", text, whole))
    return found


def _after_word(text: str, word: str) -> str | None:
    """This will return what follows a leading type word (P. Quang Trung, P.Quang Trung, P1), or None without one."""
    pattern = r"\s+".join("".join(_spelled(letter) for letter in part) for part in word.split())
    ending = r"(?:\s*\.\s*|\s+|(?=\d))" if len(word) == 1 else r"(?:\s*\.\s*|\s+)"
    match = re.match(pattern + ending, text, re.IGNORECASE)
    rest = text[match.end() :] if match else ""
    return rest if match and place_key(rest) else None


_FAMILY: dict[str, str] = {}


def _spelled(letter: str) -> str:
    if not _FAMILY:
        for code in [*range(0x61, 0x7B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
            char = chr(code).lower()
            _FAMILY[fold(char)] = _FAMILY.get(fold(char), "") + char
    return f"[{''.join(dict.fromkeys(_FAMILY[letter]))}]"


def short_label(name: str, division_type: str = "") -> str:
    """This will write a unit inside a sentence: phường Quang Trung, TP Uông Bí, huyện Tuy Đức, tỉnh Đắk Nông."""
    kind, proper = (
        (division_type, without_type(name, division_type)) if division_type else split_type(name, level="district")
    )
    if not division_type and not kind:
        kind, proper = split_type(name, level="province")
    if not kind or proper == name:
        return name
    return f"{_SHORT.get(kind, kind)} {proper}"


def alias_key(text: str) -> str:
    """This will return an alias for comparing: each part between commas without its type word."""
    parts = [part for part in re.split(r"[,;]", text) if place_key(part)]
    return ", ".join(_part_key(part) for part in parts)


def _part_key(part: str) -> str:
    for level in ("commune", "district", "province"):
        reading = readings(part, level=level)[0]
        if reading.kind:
            return reading.key
    return place_key(part)


def search_words(*names: str) -> str:
    """This will return the words by which a unit is found while typing, each with a space before it."""
    keys = list(dict.fromkeys(place_key(name) for name in names))
    return "".join(f" {word}" for word in " ".join(keys).split())


def address_parts(text: str) -> list[str]:
    """This will part a printed address at its commas; a country at the end is dropped."""
    parts = [part.strip(" .") for part in re.split(r"[,;\n]", unicodedata.normalize("NFC", text))]
    parts = [part for part in parts if place_key(part)]
    while parts and place_key(parts[-1]) in {"viet nam", "vietnam", "vn"}:
        parts.pop()
    return parts


def typed_parts(text: str) -> list[str]:
    """This will part what somebody types: at commas, and before a type word of a district or province in between.

    "phường quang trung tp uông bí" -> two parts; "xã quan sơn" -> one, for "quan" is marked quận as a type word.
    """
    found: list[str] = []
    for part in address_parts(text):
        words, begin = part.split(), 0
        for at in range(1, len(words) - 1):
            rest = " ".join(words[at:])
            kind = type_of(rest, level="district") or type_of(rest, level="province")
            named = " ".join(words[begin:at])
            if kind and len(place_key(words[at])) > 1 and _has_name(named):
                found.append(named)
                begin = at
        found.append(" ".join(words[begin:]))
    return found


def _has_name(part: str) -> bool:
    """This will tell whether more than a type word stands there."""
    return place_key(part) not in _COMMUNE_WORDS.keys() | _DISTRICT_WORDS.keys() | _PROVINCE_WORDS.keys()


def type_of(part: str, *, level: str) -> str:
    """This will return the type word a part of an address begins with, or an empty text."""
    found = readings(part, level=level)
    return found[0].kind if found else ""


# Mean radius of the earth. Units: km.
_EARTH = 6371.0


def kilometres(*, lat: float, lon: float, other_lat: float, other_lon: float) -> int:
    """This will return how far apart two points are as the crow flies. Units: degrees in, whole km out, 1 at least."""
    north, east = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    share = sin(north) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(east) ** 2
    return max(1, round(2 * _EARTH * asin(sqrt(share))))
