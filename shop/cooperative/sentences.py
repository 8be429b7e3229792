"""What producers read: states of their parts, reasons to choose from, time that is left, refusals of the rooms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from catalogue_ext.places import messages as places
from shop.carriers import messages as carriers
from shop.fulfilment.states import Actor, State
from shop.opinions import sentences as opinions
from shop.primitives.refusal import Refusal

# What a producer reads for each state of its part, and its colour on the page.
STATE_WORDS: dict[State, tuple[str | Promise, str]] = {
    State.NEW: (_("waits for your answer"), "warn"),
    State.ACCEPTED: (_("to be packed"), "warn"),
    State.PACKED: (_("to be handed over"), "warn"),
    State.HANDED_OVER: (pgettext_lazy("state of a parcel", "on its way"), "good"),
    State.DELIVERED: (pgettext_lazy("state of a parcel", "received"), "good"),
    State.CLOSED: (pgettext_lazy("state of a parcel", "done"), ""),
    State.REFUSED: (pgettext_lazy("state of a parcel", "refused"), "danger"),
    State.CANCELLED: (pgettext_lazy("state of a parcel", "called off"), "danger"),
    State.RETURNED: (pgettext_lazy("state of a parcel", "came back"), ""),
    State.DISPUTED: (_("support looks into it"), "danger"),
}
# What happened, in a part's history.
EVENT_WORDS: dict[State, str | Promise] = {
    **{state: words for state, (words, _kind) in STATE_WORDS.items()},
    State.ACCEPTED: pgettext_lazy("history", "accepted"),
    State.PACKED: pgettext_lazy("history", "packed"),
    State.HANDED_OVER: pgettext_lazy("history", "handed over"),
    State.DISPUTED: pgettext_lazy("history", "put before support"),
}
ACTOR_WORDS: dict[Actor, str | Promise] = {
    Actor.PRODUCER: pgettext_lazy("who did it", "you"),
    Actor.BUYER: pgettext_lazy("who did it", "the buyer"),
    Actor.SUPPORT: pgettext_lazy("who did it", "support"),
    Actor.SYSTEM: pgettext_lazy("who did it", "by itself"),
}
# Reasons to choose from; the buyer reads the words in the language of the order.
REFUSE_REASONS: tuple[tuple[str, str | Promise], ...] = (
    ("gone", _("The goods have run out")),
    ("spoilt", _("This batch is not good enough to be sent")),
    ("far", _("We cannot send to this place")),
    ("late", _("We cannot make it in time")),
    ("other", pgettext_lazy("reason", "Another reason")),
)
DOOR_REASONS: tuple[tuple[str, str | Promise], ...] = (
    ("away", _("Nobody was there, nobody answered the phone")),
    ("unwanted", _("The buyer did not want it any more")),
    ("cash", _("The buyer did not have the cash")),
    ("damaged", _("The parcel was damaged on its way")),
    ("other", pgettext_lazy("reason", "Another reason")),
)
# What the clock writes as a reason (fulfilment.operations.moving.UNANSWERED).
_OWN_REASONS: dict[str, str | Promise] = {"unanswered": _("nobody answered in time")}
_RETURN_REASONS: dict[str, str | Promise] = {
    "damaged": _("arrived damaged or spoiled"),
    "wrong": _("not what was ordered"),
    "not_as_described": _("not as described"),
    "changed_mind": _("not wanted any more"),
}

_SENTENCES: dict[str, str | Promise] = {
    "reason_missing": _("Please say why; the buyer reads it."),
    "line_fell": _("This product is no longer part of the order, so nothing has changed."),
    "not_confirmed": _("The buyer has not confirmed this cash order yet. You can accept as soon as they have."),
    "wrong_pickup_code": _("This is not the code of this parcel. Ask the buyer to read it out once more."),
    "refund_paid": _("This refund is marked as paid already."),
    "how_missing": _("Please say how the money was given back, for example: bank transfer on 24/11."),
    "no_paper": _("There is no such paper for this parcel now."),
    "reservation_closed": _("The goods of this parcel were freed or sent already. Please ask support."),
    "stock_gone": _("Less lies in the store than this parcel needs. Please count your stock."),
}
_ROOMS = {
    "shop.carriers": carriers.sentence,
    "shop.opinions": opinions.sentence,
    "catalogue_ext.places": places.sentence,
}


def say(refusal: Refusal) -> str:
    """This will return the sentence for a refusal. A code that nobody wrote a sentence for is a mistake: KeyError."""
    if refusal.code == "step_refused":
        return _stale(refusal.facts.get("source"))
    room = ".".join(type(refusal).__module__.split(".")[:2])
    return _ROOMS[room](refusal) if room in _ROOMS else str(_SENTENCES[refusal.code]) % refusal.facts


def _stale(source: Any) -> str:
    words = STATE_WORDS[State(source)][0]
    return gettext("Meanwhile this part is “%(state)s”, so that step is not possible. Nothing has changed.") % {
        "state": words
    }


def reason_text(*, choices: Iterable[tuple[str, str | Promise]], choice: str, text: str, language: str) -> str:
    """This will return a reason as the buyer reads it, in the language of the order: words of the choice, then ours."""
    text = " ".join(text.split())
    if choice == "other":
        return text
    with translation.override(language):
        words = str(dict(choices)[choice])
    return f"{words}: {text}" if text else words


def reason_words(reason: str) -> str:
    """This will return a reason as it was written, in words where a code stands."""
    known = {**_OWN_REASONS, **_RETURN_REASONS}
    return str(known[reason]) if reason in known else reason


def left_words(*, until: datetime, at: datetime) -> str:
    """This will say how much time is left: 1 day 5 hours, 40 minutes; "" when none is."""
    left = until - at
    if left <= timedelta(0):
        return ""
    hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
    days, hours = divmod(hours, 24)
    told = [
        (days, ngettext("%(count)s day", "%(count)s days", days)),
        (hours, ngettext("%(count)s hour", "%(count)s hours", hours)),
    ]
    if days == 0 and hours < 3:
        told.append((max(minutes, 1 if hours == 0 else 0), ngettext("%(count)s minute", "%(count)s minutes", minutes)))
    return " ".join(words % {"count": count} for count, words in told if count)


def way_words(part: Any) -> str:
    """This will name the way of delivery in the reader's language, as it was named on the day of the order."""
    return (part.delivery_name_en if get_language() == "en" else "") or part.delivery_name_vi
