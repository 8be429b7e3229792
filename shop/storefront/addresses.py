"""From what a shopper typed as a place to one commune of today, or to the few it may be. Never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalogue_ext.places.queries import (
    AmbiguousPlace,
    SplitPlace,
    Suggestion,
    UnknownPlace,
    commune,
    commune_today,
    parse_address,
    province,
    suggest,
)
from catalogue_ext.places.queries.today import candidates_of

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
        province_name = address.province or (province(code=province_code).name if province_code else "")
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
    if len(candidates) == 1:
        return Found(commune=candidates[0].commune)
    return Found(candidates=candidates, code=(AmbiguousPlace if candidates else UnknownPlace).code)


def _like(text: str, province_code: str) -> tuple[Suggestion, ...]:
    rows = suggest(text=text, limit=4 * FEW)
    return tuple([row for row in rows if province_code in ("", row.province.code)][:FEW])
