"""The sentences for people, one for each refusal of this room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.carriers.models import ZONES
from shop.primitives.period import last_day, local_day
from shop.primitives.refusal import Refusal

SENTENCES: dict[str, str | Promise] = {
    "too_far": _("These goods keep for a short time, so they are only sent near: %(zone)s, within %(days)s days."),
    "not_here": _("The producer does not send to this place."),
    "carrier_silent": _("The carrier %(carrier)s does not answer at the moment."),
    "carrier_refused": _("The carrier %(carrier)s says no: %(reason)s"),
    "carrier_place_unmapped": _("Nobody has said yet what %(carrier)s calls this commune."),
    "carrier_unknown": _("There is no carrier %(carrier)s here, or it is switched off."),
    "carriers_no_rates": _("Say at least one fee for at least one zone."),
    "carriers_zone_twice": _("A zone stands twice in the table: %(zone)s."),
    "carriers_rate_odd": _("A weight is above zero and stands once, a fee is not below zero: %(zone)s."),
    "carriers_fee_falls": _("A heavier parcel never costs less: %(zone)s, up to %(up_to_g)s g."),
    "carriers_not_yours": _("You may not say how this producer's or centre's goods are sent."),
    "carriers_another_waits": _("Something else is announced from %(valid_from)s on. Withdraw it first."),
    "carriers_end_is_set": _("It ends already: %(valid_to)s is its last day."),
    "carriers_no_areas": _("Name at least one commune or one province."),
    "carriers_area_past": _("%(place)s is no place of today any more."),
    "carriers_number_odd": _("A fee is not below zero, and the most days are not fewer than the least."),
    "carriers_nothing_to_stop": _("The producer brings nothing itself."),
    "carriers_point_code_taken": _("Another pick-up point has the code %(taken)s."),
    "carriers_point_unclear": _(
        "A pick-up point is one producer's or one centre's, in a commune of today, with a name, an address and hours."
    ),
    "carriers_point_elsewhere": _("The place where the goods lie belongs to somebody else."),
    "carriers_point_shut": _("The pick-up point is closed already."),
    "carriers_point_open": _("The pick-up point is open already."),
    "carriers_codes_odd": _("A carrier's codes are names with a number or a text each."),
    "carriers_data_broken": _("The regions do not fit the provinces of today: %(what)s."),
    "carriers_day_passed": _("%(day)s has passed: a fee begins today or later."),
    "carriers_notice_too_short": _(
        "A changed fee is announced %(days)s days before it holds: %(earliest)s at the earliest."
    ),
}
_ZONES = dict(ZONES)


def sentence(refusal: Refusal) -> str:
    """This will say a refusal of this room. A code that nobody wrote a sentence for is a mistake: KeyError."""
    return str(SENTENCES[refusal.code]) % {name: _told(name, fact) for name, fact in refusal.facts.items()}


def _told(name: str, fact: Any) -> Any:
    if name == "zone":
        return _ZONES[fact]
    if isinstance(fact, datetime):
        return f"{last_day(fact) if name == 'valid_to' else local_day(fact):%d/%m/%Y}"
    return f"{fact:%d/%m/%Y}" if isinstance(fact, date) else fact
