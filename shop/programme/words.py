"""Codes in words: states, actors, kinds of notices, and what the audit tells."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.fulfilment.states import Actor, State
from shop.support.states import Side
from shop.support.states import State as TicketState

Words = str | Promise

# A state's words and its colour.
STATE_WORDS: dict[State, tuple[Words, str]] = {
    State.NEW: (_("waiting for the producer"), "warn"),
    State.ACCEPTED: (_("accepted"), "good"),
    State.PACKED: (_("packed"), "good"),
    State.HANDED_OVER: (_("on its way"), "good"),
    State.DELIVERED: (_("delivered"), "good"),
    State.CLOSED: (_("closed"), ""),
    State.REFUSED: (_("refused"), "danger"),
    State.CANCELLED: (_("cancelled"), "danger"),
    State.RETURNED: (_("sent back"), "warn"),
    State.DISPUTED: (_("before support"), "danger"),
}
ACTOR_WORDS: dict[str, Words] = {
    Actor.PRODUCER: _("by the producer"),
    Actor.BUYER: _("by the buyer"),
    Actor.SUPPORT: _("by support"),
    Actor.SYSTEM: _("by the clock"),
}
TICKET_WORDS: dict[TicketState, tuple[Words, str]] = {
    TicketState.OPEN: (_("waits for support"), "warn"),
    TicketState.ANSWERED: (_("answered"), "good"),
    TicketState.CLOSED: (_("closed"), ""),
}
SIDE_WORDS: dict[str, Words] = {
    Side.BUYER: _("The asker"),
    Side.PRODUCER: _("The maker"),
    Side.SUPPORT: _("Support"),
}
# Events of shop/notices/events.py.
EVENT_WORDS: dict[str, Words] = {
    "order_placed": _("order received"),
    "part_accepted": _("part accepted"),
    "part_refused": _("part refused"),
    "part_expired": _("part not answered in time"),
    "answer_overdue": _("answer overdue, buyer may cancel"),
    "part_cancelled": _("part cancelled"),
    "line_cancelled": _("line cancelled"),
    "part_handed_over": _("parcel on its way"),
    "part_ready": _("parcel ready to be picked up"),
    "part_delivered": _("parcel delivered"),
    "refused_at_door": _("parcel not taken"),
    "return_asked": _("return asked for"),
    "return_accepted": _("return accepted"),
    "return_declined": _("return declined"),
    "return_received": _("returned goods are back"),
    "refund_owed": _("refund owed"),
    "refund_paid": _("refund given back"),
    "address_changed": _("address changed"),
    "cod_code": _("code for a cash order"),
    "ticket_opened": _("ticket opened"),
    "ticket_answered": _("ticket answered"),
    "ticket_closed": _("ticket closed"),
    "opinion_replied": _("reply to an opinion"),
    "producer_order_placed": _("to the producer: new order"),
    "producer_answer_overdue": _("to the producer: answer overdue"),
    "producer_cancelled": _("to the producer: called off"),
    "producer_line_cancelled": _("to the producer: line called off"),
    "producer_address_changed": _("to the producer: new address"),
    "producer_return_asked": _("to the producer: return asked for"),
    "support_answer_overdue": _("to support: answer overdue"),
    "support_ticket": _("to support: ticket"),
}
# Actions of the audit; one without words here is shown by its code.
ACTION_WORDS: dict[str, Words] = {
    "order.seen": _("looked at the order"),
    "order.claimed": _("took the order into an account"),
    "order.address_changed": _("changed the address"),
    "cash.confirmed": _("confirmed the cash order"),
    "cash.code_sent": _("sent the code again"),
    "cash.phone_blocked": _("blocked the phone for cash"),
    "cash.phone_freed": _("freed the phone for cash"),
    "notice.resent": _("sent a notice again"),
    "part.ready": _("marked as ready to be picked up"),
    "part.line_cancelled": _("called a line off"),
    "part.refund_owed": _("owed a refund"),
    "refund.paid": _("marked a refund as given back"),
    "return.asked": _("asked for a return"),
    "return.answered": _("answered a return"),
    "return.received": _("took returned goods in"),
    "return.picture_seen": _("looked at a picture of a return"),
    "ticket.opened": _("opened a ticket"),
    "ticket.added": _("wrote to a ticket"),
    "ticket.answered": _("answered a ticket"),
    "ticket.closed": _("closed a ticket"),
    "ticket.reopened": _("opened a ticket again"),
    "ticket.seen": _("looked at a ticket"),
    "ticket.picture_seen": _("looked at a picture of a ticket"),
    **{f"part.{state.value}": words for state, (words, _kind) in STATE_WORDS.items()},
}
