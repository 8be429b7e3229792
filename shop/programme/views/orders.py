"""One order: all of it, and what is done with it as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shop.accounts.second_factor import person
from shop.audit.operations import record
from shop.fulfilment import operations
from shop.fulfilment.models import CashConfirmation
from shop.fulfilment.operations.cash import block_phone
from shop.fulfilment.states import Actor
from shop.notices.models import Delivery
from shop.notices.operations import resend
from shop.primitives.refusal import Refusal
from shop.programme.forms import AddressForm, ReasonForm
from shop.programme.guard import desk, desk_page, look
from shop.programme.places import asked_place, like
from shop.programme.queries.orders import order_numbered, order_view
from shop.programme.queries.tickets import ticket_numbered
from shop.programme.views.asking import ask, sent
from shop.programme.words import EVENT_WORDS

WRITES = ["GET", "HEAD", "POST"]


def order_or_404(number: str) -> Any:
    """This will return the order of that number. Refuses: Http404."""
    found = order_numbered(number=number)
    if found is None:
        raise Http404
    return found


@desk_page
@require_safe
def order(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about one order. Opening it is written down, and the page shows who has."""
    found, at = order_or_404(number), timezone.now()
    look(request, "order.seen", found, at)
    facts = {"page": order_view(order=found, at=at), "desk": desk(request, "find")}
    return render(request, "programme/order.html", facts)


def _send_code(order: Any, by: Any, at: datetime, reason: str) -> str:
    row = operations.send_code(order=order, at=at)
    if row.sent_at != at:
        return _("The code was sent less than a minute ago, or the order is confirmed; nothing was sent again.")
    record(action="cash.code_sent", record=order, by=by, at=at, facts={"reason": reason})
    return _("A new code is on its way to the buyer.")


def _confirm(order: Any, by: Any, at: datetime, reason: str) -> str:
    operations.confirm_by_call(order=order, by=by, at=at, reason=reason)
    return _("The order is confirmed; the producer can accept it.")


def _cancel(order: Any, by: Any, at: datetime, reason: str) -> str:
    parts = operations.cancel_order(order=order, actor=Actor.SUPPORT, by=by, at=at, reason=reason)
    return _("Cancelled: %(parts)s.") % {"parts": ", ".join(part.number for part in parts)}


def _block(is_blocked: bool) -> Callable[..., str]:
    def act(order: Any, by: Any, at: datetime, reason: str) -> str:
        phone = str(order.shipping_address.phone_number or "")
        block_phone(phone=phone, is_blocked=is_blocked, by=by, at=at, reason=reason)
        blocked = _("No more cash orders are taken from this phone.")
        return blocked if is_blocked else _("Cash orders are taken from this phone again.")

    return act


@dataclass(frozen=True, slots=True)
class OrderVerb:
    """What is done with a whole order, or with the phone it came from."""

    label: Promise
    lead: Promise
    act: Callable[..., str]
    is_told: bool = False
    is_grave: bool = False
    needs_confirmation: bool = False
    needs_phone: bool = False

    def fits(self, order: Any) -> bool:
        """This will tell whether there is what the verb is about; a forgotten buyer has no phone. Costs: one query."""
        if self.needs_confirmation and not CashConfirmation.objects.filter(order=order).exists():
            return False
        return bool(order.shipping_address.phone_number) or not self.needs_phone


ORDER_VERBS = {
    "huy": OrderVerb(
        gettext_lazy("Cancel the whole order"),
        gettext_lazy("Every part that has not left is called off; parts on their way or received stay as they are."),
        _cancel,
        is_told=True,
        is_grave=True,
    ),
    "xac-nhan": OrderVerb(
        gettext_lazy("Confirm by call"),
        gettext_lazy("You have called the buyer, and the buyer wants this order."),
        _confirm,
        needs_confirmation=True,
    ),
    "gui-lai-ma": OrderVerb(
        gettext_lazy("Send the code again"),
        gettext_lazy("A new code goes to the buyer's phone; the one before is void."),
        _send_code,
        needs_confirmation=True,
    ),
    "chan": OrderVerb(
        gettext_lazy("Block the phone for cash"),
        gettext_lazy("No new cash orders are taken from the phone of this order. Orders that stand are not touched."),
        _block(True),
        is_grave=True,
        needs_phone=True,
    ),
    "mo-chan": OrderVerb(
        gettext_lazy("Free the phone for cash"),
        gettext_lazy("New cash orders are taken from it again."),
        _block(False),
        needs_phone=True,
    ),
}


@desk_page
@require_http_methods(WRITES)
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """One of the verbs of a whole order."""
    found, chosen = order_or_404(number), ORDER_VERBS.get(verb)
    if chosen is None or not chosen.fits(found):
        raise Http404

    def done(facts: dict[str, Any], at: datetime) -> str:
        with transaction.atomic():
            return chosen.act(found, person(request), at, facts["reason"])

    return ask(
        request,
        ReasonForm(sent(request), is_told=chosen.is_told),
        done,
        heading=f"{chosen.label}: {found.number}",
        lead=chosen.lead,
        back=reverse("programme:order", args=[found.number]),
        button=chosen.label,
        is_grave=chosen.is_grave,
    )


@desk_page
@require_http_methods(WRITES)
def address(request: HttpRequest, number: str) -> HttpResponse:
    """Another address before anything is packed. The page shows the one there is, so opening it is written down."""
    found = order_or_404(number)
    now = found.shipping_address
    written = f"{now.commune_name}, {now.province_name}"
    known = {"name": now.first_name, "street": now.line1, "place": written}
    form = AddressForm(sent(request), initial=known)
    candidates: list[Any] = []

    def done(facts: dict[str, Any], at: datetime) -> str:
        place = facts["place"]
        try:
            commune = now.commune if place == written else asked_place(text=place, chosen=facts["commune"])
        except Refusal as refusal:
            candidates.extend(like(text=place, refusal=refusal))
            raise
        operations.change_address(
            order=found,
            commune=commune,
            street=facts["street"],
            name=facts["name"],
            actor=Actor.SUPPORT,
            by=person(request),
            at=at,
            reason=facts["reason"],
        )
        return _("The parcels go to the new address; buyer and producers are told.")

    if not form.is_bound:
        look(request, "order.seen", found, timezone.now())
    return ask(
        request,
        form,
        done,
        heading=_("Change the address of %(number)s") % {"number": found.number},
        lead=_("Phone and fees stay. It is possible until the first parcel is packed."),
        back=reverse("programme:order", args=[found.number]),
        button=_("Change the address"),
        template="programme/address.html",
        candidates=candidates,
    )


@desk_page
@require_http_methods(WRITES)
def resend_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """A message once more, as it was written and to whom it went."""
    delivery = get_object_or_404(Delivery, pk=pk)
    number = delivery.about.split("-")[0]
    about = order_numbered(number=number) or ticket_numbered(number=number)
    if about is None:
        raise Http404
    name = "order" if hasattr(about, "shipping_address") else "ticket"

    def done(facts: dict[str, Any], at: datetime) -> str:
        told = {"event": delivery.event, "reason": facts["reason"]}
        with transaction.atomic():
            resend(delivery=delivery, at=at)
            record(action="notice.resent", record=about, by=person(request), at=at, facts=told)
        return _("The message is sent once more.")

    said = str(EVENT_WORDS.get(delivery.event, delivery.event))
    return ask(
        request,
        ReasonForm(sent(request)),
        done,
        heading=_("Send again: %(event)s") % {"event": said},
        lead=_("The same words go to the same address: %(address)s") % {"address": delivery.address or "—"},
        back=reverse(f"programme:{name}", args=[about.number]),
        button=_("Send again"),
    )
