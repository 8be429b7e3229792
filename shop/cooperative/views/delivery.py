"""How a producer's goods are sent: fees by zone and weight, own delivery, pick-up points."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from catalogue_ext.places.queries import provinces
from shop.carriers import operations
from shop.carriers.models import FeeTable, PickupPoint
from shop.cooperative.delivery_forms import FeesForm, OwnForm, PointForm
from shop.cooperative.desk import Desk, at_desk
from shop.cooperative.forms import NothingForm
from shop.cooperative.queries.delivery import delivery_page, fees_that_hold, free_code, notice_days
from shop.cooperative.sentences import say
from shop.cooperative.stepping import attempt
from shop.primitives.refusal import Refusal
from shop.stock.operations import producer_location


@at_desk
def delivery(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is published, what waits, and what holds where nothing is."""
    return desk.page("delivery", "delivery", page=delivery_page(producer=desk.producer, at=desk.at))


def _to_overview(request: HttpRequest, desk: Desk, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect(desk.to("cooperative:delivery"))


@at_desk
def fees(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new fee table. A changed fee is announced before it holds, as the law asks."""
    scales = fees_that_hold(producer=desk.producer, at=desk.at)
    form = FeesForm(request.POST if request.method == "POST" else None, scales=scales)
    if form.is_valid():
        facts = {"partner": desk.producer.partner, "by": desk.by, "at": desk.at}
        table = {"scales": form.scales(), "valid_on": form.cleaned_data["valid_on"]}
        if attempt(form=form, call=lambda: operations.publish_fee_table(**facts, **table)) is None:
            return _to_overview(request, desk, _("Published. From its first day on it holds for new orders."))
    status = 422 if form.is_bound else 200
    return desk.page("fees", "delivery", status=status, form=form, notice=notice_days(at=desk.at))


@at_desk
def fees_withdraw(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Taking a table back: one that waits at once, one in force after the law's notice."""
    table = FeeTable.objects.filter(partner=desk.producer.partner, pk=pk).first()
    if table is None:
        raise Http404
    form = NothingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        call = lambda: operations.withdraw_fee_table(table=table, by=desk.by, at=desk.at)  # noqa: E731
        if attempt(form=form, call=call) is None:
            return _to_overview(request, desk, _("Taken back."))
    waits = table.valid_from > desk.at
    return desk.page(
        "fees_withdraw",
        "delivery",
        status=422 if form.is_bound else 200,
        form=form,
        table=table,
        waits=waits,
        notice=notice_days(at=desk.at),
    )


@at_desk
def own(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where the producer brings its goods itself."""
    form = OwnForm(request.POST if request.method == "POST" else None, provinces=provinces())
    if form.is_valid():
        facts = {**form.cleaned_data, "partner": desk.producer.partner, "by": desk.by, "at": desk.at}
        facts |= {name: facts[name] or 0 for name in ("days_least", "days_most")}
        if attempt(form=form, call=lambda: operations.set_own_delivery(**facts)) is None:
            return _to_overview(request, desk, _("Published. From its first day on it holds for new orders."))
    status = 422 if form.is_bound else 200
    return desk.page("own", "delivery", status=status, form=form, notice=notice_days(at=desk.at))


@require_POST
@at_desk
def own_stop(request: HttpRequest, desk: Desk) -> HttpResponse:
    """No own delivery from now on; other ways are left."""
    try:
        operations.stop_own_delivery(partner=desk.producer.partner, by=desk.by, at=desk.at)
    except Refusal as refusal:
        messages.error(request, say(refusal))
        return redirect(desk.to("cooperative:delivery"))
    return _to_overview(request, desk, _("Stopped. Orders that chose it are still brought."))


@at_desk
def point_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A place where buyers fetch their parcels."""
    commune = desk.producer.commune
    initial = {"place": f"{commune.name}, {commune.province.name}", "address": desk.producer.address, "fee_vnd": 0}
    form = PointForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid() and attempt(form=form, call=lambda: _open_point(desk, form.cleaned_data)) is None:
        return _to_overview(request, desk, _("Open. Buyers can choose it at checkout now."))
    return desk.page("point", "delivery", status=422 if form.is_bound else 200, form=form)


def _open_point(desk: Desk, typed: dict[str, Any]) -> Any:
    told = {name: typed[name] for name in ("name", "name_en", "address", "hours", "hours_en", "fee_vnd")}
    return operations.open_pickup_point(
        **told,
        code=free_code(producer=desk.producer),
        commune=typed["place"],
        days_least=typed["days_least"] or 0,
        days_most=typed["days_most"] or 0,
        location=producer_location(producer=desk.producer) if typed["is_store"] else None,
        partner=desk.producer.partner,
        by=desk.by,
        at=desk.at,
    )


@require_POST
@at_desk
def point_swing(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Closing a point, or opening it again."""
    point = PickupPoint.objects.filter(partner=desk.producer.partner, code=code).first()
    if point is None:
        raise Http404
    to_open = request.POST.get("to") == "open"
    swing = operations.reopen_pickup_point if to_open else operations.close_pickup_point
    try:
        swing(point=point, by=desk.by, at=desk.at)
    except Refusal as refusal:
        messages.warning(request, say(refusal))
        return redirect(desk.to("cooperative:delivery"))
    return _to_overview(
        request,
        desk,
        _("Open again.")
        if to_open
        else _("Closed for new orders. Parcels on their way to it are still fetched there."),
    )
