"""Where parcels go, and the yes to an order for much cash."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalogue_ext.places.queries import provinces
from shop.fulfilment import operations
from shop.fulfilment.models import CashConfirmation
from shop.fulfilment.states import Actor
from shop.primitives.refusal import Refusal
from shop.storefront.addresses import find_commune
from shop.storefront.after_sale_forms import CodeForm, MoveForm
from shop.storefront.after_sale_sentences import sentence
from shop.storefront.proofs import Proof, for_buyer
from shop.storefront.queries.orders import order_page
from shop.storefront.views.after_sale.acting import FORM, attempt, back, done, not_now, page, sent


@require_http_methods(FORM)
@for_buyer
def address(request: HttpRequest, proof: Proof) -> HttpResponse:
    """Another address, as long as nothing is packed; the total stays, or the address does."""
    form = MoveForm(sent(request)[0], provinces=provinces(), initial=_today(proof.order.shipping_address))
    if not form.is_bound and not order_page(order=proof.order, at=proof.at).may_move:
        return not_now(request, proof, sentence(Refusal("too_late")))
    candidates: tuple[Any, ...] = ()
    if form.is_valid():
        typed = form.cleaned_data
        found = find_commune(text=typed["place"], province_code=typed["province"], chosen_code=typed["commune"])
        candidates = found.candidates
        if found.commune is None:
            form.add_error("place", sentence(Refusal(found.code)))
        elif attempt(form, lambda: _move(proof, form, found.commune)):
            return done(request, proof, _("The parcels go to the new address. The producers were told."))
    return page(request, "address", proof, form, candidates=candidates)


def _today(address: Any) -> dict[str, str]:
    commune = address.commune
    province = commune.province.code if commune else ""
    return {
        "name": address.first_name,
        "street": address.line1,
        "place": address.commune_name,
        "province": province,
    }


def _move(proof: Proof, form: MoveForm, commune: Any) -> Any:
    typed = form.cleaned_data
    return operations.change_address(
        order=proof.order,
        commune=commune,
        street=typed["street"],
        name=typed["name"],
        actor=Actor.BUYER,
        by=proof.by,
        at=proof.at,
    )


@require_http_methods(FORM)
@for_buyer
def confirm(request: HttpRequest, proof: Proof) -> HttpResponse:
    """The code from the message."""
    if not CashConfirmation.objects.filter(order=proof.order, confirmed_at=None).exists():
        return done(request, proof, _("This order is confirmed, there is nothing left to do."))
    form = CodeForm(sent(request)[0])
    if form.is_valid() and attempt(form, lambda: _confirm(proof, form.cleaned_data["code"])):
        return done(request, proof, _("Thank you, the order is confirmed. The producers can pack it now."))
    return page(request, "confirm", proof, form)


def _confirm(proof: Proof, code: str) -> bool:
    operations.confirm_by_code(order=proof.order, code=code, at=proof.at)
    return True


@require_POST
@for_buyer
def send_code(request: HttpRequest, proof: Proof) -> HttpResponse:
    """A new code to the phone of the order, at most one a minute."""
    try:
        row = operations.send_code(order=proof.order, at=proof.at)
    except CashConfirmation.DoesNotExist:
        return back(proof)
    if row.sent_at == proof.at:
        return done(request, proof, _("A new code is on its way to you. It holds for 30 minutes."))
    messages.info(
        request, _("A code was sent less than a minute ago. Please wait a moment before you ask for another.")
    )
    return back(proof)
