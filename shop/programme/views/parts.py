"""One producer's part of an order: the verbs of the table, and single lines."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shop.accounts.second_factor import person
from shop.fulfilment.models import ProducerOrder
from shop.fulfilment.operations import cancel_line as call_line_off
from shop.fulfilment.states import Actor
from shop.programme.forms import ReasonForm
from shop.programme.guard import desk_page
from shop.programme.verbs import VERBS
from shop.programme.views.asking import ask, sent
from shop.programme.views.orders import WRITES


def _part(number: str) -> Any:
    rows = ProducerOrder.objects.select_related("order", "partner__producer", "pickup_point")
    return get_object_or_404(rows, number=number)


def _back(part: Any) -> str:
    return reverse("programme:order", args=[part.order.number]) + f"#{part.number}"


@desk_page
@require_http_methods(WRITES)
def act(request: HttpRequest, number: str, verb: str) -> HttpResponse:
    """One step of one part. What is not possible any more is said when it is tried; nothing typed is lost."""
    part, chosen = _part(number), VERBS.get(verb)
    if chosen is None:
        raise Http404

    def done(facts: dict[str, Any], at: datetime) -> str:
        chosen.call(part, by=person(request), at=at, facts=facts)
        return f"{part.number}: {chosen.said}"

    return ask(
        request,
        chosen.form_for(part, sent(request)),
        done,
        heading=f"{chosen.label}: {part.number}",
        lead=chosen.lead,
        back=_back(part),
        button=chosen.label,
        is_grave=chosen.is_grave,
        part=part,
    )


@desk_page
@require_http_methods(WRITES)
def cancel_line(request: HttpRequest, number: str, line: int) -> HttpResponse:
    """One whole line called off while the rest of its part goes on."""
    part = _part(number)
    row = get_object_or_404(part.lines, pk=line)

    def done(facts: dict[str, Any], at: datetime) -> str:
        by = person(request)
        call_line_off(producer_order=part, line_id=row.pk, actor=Actor.SUPPORT, by=by, at=at, **facts)
        return _("%(line)s is called off.") % {"line": row.title}

    return ask(
        request,
        ReasonForm(sent(request), is_told=True),
        done,
        heading=_("Cancel a line of %(number)s") % {"number": part.number},
        lead=_("%(line)s × %(quantity)s. The delivery fee stays while a parcel goes out; the last line ends its part.")
        % {"line": row.title, "quantity": row.quantity},
        back=_back(part),
        button=_("Cancel this line"),
        is_grave=True,
        part=part,
    )
