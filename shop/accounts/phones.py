"""Vietnamese phone numbers, as people write them, in one stored form (E.164)."""

from __future__ import annotations

import re
import unicodedata

from shop.primitives.refusal import Refusal

_COUNTRY = "84"
# Between the digits people put spaces, full stops, hyphens and brackets; nothing else.
_BETWEEN = re.compile(r"[\s.\-()\u2010-\u2015]")
# Mobile numbers have 10 digits (since 2018), fixed ones 11 (since 2017), both counted with the leading 0.
_MOBILE = re.compile(r"0[35789]\d{8}")
_FIXED = re.compile(r"02\d{9}")


class BadPhone(Refusal):
    """What was typed is no Vietnamese phone number.

    Facts: `digits` (how many there are, counted with the leading 0), `needed` (10 or 11), `reason`
    (`empty`, `letters`, `foreign`, `length`, `prefix`).
    """

    code = "bad_phone"


def _national(text: str) -> str:
    """This will return the digits in national form, with the leading 0 where the writer gave one."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    if not plain:
        raise BadPhone(digits=0, needed=10, reason="empty")
    has_plus, digits = plain.startswith("+"), plain.removeprefix("+")
    if not re.fullmatch(r"[0-9]+", digits):
        raise BadPhone(digits=sum(char in "0123456789" for char in digits), needed=10, reason="letters")
    if digits.startswith("00"):
        has_plus, digits = True, digits[2:]
    if has_plus and not digits.startswith(_COUNTRY):
        raise BadPhone(digits=len(digits), needed=10, reason="foreign")
    # Without + or 00, 84… is the country only when there is more than a national number without its 0 would have.
    if has_plus or (digits.startswith(_COUNTRY) and len(digits) >= 11):
        # People also write +84 (0)91…
        digits = "0" + digits.removeprefix(_COUNTRY).removeprefix("0")
    return digits


def to_e164(*, text: str) -> str:
    """This will return a Vietnamese number as +84…, however it was written: 091 234 5678, +84 91…, 8491…, 0203.3…

    Refuses: BadPhone. Source: numbering plan of Vietnam, TT 22/2014/TT-BTTTT and the changes of 2017 (fixed numbers)
    and 2018 (mobile numbers of 10 digits, beginning 03, 05, 07, 08, 09).
    """
    digits = _national(text)
    if _MOBILE.fullmatch(digits) or _FIXED.fullmatch(digits):
        return f"+{_COUNTRY}{digits[1:]}"
    needed = 11 if digits.startswith("02") else 10
    reason = "length" if len(digits) != needed else "prefix"
    raise BadPhone(digits=len(digits), needed=needed, reason=reason)


def spoken(*, phone: str) -> str:
    """This will write a stored number as it is said: +84912345678 → 091 234 5678, +842033825001 → 0203 382 5001."""
    if not phone.startswith(f"+{_COUNTRY}"):
        return phone
    digits = "0" + phone.removeprefix(f"+{_COUNTRY}")
    return f"{digits[:-7]} {digits[-7:-4]} {digits[-4:]}"


def dialled(*, phone: str) -> str:
    """This will return a number as it is dialled, for a link, however it was written: 091 234.5678 → 0912345678."""
    return re.sub(r"(?!^\+)[^0-9]", "", phone.strip())
