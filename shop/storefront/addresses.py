"""From what a shopper typed as a place to one commune of today, or to the few it may be. Never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalogue_ext.places.queries import (
    AmbiguousPlace,
    SplitPlace,
    Suggestion,
    UnknownPlace,
    candidates_of,
    commune,
    commune_today,
    parse_address,
    province,
    suggest,
    units_named,
)

FEW = 12


@dataclass(frozen=True, slots=True)
class Found:
    """One commune, or the few to choose from and why; no commune and none to choose from: nobody knows the name."""

    commune: Any = None
    candidates: tuple[Suggestion, ...] = ()
    code: str = ""


def find_commune(*, text: str, province_code: str, chosen_code: str) -> Found:
    """This will return the commune a shopper means.

    A commune chosen from a list wins. With a province the tables answer, old names included. Without one a name is
    taken only when nothing else, old or new, is called so; else the shopper chooses. Costs: 12 queries at most.
    """
    try:
        if chosen_code:
            return Found(commune=commune(code=chosen_code))
        address = parse_address(text=text)
        # A text that is a province's name and no more ("Hòa Bình") names no commune in it.
        province_name = address.province if address.commune else ""
        province_name = province_name or (province(code=province_code).name if province_code else "")
        if not province_name:
            return _alone(text)
        name = address.commune or text
        return Found(commune=commune_today(name=name, district=address.district or None, province=province_name))
    except SplitPlace as refusal:
        pieces = candidates_of(refusal)[:FEW]
        return Found(candidates=tuple(Suggestion(row, row.province) for row in pieces), code=refusal.code)
    except (AmbiguousPlace, UnknownPlace) as refusal:
        return Found(candidates=_like(text, province_code), code=refusal.code)


def _alone(text: str) -> Found:
    candidates = _like(text, "")
    # With its kind before it ("phường Uông Bí") a name that one unit bears, and none ever bore elsewhere, is exact.
    exact = units_named(full_name=text)
    if len(exact) == 1 and exact[0].valid_to is None:
        return Found(commune=exact[0])
    if len(candidates) == 1:
        return Found(commune=candidates[0].commune)
    return Found(candidates=candidates, code=(AmbiguousPlace if candidates else UnknownPlace).code)


def _like(text: str, province_code: str) -> tuple[Suggestion, ...]:
    rows = suggest(text=text, limit=4 * FEW)
    return tuple([row for row in rows if province_code in ("", row.province.code)][:FEW])
