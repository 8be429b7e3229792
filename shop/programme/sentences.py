"""What support reads when a room refuses. Rooms with sentences of their own are asked first."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue_ext.places import messages as places
from shop.carriers import messages as carriers
from shop.primitives.money import format_vnd
from shop.primitives.refusal import Refusal
from shop.programme.words import STATE_WORDS
from shop.support import sentences as support

SENTENCES: dict[str, str | Promise] = {
    "step_refused": _("That is not possible any more: meanwhile this stands at “%(source)s”. Nothing was changed."),
    "step_refused.order": _("No part of this order can be called off any more. Nothing was changed."),
    "reason_missing": _("Say why; the reason stays in the history."),
    "not_confirmed": _("The buyer has not yet said yes to this cash order. Call, or send the code again, first."),
    "wrong_pickup_code": _("This is not the code of this parcel. Ask the buyer to read it out once more."),
    "line_fell": _("This line was called off before, or has come back."),
    "too_late": _("A parcel is packed already, or nothing is left to be sent. The address stays as it is."),
    "address_costs_more": _("Part %(part)s cannot go there for the fee that was agreed. The address stays as it is."),
    "refund_refused": _("%(left)s is the most that can be owed for this part, and only once its money was taken."),
    "refund_paid": _("This refund is marked as given back already."),
    "how_missing": _("Say how the money was given back."),
    "notice_not_resendable": _(
        "This message is void by now, or what it said has been forgotten. It is not sent again."
    ),
    "too_many_searches": _("You have searched %(most)s times within an hour. Please wait a little."),
    "reservation_closed": _("The goods of this part were freed or sent before. Nothing was changed."),
}
_ROOMS = {
    "catalogue_ext.places": places.sentence,
    "shop.carriers": carriers.sentence,
    "shop.support": support.sentence,
}


def say(refusal: Refusal) -> str:
    """This will return the sentence for a refusal. A code that nobody wrote a sentence for is a mistake: KeyError."""
    room = ".".join(type(refusal).__module__.split(".")[:2])
    if room in _ROOMS:
        return _ROOMS[room](refusal)
    code, facts = refusal.code, dict(refusal.facts)
    if code == "step_refused":
        source = facts.get("source")
        code, facts = ("step_refused", {"source": _state(source)}) if source else ("step_refused.order", {})
    if code == "refund_refused":
        facts["left"] = format_vnd(facts["left_vnd"])
    return str(SENTENCES[code]) % facts


def _state(source: Any) -> str:
    """A part's state, or that of a request to give back, which has words of its own."""
    words = {str(state.value): said for state, (said, _kind) in STATE_WORDS.items()}
    words |= {"asked": _("waits for an answer"), "declined": _("declined"), "received": _("the goods are back")}
    return str(words.get(str(source), source))
