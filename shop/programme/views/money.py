"""Refunds that were given back, and goods that come back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.accounts.second_factor import person
from shop.fulfilment import operations
from shop.fulfilment.models import Refund, ReturnPicture, ReturnRequest
from shop.fulfilment.states import Actor
from shop.primitives.money import format_vnd
from shop.programme.forms import PaidForm, ReceiveForm, ReturnAnswerForm
from shop.programme.guard import desk_page, look
from shop.programme.views.asking import ask, sent
from shop.programme.views.orders import WRITES


def _back(part: Any) -> str:
    return reverse("programme:order", args=[part.order.number]) + f"#{part.number}"


@desk_page
@require_http_methods(WRITES)
def refund_paid(request: HttpRequest, pk: int) -> HttpResponse:
    """The seller has given money back: how."""
    rows = Refund.objects.select_related("producer_order__order", "producer_order__partner__producer", "payment__payee")
    refund = get_object_or_404(rows, pk=pk)
    part = refund.producer_order

    def done(facts: dict[str, Any], at: datetime) -> str:
        operations.pay_refund(refund=refund, how=facts["how"], by=person(request), at=at)
        return _("Written down: %(sum)s were given back. The buyer is told.") % {"sum": format_vnd(refund.amount_vnd)}

    told = {"sum": format_vnd(refund.amount_vnd), "payee": refund.payment.payee.name, "number": part.number}
    return ask(
        request,
        PaidForm(sent(request)),
        done,
        heading=_("Refund given back: %(number)s") % {"number": part.number},
        lead=_("%(payee)s has given %(sum)s back for part %(number)s.") % told,
        back=_back(part),
        button=_("Write down as given back"),
        part=part,
    )


def _return(pk: int) -> Any:
    rows = ReturnRequest.objects.select_related("producer_order__order", "producer_order__partner__producer")
    return get_object_or_404(rows, pk=pk)


@desk_page
@require_http_methods(WRITES)
def return_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no to a return, where the producer has not answered."""
    row = _return(pk)
    part = row.producer_order

    def done(facts: dict[str, Any], at: datetime) -> str:
        operations.answer_return(request=row, actor=Actor.SUPPORT, by=person(request), at=at, **facts)
        return _("The buyer is told the answer.")

    return ask(
        request,
        ReturnAnswerForm(sent(request)),
        done,
        heading=_("Answer the return of %(number)s") % {"number": part.number},
        lead=_("Reason given: %(reason)s. Words and pictures stand on the order's page.")
        % {"reason": row.get_reason_display()},
        back=_back(part),
        button=_("Answer"),
        part=part,
    )


@desk_page
@require_http_methods(WRITES)
def return_receive(request: HttpRequest, pk: int) -> HttpResponse:
    """The goods of an accepted return have arrived."""
    row = _return(pk)
    part = row.producer_order

    def done(facts: dict[str, Any], at: datetime) -> str:
        operations.receive_return(request=row, actor=Actor.SUPPORT, by=person(request), at=at, **facts)
        return _("The goods are back; the money is owed to the buyer.")

    return ask(
        request,
        ReceiveForm(sent(request)),
        done,
        heading=_("Take in the return of %(number)s") % {"number": part.number},
        lead=_("The goods have arrived at the producer's. The seller of record now owes the buyer the money."),
        back=_back(part),
        button=_("The goods are back"),
        part=part,
    )


@desk_page
@require_safe
def return_picture(request: HttpRequest, pk: int) -> HttpResponse:
    """What the buyer shows. Looking is written down with the return."""
    picture = get_object_or_404(ReturnPicture.objects.select_related("request"), pk=pk)
    look(request, "return.picture_seen", picture.request, timezone.now(), picture=picture.pk)
    return shown(picture.file)


def shown(file: Any) -> HttpResponse:
    """This will answer with a private picture, as a dead thing, kept by nobody."""
    with file.open("rb") as picture:
        response = HttpResponse(picture.read(), content_type="image/webp")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
