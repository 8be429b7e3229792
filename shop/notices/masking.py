"""An address shown to those who only have to recognise it."""

from __future__ import annotations

from shop.accounts.phones import dialled

_HIDDEN = "***"


def masked(address: str) -> str:
    """This will hide the middle of a phone number or an e-mail: 0912***678, h***@example.vn. Hidden stays as it is."""
    if not address or _HIDDEN in address:
        return address
    if "@" in address:
        name, _at, host = address.rpartition("@")
        return f"{name[:1]}{_HIDDEN}@{host}"
    digits = dialled(phone=address)
    if digits.startswith("+84"):
        digits = "0" + digits.removeprefix("+84")
    return f"{digits[:4]}{_HIDDEN}{digits[-3:]}" if len(digits) >= 9 else _HIDDEN
