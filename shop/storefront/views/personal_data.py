"""What we keep and why, for everybody; and of one order, for who has proven it: a copy, consents, an end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from catalogue_ext.labels.words import written_day
from shop.consents.operations import say
from shop.personal_data.copies import copy_of_order
from shop.personal_data.operations import UnderWay, forget_what_may_go
from shop.primitives.period import last_day
from shop.storefront.forms import ConsentForm
from shop.storefront.machines import head
from shop.storefront.proofs import Proof, for_buyer
from shop.storefront.queries import policies
from shop.storefront.queries.personal_data import order_data, purposes_page

ZIP = "application/zip"


@require_safe
def purposes(request: HttpRequest) -> HttpResponse:
    """What is collected, why, on which ground, for how long."""
    context = {
        "kept": purposes_page(at=timezone.now()),
        "shelves": policies.shelves(here="du-lieu"),
        "head": head(request=request),
    }
    return render(request, "storefront/data_purposes.html", context)


@require_safe
@for_buyer
def of_order(request: HttpRequest, proof: Proof) -> HttpResponse:
    """What we hold with one order."""
    context = {"data": order_data(order=proof.order, at=proof.at)}
    return render(request, "storefront/order_data.html", context)


@require_POST
@for_buyer
def order_copy(request: HttpRequest, proof: Proof) -> HttpResponse:
    """The copy of one order, at once."""
    made = copy_of_order(order=proof.order, language=get_language() or "vi", by=proof.by, at=proof.at)
    return zipped(made, f"xanha-{proof.order.number}.zip")


@require_POST
@for_buyer
def order_consent(request: HttpRequest, proof: Proof) -> HttpResponse:
    """A yes or a no of who has the order in hand."""
    form = ConsentForm(request.POST)
    if form.is_valid() and proof.phone:
        said = form.cleaned_data
        say(
            purpose=said["purpose"],
            is_given=said["yes"],
            language=get_language() or "vi",
            at=proof.at,
            user=proof.by,
            order=proof.order,
        )
        messages.success(request, noted(is_given=said["yes"]))
    return redirect("storefront:order_data", number=proof.order.number)


@require_POST
@for_buyer
def order_forget(request: HttpRequest, proof: Proof) -> HttpResponse:
    """Deleting what the law does not keep."""
    try:
        until = forget_what_may_go(order=proof.order, by=proof.by, at=proof.at)
    except UnderWay:
        words = _("This order is still under way, so nothing was deleted. Please come back when it is over.")
        messages.warning(request, words)
    else:
        messages.success(
            request, _("Deleted. The law keeps the rest until %(day)s.") % {"day": written_day(last_day(until))}
        )
    return redirect("storefront:order_data", number=proof.order.number)


def zipped(made: bytes, name: str) -> HttpResponse:
    """This will return a copy for the browser to keep."""
    answer = HttpResponse(made, content_type=ZIP)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    add_never_cache_headers(answer)
    return answer


def noted(*, is_given: bool) -> str:
    """This will return what is said after a yes or a no."""
    return _("Noted: you agree.") if is_given else _("Noted: you do not agree any more.")
