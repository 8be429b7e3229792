"""Which ways a part may be sent, which was chosen, and what it weighs. Carriers answer; here it is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from catalogue_ext.particulars.models import Particulars
from shop.carriers.base import Offered, Option, Parcel
from shop.carriers.queries import delivery_options, scales_in_force
from shop.carriers.rules import fee
from shop.fulfilment.models import ProducerOrder
from shop.fulfilment.split import Part, PartKey, packed_g, piece_g
from shop.primitives.refusal import Refusal


class NotSentThere(Refusal):
    """One of the makers has no way to send its goods to this place."""

    code = "not_sent_there"


class DeliveryGone(Refusal):
    """The way of delivery that was chosen is not offered any more."""

    code = "delivery_gone"


def choice_name(key: PartKey) -> str:
    """This will return the name under which a form sends the choice for a part."""
    return "-".join(str(number) for number in key)


def offered_for(*, parts: Sequence[Part], destination: Any, at: datetime) -> dict[PartKey, Offered]:
    """This will ask for the ways in which each part of a basket can go to a commune.

    Costs: one query for the weights, and those of `delivery_options`, however many parts.
    """
    weights = _weights(line.product for part in parts for line in part.lines)
    parcels = [
        Parcel(
            key=part.key,
            partner_id=part.stock_record.partner_id,
            location_id=part.stock_record.location_id,
            origin=part.stock_record.location.commune,
            destination=destination,
            weight_g=packed_g(net_g=sum(weights[line.product_id] * line.quantity for line in part.lines)),
            goods_vnd=part.goods_vnd - part.discount_vnd,
            criteria_sets=_sets(line.product for line in part.lines),
        )
        for part in parts
    ]
    for part, parcel in zip(parts, parcels, strict=True):
        part.weight_g = parcel.weight_g
    answers = delivery_options(parcels=parcels, at=at)
    return {part.key: answers[part.key] for part in parts}


def estimate(*, parts: Sequence[Part], at: datetime) -> None:
    """This will write into each part the least fee its maker's table asks, before an address is known.

    Where no table is published the one fee of the settings stands, and is no estimate. Costs: 2 queries, none for an
    empty basket.
    """
    if not parts:
        return
    scales = scales_in_force(partners={part.stock_record.partner_id for part in parts}, at=at)
    if not scales:
        return
    weights = _weights(line.product for part in parts for line in part.lines)
    for part in parts:
        of_maker = scales.get(part.stock_record.partner_id) or scales.get(None)
        if of_maker:
            net_g = sum(weights[line.product_id] * line.quantity for line in part.lines)
            fees = {fee(scale=scale, weight_g=packed_g(net_g=net_g)) for scale in of_maker.values()}
            part.delivery_vnd, part.is_least = min(fees), len(fees) > 1


def choose(
    *, parts: Sequence[Part], offered: Mapping[PartKey, Offered], choices: Mapping[str, str]
) -> dict[PartKey, Option]:
    """This will take the chosen way of each part, or the cheapest to the door where nothing was chosen, and its fee.

    Writes the way and the fees into the parts. Refuses: NotSentThere, DeliveryGone.
    """
    ways: dict[PartKey, Option] = {}
    for part in parts:
        answer = offered[part.key]
        if not answer.options:
            name = part.lines[0].product.get_title()
            why = answer.why_none.code if answer.why_none else ""
            raise NotSentThere(title=name, why=why)
        code = choices.get(choice_name(part.key), "")
        way = answer.option(code) if code else answer.options[0]
        if way is None:
            raise DeliveryGone(title=part.lines[0].product.get_title())
        ways[part.key] = way
        part.take(way)
    return ways


def options_again(
    *, parts: Sequence[ProducerOrder], destination: Any, at: datetime
) -> Iterable[tuple[ProducerOrder, Offered]]:
    """This will ask again for parts that are ordered already, to another commune. Costs: 2 queries more."""
    rows = list(
        ProducerOrder.objects.filter(pk__in=[part.pk for part in parts])
        .select_related("location__commune__province")
        .prefetch_related("lines__product__parent")
    )
    parcels = [
        Parcel(
            key=row.pk,
            partner_id=row.partner_id,
            location_id=row.location_id,
            origin=row.location.commune,
            destination=destination,
            weight_g=row.weight_g,
            goods_vnd=row.goods_vnd - row.discount_vnd,
            criteria_sets=_sets(line.product for line in row.lines.all()),
        )
        for row in rows
    ]
    answers = delivery_options(parcels=parcels, at=at) if parcels else {}
    return [(part, answers[part.pk]) for part in parts]


def _weights(products: Iterable[Any]) -> dict[int, int]:
    """Net grams a piece, each pack size by its own label. Costs: 1 query."""
    asked = {product.pk for product in products}
    rows = Particulars.objects.filter(product_id__in=asked).values_list("product_id", "net_quantity", "net_unit")
    grams = {pk: piece_g(quantity=quantity, unit=unit) for pk, quantity, unit in rows}
    return {pk: grams.get(pk) or piece_g(quantity=None, unit="") for pk in asked}


def _sets(products: Iterable[Any]) -> frozenset[int]:
    canonical = (product.parent if product.is_child else product for product in products)
    return frozenset(product.criteria_set for product in canonical if product.criteria_set)
