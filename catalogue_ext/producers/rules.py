"""What is true of a producer by its name and number alone. Pure."""

from __future__ import annotations

import re

from shop.primitives.refusal import Refusal
from shop.primitives.vi_text import fold


class BadTaxCode(Refusal):
    """Not a Vietnamese tax code. Facts: `text`, `why` = length | check_digit | branch."""

    code = "bad_tax_code"


class BadZalo(Refusal):
    """Not the number of a Zalo account. Facts: `text`."""

    code = "bad_zalo"


class UnknownKind(Refusal):
    """The first words of the name do not say what kind of subject it is. Facts: `name`."""

    code = "unknown_kind"


# Weights of the first nine digits; the tenth is 10 - sum mod 11. Source: Thông tư 86/2024/TT-BTC (form of the
# number); the check digit as in python-stdnum `stdnum.vn.mst`.
_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_TAX_CODE = re.compile(r"(\d{10})(?:-?(\d{3}))?|(\d{12})")

# First words of a name, folded -> kind (the values of `models.ProducerKind`). Longest first where one begins another.
_FIRST_WORDS = (
    ("lien hiep hop tac xa", "COOPERATIVE"),
    ("lien hiep htx", "COOPERATIVE"),
    ("hop tac xa", "COOPERATIVE"),
    ("htx", "COOPERATIVE"),
    ("to hop tac", "GROUP"),
    ("tht", "GROUP"),
    ("chi nhanh cong ty", "COMPANY"),
    ("chi nhanh doanh nghiep", "COMPANY"),
    ("chi nhanh hop tac xa", "COOPERATIVE"),
    ("chi nhanh htx", "COOPERATIVE"),
    ("doanh nghiep", "COMPANY"),
    ("cong ty", "COMPANY"),
    ("cty", "COMPANY"),
    ("dntn", "COMPANY"),
    ("dn", "COMPANY"),
    ("chu trang trai", "FARM"),
    ("trang trai", "FARM"),
    ("ho san xuat kinh doanh", "HOUSEHOLD"),
    ("ho kinh doanh", "HOUSEHOLD"),
    ("ho san xuat", "HOUSEHOLD"),
    ("ho gia dinh", "HOUSEHOLD"),
    ("ho kd", "HOUSEHOLD"),
    ("hkd", "HOUSEHOLD"),
    ("hiep hoi", "ASSOCIATION"),
    ("hoi", "ASSOCIATION"),
)

# Words of a company's form, which follow its first words: Công ty | TNHH | MTV | Seagull.
_FORM_WORDS = (
    "trach nhiem huu han",
    "mot thanh vien",
    "hai thanh vien",
    "1 thanh vien",
    "2 thanh vien",
    "co phan",
    "hop danh",
    "tu nhan",
    "tnhh",
    "mtv",
    "cp",
)
_NOT_WORD = re.compile(r"[^\w]+|_")


def tax_code(text: str) -> str:
    """This will return a tax code as it is stored: 10 digits, 10-3 for a branch, or 12 (a person's own number).

    Refuses: BadTaxCode for another length, a branch 000, or a check digit that does not fit (10 and 10-3).
    Source: Thông tư 86/2024/TT-BTC: since 01/07/2025 households and persons use the 12 digits of their identity.
    """
    plain = re.sub(r"[\s.]", "", text).replace("–", "-")
    match = _TAX_CODE.fullmatch(plain)
    if match is None or not plain.isascii():
        raise BadTaxCode(text=text, why="length")
    number, branch, person = match.groups()
    if person:
        return str(person)
    if number[9] != tax_check_digit(number[:9]):
        raise BadTaxCode(text=text, why="check_digit")
    if branch == "000":
        raise BadTaxCode(text=text, why="branch")
    return f"{number}-{branch}" if branch else str(number)


def tax_check_digit(first_nine: str) -> str:
    """This will return the tenth digit; a number whose digit would be 10 is never issued and matches nothing."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_nine, strict=True))
    return str(10 - total % 11)


def zalo(text: str) -> str:
    """This will return the number of a Zalo account as it is stored: digits only, a mobile number or an account's own.

    Refuses: BadZalo for fewer than 8 or more than 20 digits, or other signs than people put between digits.
    """
    digits = re.sub(r"[\s.()+-]", "", text)
    if not (digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 20):
        raise BadZalo(text=text)
    return digits


def kind_from_name(name: str) -> str:
    """This will return the kind of subject its first words say (a value of `ProducerKind`). Refuses: UnknownKind."""
    words = _words(name)
    for first, kind in _FIRST_WORDS:
        if words == first or words.startswith(f"{first} "):
            return kind
    raise UnknownKind(name=name)


def near_fold(name: str) -> str:
    """This will return the name without case, marks, signs and words of legal form: near matches meet here.

    "HTX Nông nghiệp Hải Yến" and "Hợp tác xã nông nghiệp Hải Yến" meet; "HTX Hải Yến" does not. A name of nothing but
    form words keeps them.
    """
    words = _words(name)
    rest = _without_first(words, tuple(first for first, _ in _FIRST_WORDS))
    # Only here: "hội" begins an association's name, but "Công ty Hội An Xanh" is of Hội An.
    while rest != (shorter := _without_first(rest, _FORM_WORDS)):
        rest = shorter
    return rest


def _without_first(words: str, first_words: tuple[str, ...]) -> str:
    return next((words[len(first) + 1 :] for first in first_words if words.startswith(f"{first} ")), words)


def _words(name: str) -> str:
    return " ".join(_NOT_WORD.sub(" ", fold(name)).split())
