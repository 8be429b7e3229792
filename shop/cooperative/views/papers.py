"""Papers of parcels: the packing list of the day on a page and as a PDF, delivery notes, receipts."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from shop.cooperative.desk import Desk, at_desk
from shop.cooperative.queries.parts import part_of
from shop.cooperative.sentences import say
from shop.fulfilment.papers import (
    CONTENT_TYPE,
    NoPaper,
    Paper,
    delivery_note_of,
    packing_facts,
    packing_list_of,
    receipt_of,
)
from shop.fulfilment.states import Actor
from shop.fulfilment.visibility import buyer_of
from shop.papers.packing_list import totals


def _language() -> str:
    return get_language() or "vi"


def _sent(paper: Paper) -> HttpResponse:
    answer = HttpResponse(paper.content, content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'inline; filename="{paper.name}"'
    return answer


@at_desk
def packing(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is promised and not packed yet: to fetch from the store, then parcel by parcel."""
    facts = packing_facts(producer=desk.producer, at=desk.at, language=_language())
    return desk.page("packing", "packing", facts=facts, totals=totals(facts.parts))


@at_desk
def packing_pdf(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The same, on A4."""
    return _sent(packing_list_of(producer=desk.producer, at=desk.at, language=_language()))


@at_desk
def delivery_note(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """What is pasted on a parcel, while it is in hand."""
    row = part_of(producer=desk.producer, number=number)
    if row is None:
        raise Http404
    try:
        return _sent(delivery_note_of(producer_order=row, at=desk.at))
    except NoPaper as refusal:
        messages.warning(request, say(refusal))
        return redirect(desk.to("cooperative:part", row.number))


@at_desk
def receipt(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The receipt for a parcel's cash, as long as the buyer is seen."""
    row = part_of(producer=desk.producer, number=number)
    if row is None or buyer_of(part=row, at=desk.at) is None:
        raise Http404
    try:
        return _sent(receipt_of(producer_order=row, reader=Actor.PRODUCER, at=desk.at, language=row.order.language))
    except NoPaper as refusal:
        messages.warning(request, say(refusal))
        return redirect(desk.to("cooperative:part", row.number))
