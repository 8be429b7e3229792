"""Fees and pick-up points: what everybody has published, and the shop's own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue_ext.producers.models import Producer
from shop.accounts.second_factor import person
from shop.carriers.models import FeeTable, PickupPoint
from shop.carriers.operations import close_pickup_point, publish_fee_table, reopen_pickup_point, withdraw_fee_table
from shop.primitives.period import last_day, local_day
from shop.primitives.refusal import Refusal
from shop.programme.fees import FeesForm
from shop.programme.guard import desk, desk_page
from shop.programme.queries.delivery import newest_scales, ways
from shop.programme.sentences import say
from shop.programme.views.asking import ask, sent
from shop.programme.views.orders import WRITES


@desk_page
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Fee tables, own delivery and pick-up points of all."""
    facts = {"page": ways(at=timezone.now()), "desk": desk(request, "delivery")}
    return render(request, "programme/delivery.html", facts)


@desk_page
@require_http_methods(WRITES)
def publish(request: HttpRequest) -> HttpResponse:
    """A fee table: the shop's own, for all producers who have none, or that of the producer the address names.

    It begins from the one announced last.
    """
    slug = request.GET.get("chu-the", "")
    maker = get_object_or_404(Producer.objects.select_related("partner"), slug=slug) if slug else None
    partner = maker.partner if maker else None
    form = FeesForm(sent(request), scales=newest_scales(partner=partner, at=timezone.now()))

    def done(facts: dict[str, Any], at: datetime) -> str:
        table = publish_fee_table(
            partner=partner, scales=form.scales(), valid_on=facts["valid_on"], by=person(request), at=at
        )
        return _("Published, in force from %(day)s.") % {"day": f"{local_day(table.valid_from):%d/%m/%Y}"}

    return ask(
        request,
        form,
        done,
        heading=_("Fee table of %(name)s") % {"name": maker.name} if maker else _("The shop's own fee table"),
        lead=_("In the producer's name; it is held to the law's notice as its own would be.")
        if maker
        else _("It holds for every producer without a table. A zone left empty costs what the next wider one costs."),
        back=reverse("programme:delivery"),
        button=_("Publish"),
        template="programme/fees.html",
    )


@desk_page
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """A table taken back: at once before it begins, after the law's notice later."""
    table = get_object_or_404(FeeTable, pk=pk)
    try:
        done = withdraw_fee_table(table=table, by=person(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        ends = done.valid_to
        said = _("Withdrawn; its last day is %(day)s.") % {"day": f"{last_day(ends):%d/%m/%Y}"} if ends else ""
        messages.success(request, _("Withdrawn before it began.") if ends == done.valid_from else said)
    return redirect("programme:delivery")


@desk_page
@require_POST
def swing(request: HttpRequest, pk: int) -> HttpResponse:
    """A pick-up point closed, or opened again. Parcels on their way to a closed one are still fetched there."""
    point = get_object_or_404(PickupPoint, pk=pk)
    is_opened = request.POST.get("is_open") == "1"
    try:
        (reopen_pickup_point if is_opened else close_pickup_point)(point=point, by=person(request), at=timezone.now())
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, _("The pick-up point is open.") if is_opened else _("The pick-up point is closed."))
    return redirect("programme:delivery")
