"""What is said beside a seal: for ears (the label), for a card (short), for product and check page (full)."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from shop.primitives import period
from shop.primitives.refusal import Refusal


class SealState(StrEnum):
    """How a seal is drawn. A product that is not yet certified has none."""

    IN_FORCE = "in-force"
    ENDING = "ending"
    GRACE = "grace"
    LAPSED = "lapsed"
    REVOKED = "revoked"


_SPOKEN = {
    SealState.IN_FORCE: _("OCOP certificate, %(stars)d stars, in force"),
    SealState.ENDING: _("OCOP certificate, %(stars)d stars, ending soon"),
    SealState.GRACE: _("OCOP certificate, %(stars)d stars, waiting for renewal"),
    SealState.LAPSED: _("OCOP certificate, %(stars)d stars, has ended"),
    SealState.REVOKED: _("OCOP certificate, %(stars)d stars, revoked"),
}


class NoSuchState(Refusal):
    """There is no seal in that state."""

    code = "no_such_seal_state"


def state_of(value: str) -> SealState:
    """This will read a state as other rooms write it ("in-force", "in_force", "IN_FORCE").

    Refuses: NoSuchState, for "not yet" too: nothing hangs from a picture before the first day.
    """
    try:
        return SealState(str(value).lower().replace("_", "-"))
    except ValueError:
        raise NoSuchState(state=str(value)) from None


def spoken(*, stars: int, state: SealState) -> str:
    """This will say the seal for a screen reader, whole: form and colour tell nothing there."""
    return str(_SPOKEN[state]) % {"stars": stars}


def written_day(day: date) -> str:
    """This will write a day in the reader's language."""
    return period.written_day(day, get_language() or "vi")


def full_line(*, stars: int, decision_number: str, last_day: date) -> str:
    """This will return "OCOP 4 sao · QĐ 858/QĐ-UBND · đến 19/06/2028".

    Units: `last_day` is the last day in force, inclusive.
    """
    return gettext("OCOP %(stars)d stars · Decision %(number)s · until %(day)s") % {
        "stars": stars,
        "number": decision_number,
        "day": written_day(last_day),
    }


def short_line(
    *, stars: int, state: SealState, last_day: date, days_left: int | None = None, decision_number: str = ""
) -> tuple[str, str]:
    """This will return the line of a card as (strong part, rest): ("4 sao", "đến 6/2028").

    Units: `last_day` is inclusive; `days_left` counts days, used while the end is near; `decision_number` is the
    revoking decision's.
    """
    day = written_day(last_day)
    strong = gettext("%(stars)d stars") % {"stars": stars}
    if state is SealState.ENDING and days_left is not None:
        return strong, ngettext("%(days)d day left", "%(days)d days left", days_left) % {"days": days_left}
    if state is SealState.GRACE:
        return gettext("Waiting for renewal"), gettext("on sale until %(day)s") % {"day": day}
    if state is SealState.LAPSED:
        return gettext("Ended"), day
    if state is SealState.REVOKED:
        return gettext("Revoked"), (
            gettext("Decision %(number)s") % {"number": decision_number} if decision_number else ""
        )
    return strong, gettext("until %(month)s") % {"month": f"{last_day.month}/{last_day.year}"}
