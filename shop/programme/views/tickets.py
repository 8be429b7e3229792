"""Tickets: lists, a thread, and what support says to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from shop.accounts.client import client_address
from shop.accounts.second_factor import person
from shop.primitives.refusal import Refusal
from shop.programme.forms import LastWordForm, OpenForm, TextForm
from shop.programme.guard import desk, desk_page, look
from shop.programme.queries.tickets import LISTS, ticket_list, ticket_numbered, ticket_view
from shop.programme.sentences import say as say_refusal
from shop.programme.views.asking import ask, sent
from shop.programme.views.money import shown
from shop.programme.views.orders import WRITES, order_or_404
from shop.support import operations
from shop.support.models import Ticket, TicketPicture
from shop.support.operations import Asker
from shop.support.states import Side


@desk_page
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """A list of tickets, without who asks."""
    name, text = request.GET.get("loc", "cho"), request.GET.get("trang", "")
    if name not in LISTS:
        raise Http404
    number = max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    page = ticket_list(name=name, page=number, at=timezone.now())
    facts = {"page": page, "lists": LISTS.items(), "chosen": name, "desk": desk(request, "tickets")}
    return render(request, "programme/tickets.html", facts)


def _answer(ticket: Ticket, text: str, by: Any, at: datetime) -> None:
    operations.answer(ticket=ticket, text=text, by=by, at=at)


def _note(ticket: Ticket, text: str, by: Any, at: datetime) -> None:
    operations.add_entry(ticket=ticket, side=Side.SUPPORT, text=text, by=by, at=at, is_internal=True)


def _close(ticket: Ticket, text: str, by: Any, at: datetime) -> None:
    operations.close(ticket=ticket, side=Side.SUPPORT, text=text, by=by, at=at)


def _reopen(ticket: Ticket, text: str, by: Any, at: datetime) -> None:
    operations.reopen(ticket=ticket, side=Side.SUPPORT, text=text, by=by, at=at)


# What support says to a ticket: the form, the operation, and what is said when it is done.
SAYINGS: dict[str, tuple[type[TextForm], Callable[..., None], Promise]] = {
    "tra-loi": (TextForm, _answer, gettext_lazy("Answered; the asker is told.")),
    "ghi-chu": (TextForm, _note, gettext_lazy("The note is kept; only support reads it.")),
    "dong": (LastWordForm, _close, gettext_lazy("The ticket is closed; the asker is told.")),
    "mo-lai": (TextForm, _reopen, gettext_lazy("The ticket is open again.")),
}


def _ticket_or_404(number: str) -> Ticket:
    found = ticket_numbered(number=number)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, found: Ticket, bound: dict[str, Any], status: int = 200) -> HttpResponse:
    """The page shows who asks and all that was said: each showing is one look."""
    at = timezone.now()
    look(request, "ticket.seen", found, at)
    forms = {
        name.replace("-", "_"): bound.get(name) or kind(auto_id=f"{name}-%s")
        for name, (kind, _act, _said) in SAYINGS.items()
    }
    facts = {"page": ticket_view(ticket=found, at=at), "forms": forms, "form": next(iter(bound.values()), None)}
    return render(request, "programme/ticket.html", {**facts, "desk": desk(request, "tickets")}, status=status)


@desk_page
@require_safe
def ticket(request: HttpRequest, number: str) -> HttpResponse:
    """One ticket with its thread, notes and promises."""
    return _page(request, _ticket_or_404(number), {})


@desk_page
@require_http_methods(["POST"])
def say(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """An answer, a note, the last word, or a new beginning."""
    found = _ticket_or_404(number)
    if verb not in SAYINGS:
        raise Http404
    kind, act, said = SAYINGS[verb]
    form = kind(request.POST, auto_id=f"{verb}-%s")
    if form.is_valid():
        try:
            act(found, form.cleaned_data["text"], person(request), timezone.now())
        except Refusal as refusal:
            form.add_error(None, say_refusal(refusal))
        else:
            messages.success(request, str(said))
            return redirect("programme:ticket", number=found.number)
    return _page(request, found, {verb: form}, status=422)


@desk_page
@require_http_methods(WRITES)
def new(request: HttpRequest, number: str) -> HttpResponse:
    """A ticket for somebody who calls about an order; the asker is told its number."""
    found = order_or_404(number)
    form = OpenForm(sent(request), parts=list(found.producer_orders.order_by("pk")))
    opened: list[Ticket] = []

    def done(facts: dict[str, Any], at: datetime) -> str:
        address = found.shipping_address
        opened.append(
            operations.open_ticket(
                kind=facts["kind"],
                text=facts["text"],
                asker=Asker(
                    name=address.first_name,
                    phone=str(address.phone_number),
                    email=found.email or "",
                    language=found.language,
                ),
                client_address=client_address(request),
                by=person(request),
                at=at,
                side=Side.SUPPORT,
                order=found,
                producer_order=form.chosen_part,
            )
        )
        return _("Ticket %(number)s is open; the asker is told.") % {"number": opened[0].number}

    response = ask(
        request,
        form,
        done,
        heading=_("New ticket about %(number)s") % {"number": found.number},
        lead=_(
            "For a buyer who calls or writes elsewhere. A complaint about a received part brings it before support."
        ),
        back=f"{request.path.removesuffix('phieu-moi/')}",
        button=_("Open the ticket"),
    )
    return redirect("programme:ticket", number=opened[0].number) if opened else response


@desk_page
@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody shows. Looking is written down with the ticket."""
    row = get_object_or_404(TicketPicture.objects.select_related("entry__ticket"), pk=pk)
    look(request, "ticket.picture_seen", row.entry.ticket, timezone.now(), picture=row.pk)
    return shown(row.file)
