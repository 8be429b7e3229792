"""The events a person is told of, and the facts each message needs. Texts: templates/notices/<event>/<language>.txt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any


class Why(Enum):
    """Why somebody gets the message; the foot of an e-mail says so."""

    ORDER = "order"
    ACCOUNT = "account"
    TICKET = "ticket"
    PRODUCER = "producer"
    SUPPORT = "support"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, as far as its message is concerned."""

    why: Why
    facts: frozenset[str]
    # Facts that may be left out; empty then.
    maybe: frozenset[str]
    # Facts that open something: no log keeps them.
    keys: frozenset[str]
    # To the phone first, e-mail or not: the message proves the phone.
    phone_first: bool = False
    # What it carries is void after minutes: it is not sent again.
    is_passing: bool = False

    @property
    def known(self) -> frozenset[str]:
        """This will return every fact that its texts may name."""
        return self.facts | self.maybe


def _event(why: Why, facts: str, *, maybe: str = "", keys: str = "", **more: bool) -> Event:
    needed, perhaps = frozenset(facts.split()), frozenset(maybe.split())
    return Event(why=why, facts=needed, maybe=perhaps, keys=frozenset(keys.split()), **more)


def _order(facts: str, **more: Any) -> Event:
    # number: the order's; look_up_url: where number and phone show it again, in the buyer's language.
    return _event(Why.ORDER, f"number look_up_url {facts}", **more)


# `part` is the producer order's number, `producer` the maker's name, `reason`, `answer`, `text` are words of a person
# (may be ""), `…_vnd` whole dong, `…_by`, `…_until` a day or an instant (ISO text once stored), `…url` whole addresses.
# `lines` are mappings: name, quantity and, where sums are told, total_vnd. A `line` is one of them.
EVENTS: dict[str, Event] = {
    # -- to the buyer ------------------------------------------------------------------------------------------------
    "order_placed": _order("lines delivery_vnd total_vnd", maybe="discount_vnd cod_fee_vnd contract_url"),
    # days: of packing, at most.
    "part_accepted": _order("part producer", maybe="days"),
    "part_refused": _order("part producer reason lines"),
    "part_expired": _order("part producer"),
    "answer_overdue": _order("part producer"),
    "part_cancelled": _order("part producer reason lines"),
    # payable_vnd: what is left to pay for the part.
    "line_cancelled": _order("part line reason", maybe="payable_vnd"),
    # delivery: the way it travels, in the buyer's language.
    "part_handed_over": _order("part producer tracking_number delivery payable_vnd"),
    # code: what the point asks for.
    "part_ready": _order("part point address hours code payable_vnd", maybe="keep_until", keys="code"),
    "part_delivered": _order("part producer return_until"),
    "refused_at_door": _order("part"),
    "return_asked": _order("part producer reason"),
    "return_accepted": _order("part producer answer"),
    "return_declined": _order("part producer answer"),
    "return_received": _order("part producer"),
    # by: who pays it back.
    # Only to who agreed to be asked.
    "opinion_asked": _order("part producer lines"),
    "refund_owed": _order("part amount_vnd by"),
    "refund_paid": _order("part amount_vnd by"),
    "address_changed": _order("address"),
    "cod_code": _order("code minutes", keys="code", phone_first=True, is_passing=True),
    # -- to whoever wrote to us, about an order or not ---------------------------------------------------------------
    "ticket_opened": _event(Why.TICKET, "ticket first_answer_by resolve_by", maybe="number look_up_url"),
    "ticket_answered": _event(Why.TICKET, "ticket text", maybe="number look_up_url"),
    "ticket_closed": _event(Why.TICKET, "ticket", maybe="number look_up_url"),
    # -- to a person with an account, or whose data we keep ----------------------------------------------------------
    "opinion_replied": _event(Why.ACCOUNT, "product text", maybe="producer url"),
    "password_reset": _event(Why.ACCOUNT, "url", keys="url", is_passing=True),
    "data_exported": _event(Why.ACCOUNT, "url", keys="url", maybe="keep_until"),
    "data_deleted": _event(Why.ACCOUNT, ""),
    # -- to whoever waits for a product; stop_url: where the wish is taken back -------------------------------------
    # url: where a guest says that the address is theirs.
    "back_asked": _event(Why.WAIT, "product url stop_url", keys="url stop_url", is_passing=True),
    # url: the product's page.
    "product_back": _event(Why.WAIT, "product producer url stop_url", keys="stop_url", is_passing=True),
    # -- to the producer; desk_url: its page of the order ------------------------------------------------------------
    # number: the producer order's.
    "producer_order_placed": _event(Why.PRODUCER, "number lines total_vnd", maybe="answer_by desk_url"),
    "producer_answer_overdue": _event(Why.PRODUCER, "part", maybe="expires_by desk_url"),
    "producer_cancelled": _event(Why.PRODUCER, "part reason", maybe="lines desk_url"),
    "producer_line_cancelled": _event(Why.PRODUCER, "part line reason", maybe="desk_url"),
    # Not sent again: by then the producer may see no address any more (shop/fulfilment/visibility.py).
    "producer_address_changed": _event(Why.PRODUCER, "part address", maybe="desk_url", is_passing=True),
    "producer_return_asked": _event(Why.PRODUCER, "part reason", maybe="lines desk_url"),
    # -- to support --------------------------------------------------------------------------------------------------
    "support_answer_overdue": _event(Why.SUPPORT, "part producer phone", maybe="desk_url"),
    "support_ticket": _event(Why.SUPPORT, "ticket kind", maybe="part first_answer_by desk_url"),
}


class WrongFacts(ValueError):
    """A programmer's mistake: an unknown event, or facts its texts need are missing or of another kind."""


def facts_for(*, event: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """This will return the facts that the event's texts may name, as JSON; a message carries no others.

    Days and instants become ISO text. Refuses: WrongFacts.
    """
    known = EVENTS.get(event)
    if known is None:
        raise WrongFacts(f"unknown event “{event}”")
    missing = known.facts - facts.keys()
    if missing:
        raise WrongFacts(f"{event} needs {', '.join(sorted(missing))}")
    told = {name: _as_json(value) for name, value in facts.items() if name in known.known}
    for name, value in told.items():
        if name.endswith("_vnd") and value != "" and (isinstance(value, bool) or not isinstance(value, int)):
            raise WrongFacts(f"{event}: {name} is not whole dong: {value!r}")
        if name.endswith(("_by", "_until")):
            _check_time(event, name, value)
    return told


def about(*, facts: Mapping[str, Any]) -> str:
    """This will return the number under which a message is found again: the order's, else the part's, the ticket's."""
    return str(facts.get("number") or facts.get("part") or facts.get("ticket") or "")


def _as_json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def _check_time(event: str, name: str, value: Any) -> None:
    try:
        is_read = value == "" or len(value) == len("2026-11-24") or datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        is_read = False
    if not is_read:
        raise WrongFacts(f"{event}: {name} is no day and no instant: {value!r}")
