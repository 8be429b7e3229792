"""Stating what stands on the goods' label."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from oscar.core.loading import get_model

from catalogue_ext.particulars.models import Particulars
from catalogue_ext.particulars.rules import gtin, net_quantity, trace_link
from shop.audit.operations import record
from shop.outbox.announcing import announce
from shop.primitives.refusal import Refusal

if TYPE_CHECKING:
    from shop.accounts.models import User

_PLACES = {field.name: field for field in Particulars._meta.local_fields}
# What `state_particulars` changes: all but whose label it is.
EDITABLE = frozenset(_PLACES) - {"id", "product"}
# What a product is found by.
_SEARCHED = frozenset({"ingredients", "ingredients_en"})


class NotEditable(Refusal):
    """No such fact stands on a label. Facts: `names`."""

    code = "particulars_not_editable"


class TooLong(Refusal):
    """A text is longer than its place on the page. Facts: `name`, `limit`."""

    code = "particulars_too_long"


class GtinTaken(Refusal):
    """Another product has the number. Facts: `gtin`, `product`."""

    code = "gtin_taken"


class TraceProviderAlone(Refusal):
    """Who keeps a trace is said beside the link to it."""

    code = "trace_provider_alone"


@transaction.atomic
def state_particulars(*, product: Any, by: User | None, at: datetime, **facts: Any) -> Particulars:
    """This will change what is stated of a product's label; an empty value takes a fact back.

    Facts: any of EDITABLE; texts are plain, the number is stored as digits. Nothing changed leaves no trace. Refuses:
    NotEditable for other names, TooLong, BadGtin, GtinTaken, BadNetQuantity, BadTraceLink, TraceProviderAlone.
    """
    strange = sorted(facts.keys() - EDITABLE)
    if strange:
        raise NotEditable(names=strange)
    # The product's row is the lock: two who state a first label at once become one after the other.
    get_model("catalogue", "Product").objects.select_for_update(of=("self",)).get(pk=product.pk)
    label = Particulars.objects.filter(product_id=product.pk).first() or Particulars(product_id=product.pk)
    before = {name: getattr(label, name) for name in facts}
    for name, value in facts.items():
        setattr(label, name, _plain(name, value))
    _check(label)
    changed = [name for name in facts if getattr(label, name) != before[name]]
    if not changed:
        return label
    _save(label)
    noted = {
        "from": {name: before[name] for name in changed},
        "to": {name: getattr(label, name) for name in changed},
    }
    record(action="particulars.stated", record=label, by=by, at=at, facts=noted)
    if not _SEARCHED.isdisjoint(changed):
        announce(kind="product.changed", keys=[product.pk], at=at)
    return label


def _plain(name: str, value: Any) -> Any:
    """This will return a text without spaces around it, and refuse one that is too long."""
    if not isinstance(value, str):
        return value
    text, place = value.strip(), _PLACES[name]
    # A GTIN is judged by its digits, however it was typed.
    if name != "gtin" and place.max_length is not None and len(text) > place.max_length:
        raise TooLong(name=str(place.verbose_name), limit=place.max_length)
    return text


def _check(label: Particulars) -> None:
    """This will judge the label as a whole: a unit may be new beside a number that stays."""
    label.net_quantity, label.net_unit = net_quantity(quantity=label.net_quantity, unit=label.net_unit)
    if label.gtin:
        label.gtin = gtin(label.gtin)
    if label.trace_url:
        label.trace_url = trace_link(label.trace_url)
    elif label.trace_provider:
        raise TraceProviderAlone


def _save(label: Particulars) -> None:
    other = Particulars.objects.exclude(gtin="").filter(gtin=label.gtin).exclude(pk=label.pk)
    taken = other.select_related("product").first()
    if taken is not None:
        raise GtinTaken(gtin=label.gtin, product=taken.product)
    try:
        with transaction.atomic():
            label.save()
    except IntegrityError:
        # Somebody stated the same number a moment ago; every other constraint has been asked above.
        taken = other.select_related("product").first()
        if taken is None:
            raise
        raise GtinTaken(gtin=label.gtin, product=taken.product) from None
