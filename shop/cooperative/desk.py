"""Whose desk a page belongs to, who may open it, and the frame around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache

from catalogue_ext.producers.models import Producer
from shop.accounts.models import User
from shop.accounts.second_factor import person
from shop.cooperative.queries.counts import Counts, counts_of
from shop.fulfilment.states import State

View = Callable[..., HttpResponseBase]

# Section -> its words, its icon, its route.
_PLACES: dict[str, tuple[str | Promise, str, str]] = {
    "orders": (pgettext_lazy("desk", "Orders"), "box", "cooperative:orders"),
    "packing": (pgettext_lazy("desk", "Packing"), "print", "cooperative:packing"),
    "returns": (pgettext_lazy("desk", "Returns"), "money", "cooperative:returns"),
    "delivery": (pgettext_lazy("desk", "Delivery"), "truck", "cooperative:delivery"),
    "opinions": (pgettext_lazy("desk", "Opinions"), "smile", "cooperative:opinions"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the desk, as `layouts/desk.html` shows it."""

    url: str
    label: str | Promise
    icon_name: str
    count: int
    is_current: bool


@dataclass(frozen=True, slots=True)
class OtherDesk:
    """Another producer the person works for."""

    url: str
    name: str
    language: str = "vi"


@dataclass
class Desk:
    """One producer's desk while one page of it is made: whose, by whom, at which instant."""

    producer: Any
    by: User
    at: datetime
    request: HttpRequest
    others: list[OtherDesk] = field(default_factory=list)
    section: str = "orders"

    @property
    def name(self) -> str:
        """This will return whose desk it is."""
        return str(self.producer.name)

    @property
    def home(self) -> str:
        """This will return where the desk begins."""
        return self.to("cooperative:orders")

    @cached_property
    def counts(self) -> Counts:
        """This will return what waits here. Costs: 4 queries, once."""
        return counts_of(producer=self.producer, at=self.at)

    @property
    def places(self) -> list[Place]:
        """This will return the places of the desk with what waits in each."""
        waiting = {
            "orders": self.counts.of(State.NEW),
            "packing": self.counts.of(State.ACCEPTED),
            "returns": self.counts.returns + self.counts.refunds,
        }
        return [
            Place(self.to(route), label, icon, waiting.get(section, 0), section == self.section)
            for section, (label, icon, route) in _PLACES.items()
        ]

    def to(self, route: str, *keys: Any) -> str:
        """This will return the address of a page of this desk."""
        return reverse(route, args=[self.producer.slug, *keys])

    def page(self, template: str, section: str, *, status: int = 200, **facts: Any) -> HttpResponse:
        """This will answer with a page of this desk."""
        self.section = section
        return render(self.request, f"cooperative/{template}.html", {"desk": self, **facts}, status=status)


def at_desk(view: View) -> View:
    """This will guard a page of a desk and hand it over: `view(request, desk, …)`.

    Nobody goes to the log-in; who does not work for the producer finds nothing. No cache keeps such a page.
    Costs: one query more than knowing who is signed in.
    """

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        mine = producers_of(request)
        producer = next((row for row in mine if row.slug == slug), None)
        if producer is None:
            raise Http404
        others = [
            OtherDesk(reverse("cooperative:orders", args=[row.slug]), row.name) for row in mine if row.pk != producer.pk
        ]
        return view(request, Desk(producer, person(request), timezone.now(), request, others), *args, **kwargs)

    return guarded


def producers_of(request: HttpRequest) -> list[Any]:
    """This will return the producers the person works for now, by name. Costs: one query."""
    rows = Producer.objects.visible_to(person(request)).select_related("partner", "commune__province")
    return list(rows.order_by("name", "pk"))
