"""What a buyer reads of a part: its state, the steps of its way, who ended it, whom to pay, how a return stands."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from shop.fulfilment.models import Holder
from shop.fulfilment.states import Actor, State

Words = str | Promise

# What a buyer reads for each state of a part, and its colour on the page.
STATE_WORDS: dict[State, tuple[Words, str]] = {
    State.NEW: (_("waiting for the producer"), "warn"),
    State.ACCEPTED: (_("the producer is preparing it"), "good"),
    State.PACKED: (_("packed, waiting for the courier"), "good"),
    State.HANDED_OVER: (_("on its way"), "good"),
    State.DELIVERED: (_("delivered"), "good"),
    State.CLOSED: (_("closed"), ""),
    State.REFUSED: (_("the producer could not send it"), "danger"),
    State.CANCELLED: (_("cancelled"), "danger"),
    State.RETURNED: (_("sent back"), "warn"),
    State.DISPUTED: (_("being looked into"), "warn"),
}
# The five steps of a parcel that all goes well with.
WAY: tuple[tuple[State, Words], ...] = (
    (State.NEW, pgettext_lazy("step of a parcel", "ordered")),
    (State.ACCEPTED, pgettext_lazy("step of a parcel", "accepted")),
    (State.PACKED, pgettext_lazy("step of a parcel", "packed")),
    (State.HANDED_OVER, pgettext_lazy("step of a parcel", "on its way")),
    (State.DELIVERED, pgettext_lazy("step of a parcel", "received")),
)
READY = pgettext_lazy("step of a parcel", "to be picked up")
# Who ended it, as the buyer reads it.
ENDED_BY: dict[State, dict[Actor, Words]] = {
    State.REFUSED: {
        Actor.PRODUCER: _("The producer could not send it."),
        Actor.SUPPORT: _("Our support called it off for the producer."),
        Actor.SYSTEM: _("The producer did not answer in time, so this parcel was called off by itself."),
    },
    State.CANCELLED: {
        Actor.BUYER: _("You called it off."),
        Actor.SUPPORT: _("Our support called it off."),
        Actor.SYSTEM: _("It was called off by itself."),
    },
    State.RETURNED: {
        Actor.PRODUCER: _("The goods are back with the producer."),
        Actor.SUPPORT: _("The goods are back with the producer."),
        Actor.SYSTEM: _("The goods are back with the producer."),
    },
    State.DISPUTED: {
        Actor.BUYER: _("You told us that something is wrong. Our support looks into it and answers you."),
        Actor.SUPPORT: _("Our support looks into it and answers you."),
    },
}
HOLDERS: dict[str, Words] = {
    Holder.PRODUCER: _("to the producer, when you receive it"),
    Holder.CARRIER: _("to the courier, when you receive it"),
    Holder.CENTRE: _("at the pick-up point, when you receive it"),
}
# How a return stands.
RETURN_WORDS: dict[str, tuple[Words, str]] = {
    "asked": (_("waiting for an answer"), "warn"),
    "accepted": (_("accepted, please send the goods back"), "good"),
    "declined": (pgettext_lazy("a return", "declined"), "danger"),
    "received": (_("the goods are back"), "good"),
}
