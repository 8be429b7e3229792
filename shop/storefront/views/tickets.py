"""Writing to us without an order, and reading the answer: by number and phone, or in the browser it came from."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop.accounts.client import client_address
from shop.fulfilment.queries import TooManyTries
from shop.primitives.refusal import Refusal
from shop.storefront.after_sale_forms import ContactForm, TicketLookupForm, WordsForm
from shop.storefront.after_sale_sentences import sentence
from shop.storefront.checkouts import initial
from shop.storefront.machines import head
from shop.storefront.proofs import TICKETS, remember, ticket_of
from shop.storefront.queries.tickets import rows_of, ticket_page
from shop.storefront.views.after_sale.acting import FORM, attempt, sent
from shop.storefront.views.after_sale.wrongs import shown_picture
from shop.support.models import Kind, Ticket, TicketPicture
from shop.support.operations import Asker, add_entry, close, open_ticket, reopen
from shop.support.queries import TicketNotFound, find_ticket, of_user
from shop.support.states import Side

View = Callable[..., HttpResponse]


@never_cache
@require_http_methods(FORM)
def contact(request: HttpRequest) -> HttpResponse:
    """A complaint or a question that is about no order."""
    form = ContactForm(*sent(request), initial={"kind": request.GET.get("ve", ""), **initial(request)})
    if form.is_valid():
        ticket = attempt(form, lambda: _open(request, form))
        if ticket:
            remember(request, TICKETS, ticket.number, at=ticket.opened_at)
            return redirect("storefront:ticket", number=ticket.number)
    known = of_user(user=request.user) if request.user.is_authenticated else []
    context = {"form": form, "tickets": rows_of(tickets=known), "head": head(request=request)}
    return render(request, "storefront/contact.html", context, status=_status(form))


def _open(request: HttpRequest, form: ContactForm) -> Ticket:
    typed = form.cleaned_data
    return open_ticket(
        kind=Kind(typed["kind"]),
        text=typed["text"],
        asker=Asker(typed["name"], typed["phone"], typed["email"], get_language() or "vi"),
        client_address=client_address(request),
        by=request.user if request.user.is_authenticated else None,
        at=timezone.now(),
        pictures=typed["pictures"],
    )


@never_cache
@require_http_methods(FORM)
def lookup(request: HttpRequest) -> HttpResponse:
    """A ticket by its number and phone. One answer for wrong and unknown; too many tries: 429."""
    form = TicketLookupForm(sent(request)[0], initial={"number": request.GET.get("so", "")[:30]})
    if form.is_valid():
        try:
            at = timezone.now()
            ticket = find_ticket(**form.cleaned_data, client_address=client_address(request), at=at)
        except (TicketNotFound, TooManyTries) as refusal:
            form.add_error(None, sentence(refusal))
            form.refused = 429 if isinstance(refusal, TooManyTries) else 404  # type: ignore[attr-defined]
        else:
            remember(request, TICKETS, ticket.number, at=at)
            return redirect("storefront:ticket", number=ticket.number)
    return render(request, "storefront/ticket_lookup.html", {"form": form}, status=_status(form))


def _status(form: Any) -> int:
    return getattr(form, "refused", 0) or (422 if form.is_bound and form.errors else 200)


def for_asker(view: View) -> View:
    """This will give a view the ticket that the visitor may read. A stranger finds nothing: 404; whose proof has run
    out is asked for number and phone again."""

    @never_cache
    @wraps(view)
    def shown(request: HttpRequest, number: str, **words: Any) -> HttpResponse:
        found = ticket_of(request, number, at=timezone.now())
        if found is None:
            if number in request.session.get(TICKETS, {}):
                return redirect("storefront:ticket_lookup")
            raise Http404
        return view(request, found, **words)

    return shown


@require_http_methods(FORM)
@for_asker
def ticket(request: HttpRequest, row: Ticket) -> HttpResponse:
    """What was said, and more words; to a closed ticket they open it again."""
    form = WordsForm(*sent(request))
    if form.is_valid() and attempt(form, lambda: _add(request, row, form)):
        messages.success(request, _("We have your words and answer here and by message."))
        return _back(row)
    context = {"form": form, "page": ticket_page(ticket=row)}
    return render(request, "storefront/ticket.html", context, status=_status(form))


def _add(request: HttpRequest, row: Ticket, form: WordsForm) -> Any:
    facts = {"ticket": row, "side": Side.BUYER, "by": _by(request, row), "at": timezone.now()}
    if row.is_closed:
        return reopen(**facts, text=form.cleaned_data["text"])
    return add_entry(**facts, text=form.cleaned_data["text"], pictures=form.cleaned_data["pictures"])


def _by(request: HttpRequest, row: Ticket) -> Any:
    return row.user if request.user.is_authenticated and row.user_id == request.user.pk else None


@require_POST
@for_asker
def settled(request: HttpRequest, row: Ticket) -> HttpResponse:
    """The asker says that it is settled."""
    try:
        close(ticket=row, side=Side.BUYER, by=_by(request, row), at=timezone.now())
    except Refusal as refusal:
        messages.warning(request, sentence(refusal))
    else:
        messages.success(request, _("Good to hear. The ticket is closed; you can write here again at any time."))
    return _back(row)


def _back(row: Ticket) -> HttpResponseRedirect:
    return redirect("storefront:ticket", number=row.number)


@require_safe
@for_asker
def picture(request: HttpRequest, row: Ticket, pk: int) -> HttpResponse:
    """A picture of the thread."""
    found = TicketPicture.objects.filter(entry__ticket=row, entry__is_internal=False, pk=pk).first()
    if found is None:
        raise Http404
    return shown_picture(found)
