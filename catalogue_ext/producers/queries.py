"""Reading producers for pages and rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from catalogue_ext.producers.models import Membership, Person, Producer
from catalogue_ext.producers.rules import near_fold
from shop.primitives.refusal import Refusal
from shop.primitives.vi_text import sort_key

if TYPE_CHECKING:
    from catalogue_ext.places.models import Commune, Province
    from shop.accounts.models import User


class UnknownProducer(Refusal):
    """There is no such producer. Facts: `slug`."""

    code = "unknown_producer"


def producer_page(*, slug: str) -> Producer:
    """This will return a producer with commune and province, for its page. Refuses: UnknownProducer. Costs: 1 query."""
    found = _with_place(Producer.objects.filter(slug=slug)).first()
    if found is None:
        raise UnknownProducer(slug=slug)
    return found


def _with_place(producers: QuerySet[Producer]) -> QuerySet[Producer]:
    return producers.select_related("commune__province", "partner")


def _in_order(producers: QuerySet[Producer]) -> list[Producer]:
    return sorted(_with_place(producers), key=lambda one: (sort_key(one.name), one.pk))


def all_producers() -> list[Producer]:
    """This will return every producer in Vietnamese order, with its place. Costs: 1 query."""
    return _in_order(Producer.objects.all())


def producers_of_commune(*, commune: Commune) -> list[Producer]:
    """This will return the producers of a commune in Vietnamese order. Costs: 1 query."""
    return _in_order(Producer.objects.filter(commune=commune))


def producers_of_province(*, province: Province) -> list[Producer]:
    """This will return the producers of a province of today in Vietnamese order. Costs: 1 query."""
    return _in_order(Producer.objects.filter(commune__province=province))


def producers_of(*, user: User | AnonymousUser | None) -> list[Producer]:
    """This will return the producers a person works for now; none for nobody. Costs: 1 query at most."""
    if user is None or not user.is_authenticated:
        return []
    return _in_order(Producer.objects.visible_to(user))


def members_of(*, producer: Producer) -> list[Membership]:
    """This will return who works for a producer now, owners first. Costs: 1 query."""
    current = Membership.objects.filter(producer=producer, withdrawn_at__isnull=True).select_related("user")
    return list(current.order_by("role", "granted_at", "pk"))


def people_of(*, producer: Producer) -> list[Person]:
    """This will return the people shown on a producer's page, in the order given to them. Costs: 1 query."""
    return list(Person.objects.filter(producer=producer).order_by("place", "pk"))


def near_matches(*, name: str) -> list[Producer]:
    """This will return the producers whose names meet this one but for case, marks, spaces and words of legal form.

    An identical name is among them; the caller tells the two apart. Costs: 1 query.
    """
    return list(_with_place(Producer.objects.filter(name_fold=near_fold(name))).order_by("pk"))
