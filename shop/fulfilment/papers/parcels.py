"""Papers of parcels for the producer: the note that is pasted on a box, and the packing list of the day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from catalogue_ext.certification.classification import ALCOHOL, groups
from catalogue_ext.places.rules import short_label
from shop.carriers.queries import short_lived
from shop.fulfilment.models import ProducerOrder
from shop.fulfilment.papers.pieces import NoPaper, Paper, buyer, kept, line_of, parcel_address, party, place, way
from shop.fulfilment.states import State
from shop.papers import facts
from shop.papers.delivery_note import delivery_note
from shop.papers.packing_list import packing_list
from shop.primitives.period import local_day

# A parcel is on the table, or goes out again with a note that was spoilt.
IN_HAND = frozenset({State.ACCEPTED, State.PACKED, State.HANDED_OVER})
LIVING = frozenset(groups()["V"].sets)


def delivery_note_of(*, producer_order: ProducerOrder, at: datetime, language: str = "vi", size: str = "a6") -> Paper:
    """This will return what is pasted on a parcel (a6 | a5): only while it is in hand, so nothing on it is hidden yet.

    Of lines and sums it knows what is kept and still to be paid. Refuses: NoPaper before the producer has said yes, and
    after the parcel was received or fell away. Costs: 5 queries.
    """
    part = _with_goods(ProducerOrder.objects.filter(pk=producer_order.pk)).get()
    state = part.state_at(at)
    if state not in IN_HAND:
        raise NoPaper(paper="delivery_note", state=state)
    spoiling = short_lived(sets=_sets([part]), at=at)
    with translation.override(language):
        told = _delivery_note(part, language, spoiling)
    return Paper(f"phieu-giao-{part.number}.pdf", delivery_note(told, language, size))


def packing_facts(*, producer: Any, at: datetime, language: str = "vi") -> facts.PackingList:
    """This will gather what a producer has promised and not packed yet, the oldest order first; nobody else's.

    Costs: 5 queries, however many parcels.
    """
    rows = ProducerOrder.objects.filter(partner_id=producer.partner_id).in_states(State.ACCEPTED, at=at)
    parts = list(_with_goods(rows).order_by("placed_at", "pk"))
    spoiling = short_lived(sets=_sets(parts), at=at)
    with translation.override(language):
        return facts.PackingList(
            shop=settings.OSCAR_SHOP_NAME,
            producer=producer.name,
            day=local_day(at),
            parts=tuple(_packing_part(part, language, spoiling) for part in parts),
        )


def packing_list_of(*, producer: Any, at: datetime, language: str = "vi") -> Paper:
    """This will return the packing list of a producer's day. Costs: as `packing_facts`."""
    told = packing_facts(producer=producer, at=at, language=language)
    return Paper(f"phieu-dong-goi-{told.day:%Y-%m-%d}.pdf", packing_list(told, language))


def _with_goods(rows: Any) -> Any:
    return rows.select_related(
        "order__shipping_address",
        "partner__producer__commune__province",
        "partner__centre__commune__province",
        "location__commune__province",
        "pickup_point",
    ).prefetch_related("lines__product__parent", "outcomes")


def _delivery_note(part: Any, language: str, spoiling: frozenset[int]) -> facts.DeliveryNote:
    order, point = part.order, part.pickup_point
    is_owed = part.payable_vnd if order.payment_method == "cod" else 0
    waits_at = None
    if point:
        name, hours = (
            (point.name_en or point.name, point.hours_en or point.hours)
            if language == "en"
            else (point.name, point.hours)
        )
        # The code is the buyer's proof: it is told, not printed.
        waits_at = facts.PickUp(name, point.address, hours)
    return facts.DeliveryNote(
        shop=settings.OSCAR_SHOP_NAME,
        number=part.number,
        placed_at=part.placed_at,
        sender=_sender(part),
        receiver=buyer(order),
        address=parcel_address(number=part.number, language=language),
        lines=tuple(line_of(line, language) for line in kept(part)),
        cash_vnd=is_owed,
        delivery=way(part, language),
        tracking_number=part.tracking_number,
        weight_g=part.weight_g,
        handling=_handling(part, spoiling),
        note=order.note,
        pick_up=waits_at,
    )


def _packing_part(part: Any, language: str, spoiling: frozenset[int]) -> facts.PackingPart:
    address = part.order.shipping_address
    return facts.PackingPart(
        number=part.number,
        receiver=address.first_name,
        place=f"{address.commune_name}, {short_label(address.province_name)}",
        lines=tuple(line_of(line, language) for line in kept(part)),
        delivery=way(part, language),
        weight_g=part.weight_g,
        handling=_handling(part, spoiling),
        note=part.order.note,
        gift_note=part.order.gift_note,
    )


def _sender(part: Any) -> facts.Party:
    """The box comes from where the goods lie; who is asked about it is the producer."""
    location, who = part.location, party(part.partner)
    return facts.Party(who.name, location.address or place(location.commune) or who.address, phone=who.phone)


def _sets(parts: Iterable[Any]) -> frozenset[int]:
    products = [line.product for part in parts for line in kept(part) if line.product]
    canonical = [product.parent if product.is_child else product for product in products]
    return frozenset(product.criteria_set for product in canonical if product.criteria_set)


def _handling(part: Any, spoiling: frozenset[int]) -> frozenset[facts.Handling]:
    """What the goods themselves ask for. Nobody states whether a thing breaks, so no note says it."""
    sets = _sets([part])
    told = {
        facts.Handling.OF_AGE: sets & ALCOHOL,
        facts.Handling.ALIVE: sets & LIVING,
        facts.Handling.COOL: (sets & spoiling) - LIVING,
    }
    return frozenset(care for care, found in told.items() if found)
