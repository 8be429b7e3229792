"""Which carriers there are, and which are switched on (settings.CARRIERS; none by default)."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from shop.carriers.base import Carrier
from shop.primitives.refusal import Refusal

# Adapters are built without arguments and read their own settings.
KNOWN = {"ghn": "shop.carriers.ghn.adapter.Ghn"}


class UnknownCarrier(Refusal):
    """No adapter has this code, or it is switched off. Facts: `carrier`."""

    code = "carrier_unknown"


def carriers() -> list[Carrier]:
    """This will return the carriers that are switched on. Refuses: UnknownCarrier for a code nobody built."""
    return [_built(code) for code in settings.CARRIERS]


def carrier(*, code: str) -> Carrier:
    """This will return one carrier that is switched on. Refuses: UnknownCarrier."""
    if code not in settings.CARRIERS:
        raise UnknownCarrier(carrier=code)
    return _built(code)


def _built(code: str) -> Carrier:
    if code not in KNOWN:
        raise UnknownCarrier(carrier=code)
    made: Carrier = _class(KNOWN[code])()
    return made


@cache
def _class(path: str) -> type[Carrier]:
    found: type[Carrier] = import_string(path)
    return found
