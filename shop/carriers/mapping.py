"""What a carrier calls our communes, as somebody found it out."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from shop.audit.operations import record
from shop.carriers.models import CarrierPlace
from shop.carriers.operations import NotYours
from shop.carriers.permission import may_act_for
from shop.carriers.registry import KNOWN, UnknownCarrier
from shop.primitives.refusal import Refusal

if TYPE_CHECKING:
    from catalogue_ext.places.models import Commune
    from shop.accounts.models import User


class CodesOdd(Refusal):
    """A carrier's codes are names with a number or a text each."""

    code = "carriers_codes_odd"


@transaction.atomic
def map_place(*, carrier: str, commune: Commune, codes: Any, by: User | None, at: datetime) -> CarrierPlace:
    """This will say what a carrier calls a commune of ours; said again, it takes the place of what was said before.

    Refuses: NotYours for anybody but staff, UnknownCarrier, CodesOdd.
    """
    if not may_act_for(by=by):
        raise NotYours
    if carrier not in KNOWN:
        raise UnknownCarrier(carrier=carrier)
    if not isinstance(codes, dict) or not codes or not all(isinstance(code, int | str) for code in codes.values()):
        raise CodesOdd
    place, _ = CarrierPlace.objects.update_or_create(carrier=carrier, commune=commune, defaults={"codes": codes})
    facts = {"carrier": carrier, "commune": commune.code, "codes": codes}
    record(action="delivery.place_mapped", record=place, by=by, at=at, facts=facts)
    return place
