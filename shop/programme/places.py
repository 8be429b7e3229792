"""From what somebody says on the telephone as a place to one commune of today, or the few it may be. Never a guess."""

from __future__ import annotations

from typing import Any

from catalogue_ext.places.queries import (
    AmbiguousPlace,
    SplitPlace,
    Suggestion,
    UnknownPlace,
    candidates_of,
    commune,
    commune_of_address,
    suggest,
)

FEW = 8


def asked_place(*, text: str, chosen: str) -> Any:
    """This will return the commune that was chosen, else the one the text means. Costs: 10 queries at most.

    Refuses: UnknownPlace, AmbiguousPlace, SplitPlace.
    """
    return commune(code=chosen) if chosen else commune_of_address(text=text)


def like(*, text: str, refusal: Any) -> list[Suggestion]:
    """This will return the communes to choose from after a refusal. Costs: 3 queries at most."""
    if isinstance(refusal, AmbiguousPlace | SplitPlace):
        return [Suggestion(row, row.province) for row in candidates_of(refusal)[:FEW]]
    return suggest(text=text, limit=FEW) if isinstance(refusal, UnknownPlace) else []
