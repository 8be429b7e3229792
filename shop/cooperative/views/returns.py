"""Goods that come back, what buyers show of them, and money that is owed back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shop.cooperative.desk import Desk, at_desk
from shop.cooperative.forms import AnswerForm, DeskForm, PaidForm, ReceiveForm
from shop.cooperative.queries.returns import (
    picture_of,
    refund_of,
    return_of,
    return_page,
    returns_page,
)
from shop.cooperative.stepping import attempt
from shop.fulfilment import operations
from shop.fulfilment.states import Actor
from shop.fulfilment.visibility import buyer_of


@at_desk
def returns(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Returns that wait, refunds that are owed, and what is over."""
    return desk.page("returns", "returns", page=returns_page(producer=desk.producer))


@at_desk
def one_return(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One return: why and with which pictures; the answer, then the goods that are back."""
    row = return_of(producer=desk.producer, pk=pk)
    if row is None:
        raise Http404
    form = _form(request, row)
    if form is not None and form.is_valid():
        said = _act(desk, row, form)
        if said:
            messages.success(request, said)
            return redirect(desk.to("cooperative:return", pk))
    status = 422 if form is not None and form.is_bound else 200
    page = return_page(request=row, at=desk.at)
    if form is not None and not form.is_bound and not (page.is_asked or page.is_accepted):
        form = None
    return desk.page("return", "returns", status=status, page=page, form=form)


def _form(request: HttpRequest, row: Any) -> DeskForm | None:
    """The form that was sent, whatever has happened since; else the one that the return waits for."""
    if request.method == "POST":
        return ReceiveForm(request.POST) if "restock" in request.POST else _answer_or_receive(request, row)
    return AnswerForm() if row.state == "asked" else ReceiveForm()


def _answer_or_receive(request: HttpRequest, row: Any) -> DeskForm:
    asked = "decision" in request.POST or "answer" in request.POST or row.state == "asked"
    return AnswerForm(request.POST) if asked else ReceiveForm(request.POST)


def _act(desk: Desk, row: Any, form: DeskForm) -> str:
    """This will return what was done in words, or "" when it was refused and the form says why."""
    facts = {"request": row, "actor": Actor.PRODUCER, "by": desk.by, "at": desk.at}
    typed = form.cleaned_data
    stale = _("Meanwhile it was answered, taken in, or is with support. Nothing has changed.")
    if isinstance(form, ReceiveForm):
        restock = typed["restock"] == "yes"
        refused = attempt(form=form, call=lambda: operations.receive_return(**facts, restock=restock), stale=stale)
        return "" if refused else _("The goods are back. What you owe the buyer stands under “Money to give back”.")
    is_accepted = typed["decision"] == "accept"
    answer = {"is_accepted": is_accepted, "answer": typed["answer"]}
    if attempt(form=form, call=lambda: operations.answer_return(**facts, **answer), stale=stale):
        return ""
    return _("Accepted. The buyer was told.") if is_accepted else _("Declined. The buyer was told why.")


@require_safe
@at_desk
def picture(request: HttpRequest, desk: Desk, pk: int) -> HttpResponseBase:
    """What a buyer shows of the goods: for who works for the producer, as long as the buyer is seen, and no cache."""
    row = picture_of(producer=desk.producer, pk=pk, at=desk.at)
    if row is None:
        raise Http404
    with row.file.open("rb") as file:
        answer = HttpResponse(file.read(), content_type="image/webp")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@at_desk
def refund(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Money that the producer owes a buyer, and the word that it was given back."""
    row = refund_of(producer=desk.producer, pk=pk)
    if row is None:
        raise Http404
    form = PaidForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = {"refund": row, "by": desk.by, "at": desk.at, "how": form.cleaned_data["how"]}
        if attempt(form=form, call=lambda: operations.pay_refund(**facts)) is None:
            messages.success(request, _("Marked as paid. The buyer was told."))
            return redirect(desk.to("cooperative:returns"))
    status = 422 if form.is_bound else 200
    buyer = buyer_of(part=row.producer_order, at=desk.at)
    return desk.page("refund", "returns", status=status, refund=row, buyer=buyer, form=form)
