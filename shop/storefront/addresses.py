"""From what a shopper typed as a place to one commune of today, or to the few it may be. Never a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalogue_ext.places.queries import (
    AmbiguousPlace,
    SplitPlace,
    UnknownPlace,
    commune,
    commune_today,
    parse_address,
    province,
    suggest,
)
from catalogue_ext.places.queries.today import candidates_of

FEW = 8


@dataclass(frozen=True, slots=True)
class Found:
    """One commune, or the few to choose from and why; no commune and none to choose from: nobody knows the name."""

    commune: Any = None
    candidates: tuple[Any, ...] = ()
    code: str = ""


def find_commune(*, text: str, province_code: str, chosen_code: str) -> Found:
    """This will return the commune a shopper means.

    A commune chosen from a list wins. Else the tables answer, old names included; where they cannot, the shopper chooses.
    Costs: 12 queries at most.
    """
    if chosen_code:
        try:
            return Found(commune=commune(code=chosen_code))
        except UnknownPlace:
            return Found(code=UnknownPlace.code)
    try:
        return Found(commune=_said(text, province(code=province_code).name if province_code else ""))
    except (AmbiguousPlace, SplitPlace) as refusal:
        return Found(candidates=tuple(candidates_of(refusal)[:FEW]), code=refusal.code)
    except UnknownPlace as refusal:
        return Found(candidates=_like(text, province_code), code=refusal.code)


def _said(text: str, province_name: str) -> Any:
    address = parse_address(text=text)
    return commune_today(
        name=address.commune or text,
        district=address.district or None,
        province=address.province or province_name or None,
    )


def _like(text: str, province_code: str) -> tuple[Any, ...]:
    rows = suggest(text=text, limit=4 * FEW)
    near = [row.commune for row in rows if province_code in ("", row.province.code)]
    return tuple(near[:FEW])
