"""When all is well: papers to keep, an opinion, the same once more."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from shop.channels.queries import national
from shop.forks.basket.models import NotForSale
from shop.fulfilment.papers import CONTENT_TYPE, NoPaper, Paper, contract_of, receipt_of
from shop.fulfilment.states import Actor
from shop.opinions.operations import AlreadyReviewed, give_opinion
from shop.storefront.after_sale_sentences import sentence
from shop.storefront.opinion_forms import OpinionForm
from shop.storefront.proofs import Proof, for_buyer
from shop.storefront.queries.order_parts import OrderLine, OrderPart, order_parts
from shop.storefront.views.after_sale.acting import FORM, attempt, done, not_now, page, sent


@require_safe
@for_buyer
def contract(request: HttpRequest, proof: Proof) -> HttpResponse:
    """What was agreed when the order was placed, as a PDF."""
    return _paper(contract_of(order=proof.order, language=get_language() or "vi"))


@require_safe
@for_buyer
def receipt(request: HttpRequest, proof: Proof, ordinal: int) -> HttpResponse:
    """The receipt for a parcel's cash, once it was taken."""
    part, language = proof.part(ordinal), get_language() or "vi"
    try:
        return _paper(receipt_of(producer_order=part, reader=Actor.BUYER, at=proof.at, language=language))
    except NoPaper as refusal:
        raise Http404 from refusal


def _paper(paper: Paper) -> HttpResponse:
    answer = HttpResponse(paper.content, content_type=CONTENT_TYPE)
    answer.headers["Content-Disposition"] = f'inline; filename="{paper.name}"'
    return answer


@require_http_methods(FORM)
@for_buyer
def opinion(request: HttpRequest, proof: Proof, line: int) -> HttpResponse:
    """What the buyer says of one thing that arrived."""
    part, one = _line(proof, line)
    form = OpinionForm(sent(request)[0])
    if not form.is_bound and not one.may_tell:
        words = sentence(AlreadyReviewed()) if one.has_told else _("You can give your opinion once it has arrived.")
        return not_now(request, proof, words, part.ordinal)
    if form.is_valid():
        row = proof.order.lines.get(pk=line)
        facts = {"line": row, **form.facts, "by": proof.by, "phone": proof.phone, "at": proof.at}
        if attempt(form, lambda: give_opinion(**facts)):
            words = _("Thank you. Somebody reads it first, then it stands on the product's page.")
            return done(request, proof, words, part.ordinal)
    return page(request, "opinion", proof, form, line=one, part=part)


def _line(proof: Proof, pk: int) -> tuple[OrderPart, OrderLine]:
    for part in order_parts(order=proof.order, at=proof.at):
        for line in part.lines:
            if line.pk == pk:
                return part, line
    raise Http404


@require_POST
@for_buyer
def again(request: HttpRequest, proof: Proof) -> HttpResponse:
    """The order's products into the basket, as far as the rule lets them; what it does not is named, with why."""
    lines = list(proof.order.lines.select_related("product__parent", "product__product_class").order_by("pk"))
    channel = national()
    added = sum(_add(request, line, channel) for line in lines)
    if added:
        words = ngettext("%(count)d product is in your basket.", "%(count)d products are in your basket.", added)
        messages.success(request, words % {"count": added})
    return redirect("storefront:basket")


def _add(request: HttpRequest, line: Any, channel: Any) -> bool:
    product = line.product
    name = product.name if product else line.title
    if product is None:
        messages.warning(request, _("%(name)s: it is not in the shop any more.") % {"name": name})
        return False
    try:
        request.basket.add_product(product, line.quantity, channel=channel)
    except NotForSale as refusal:
        messages.warning(request, f"{name}: {sentence(refusal)}")
        return False
    return True
