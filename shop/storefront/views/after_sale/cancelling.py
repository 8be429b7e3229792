"""Calling off an order, a parcel, one product."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shop.fulfilment import operations
from shop.fulfilment.states import Actor
from shop.storefront.after_sale_forms import ReasonForm
from shop.storefront.proofs import Proof, for_buyer
from shop.storefront.queries.order_parts import order_parts
from shop.storefront.views.after_sale.acting import FORM, attempt, done, not_now, page, sent


@require_http_methods(FORM)
@for_buyer
def order(request: HttpRequest, proof: Proof) -> HttpResponse:
    """Every parcel that has not left yet."""
    parts = [part for part in order_parts(order=proof.order, at=proof.at) if part.may.cancel]
    form = ReasonForm(sent(request)[0])
    if not parts and not form.is_bound:
        return not_now(request, proof, _too_late())
    if form.is_valid():
        facts = {"order": proof.order, "reason": form.reason, **_who(proof)}
        if attempt(form, lambda: operations.cancel_order(**facts)):
            return done(request, proof, _("Called off. You owe nothing for it, and the producers were told."))
    return page(request, "cancel", proof, form, parts=parts, what="order")


@require_http_methods(FORM)
@for_buyer
def part(request: HttpRequest, proof: Proof, ordinal: int) -> HttpResponse:
    """One parcel; the others go on."""
    row, shown, form = proof.part(ordinal), _shown(proof, ordinal), ReasonForm(sent(request)[0])
    if not shown.may.cancel and not form.is_bound:
        return not_now(request, proof, _too_late(), ordinal)
    if form.is_valid():
        facts = {"producer_order": row, "reason": form.reason, **_who(proof)}
        if attempt(form, lambda: operations.cancel(**facts)):
            words = _("Parcel %(number)s is called off. You owe nothing for it, and the producer was told.")
            return done(request, proof, words % {"number": ordinal}, ordinal)
    return page(request, "cancel", proof, form, parts=[shown], what="part", ordinal=ordinal)


@require_http_methods(FORM)
@for_buyer
def line(request: HttpRequest, proof: Proof, ordinal: int, line: int) -> HttpResponse:
    """One product of a parcel; the rest of it goes on."""
    row, shown, form = proof.part(ordinal), _shown(proof, ordinal), ReasonForm(sent(request)[0])
    one = next((each for each in shown.lines if each.pk == line), None)
    if one is None:
        raise Http404
    if not shown.may.cancel or (one.fell and not form.is_bound):
        return not_now(request, proof, _too_late(), ordinal)
    if form.is_valid():
        facts = {"producer_order": row, "line_id": line, "reason": form.reason, **_who(proof)}
        if attempt(form, lambda: operations.cancel_line(**facts)):
            return done(request, proof, _("Called off: %(name)s.") % {"name": one.name}, ordinal)
    return page(request, "cancel", proof, form, parts=[shown], what="line", line=one, ordinal=ordinal)


def _who(proof: Proof) -> dict[str, Any]:
    return {"actor": Actor.BUYER, "by": proof.by, "at": proof.at}


def _shown(proof: Proof, ordinal: int) -> Any:
    return next(each for each in order_parts(order=proof.order, at=proof.at) if each.ordinal == ordinal)


def _too_late() -> str:
    return _(
        "This can no longer be called off: it is packed, sent, or was called off before. We help you if you write."
    )
