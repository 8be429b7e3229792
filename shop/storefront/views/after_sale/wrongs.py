"""Something is wrong: a complaint, goods to give back, and the pictures that show it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.accounts.client import client_address
from shop.fulfilment import operations
from shop.fulfilment.messages import buyer_of
from shop.fulfilment.models import ReturnPicture
from shop.listings.pictures import cleaned
from shop.primitives.refusal import Refusal
from shop.storefront.after_sale_forms import ComplaintForm, ReturnForm
from shop.storefront.after_sale_sentences import sentence
from shop.storefront.proofs import TICKETS, Proof, for_buyer, remember
from shop.storefront.queries.order_parts import OrderPart, order_parts
from shop.storefront.views.after_sale.acting import FORM, attempt, done, not_now, page, sent
from shop.support.models import Kind
from shop.support.operations import Asker, open_ticket


@require_http_methods(FORM)
@for_buyer
def complaint(request: HttpRequest, proof: Proof, ordinal: int) -> HttpResponse:
    """A ticket about a parcel; one that arrived, or is said not to have, waits for support from then on."""
    part, shown = proof.part(ordinal), _shown(proof, ordinal)
    begin = {"choice": request.GET.get("sao", "")} if request.method != "POST" else None
    form = ComplaintForm(*sent(request), initial=begin)
    if form.is_valid():
        ticket = attempt(form, lambda: _open(request, proof, part, form))
        if ticket:
            remember(request, TICKETS, ticket.number, at=proof.at)
            return redirect("storefront:ticket", number=ticket.number)
    return page(request, "complaint", proof, form, part=shown, ordinal=ordinal)


def _open(request: HttpRequest, proof: Proof, part: Any, form: ComplaintForm) -> Any:
    known = buyer_of(order=proof.order)
    return open_ticket(
        kind=Kind.COMPLAINT,
        text=form.words,
        asker=Asker(known.name, proof.phone, known.email, get_language() or "vi"),
        client_address=client_address(request),
        by=proof.by,
        at=proof.at,
        producer_order=part,
        has_arrived=not form.is_missing,
        pictures=form.cleaned_data["pictures"],
    )


@require_http_methods(FORM)
@for_buyer
def give_back(request: HttpRequest, proof: Proof, ordinal: int) -> HttpResponse:
    """Whole lines of a received parcel, with a reason and pictures."""
    part, shown = proof.part(ordinal), _shown(proof, ordinal)
    if request.method != "POST" and not shown.may.give_back:
        return not_now(request, proof, sentence(Refusal("return_over")), ordinal)
    kept = [(line.pk, line.name) for line in shown.lines if not line.fell]
    form = ReturnForm(*sent(request), lines=kept, initial={"lines": [kept[0][0]] if len(kept) == 1 else []})
    if form.is_valid() and attempt(form, lambda: _ask(proof, part, form)):
        words = _("Asked for. The producer answers you here and by message; please keep the goods until then.")
        return done(request, proof, words, ordinal)
    return page(request, "return", proof, form, part=shown, ordinal=ordinal)


def _ask(proof: Proof, part: Any, form: ReturnForm) -> Any:
    typed = form.cleaned_data
    return operations.ask_return(
        producer_order=part,
        line_ids=typed["lines"],
        reason=typed["reason"],
        text=typed["text"],
        pictures=[cleaned(file=file) for file in typed["pictures"]],
        by=proof.by,
        at=proof.at,
    )


@require_safe
@for_buyer
def picture(request: HttpRequest, proof: Proof, pk: int) -> HttpResponse:
    """What the buyer showed with a return."""
    row = ReturnPicture.objects.filter(request__producer_order__order=proof.order, pk=pk).first()
    if row is None:
        raise Http404
    return shown_picture(row)


def shown_picture(row: Any) -> HttpResponse:
    """This will hand out a private picture, small as they are kept, as a dead thing that no cache keeps."""
    try:
        with row.file.open("rb") as file:
            answer = HttpResponse(file.read(), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _shown(proof: Proof, ordinal: int) -> OrderPart:
    return next(each for each in order_parts(order=proof.order, at=proof.at) if each.ordinal == ordinal)
