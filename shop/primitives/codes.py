"""Codes a person can read over the phone: Crockford's base 32 (no I, L, O, U)."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})


def crockford(length: int) -> str:
    """This will return a random code of that many characters (5 bits each)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def normalise_code(text: str) -> str:
    """This will read a code as typed: any case, spaces and hyphens anywhere, I and L as 1, O as 0."""
    return "".join(text.split()).replace("-", "").upper().translate(_READ_AS)
