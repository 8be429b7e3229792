"""The label as pages read it: in the reader's language, a pack size with what it has from its product."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext_lazy as _

from catalogue_ext.particulars.models import Particulars
from catalogue_ext.particulars.rules import UnitPrice, in_larger_unit, is_worldwide, unit_price
from shop.primitives.money import format_vnd

# In the order of a label.
_TEXTS = {
    "ingredients": _("Ingredients"),
    "shelf_life": _("Shelf life"),
    "usage": _("How to use"),
    "storage": _("How to keep"),
    "warnings": _("Warnings"),
}
_NOTHING = Particulars()


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a label and the language it is in."""

    name: str
    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a product's label. Empty = not stated."""

    texts: list[Text] = field(default_factory=list)
    # Units: g, ml, pieces; in words: 500 g, 1,5 kg, 10 chiếc.
    net_quantity: int | None = None
    net_unit: str = ""
    declaration_number: str = ""
    gtin: str = ""
    trace_url: str = ""
    trace_provider: str = ""

    @property
    def net_words(self) -> str:
        """This will say the net quantity in the reader's language, or ""."""
        return quantity_words(quantity=self.net_quantity, unit=self.net_unit) if self.net_quantity else ""

    @property
    def worldwide_gtin(self) -> str:
        """This will return the number for machines; "" where it means something inside one company only."""
        return self.gtin if is_worldwide(self.gtin) else ""

    @property
    def is_empty(self) -> bool:
        """This will tell whether nothing is stated."""
        return self == Label()

    def unit_price(self, *, price_vnd: int | None) -> UnitPrice | None:
        """This will return what 100 g or 100 ml of this pack cost, where that can be said. Units: ₫."""
        return unit_price(price_vnd=price_vnd, quantity=self.net_quantity, unit=self.net_unit)


def label_of(*, product: Any) -> Label:
    """This will return the label of a listing or pack size. Costs: none with `particulars` selected along.

    Net quantity and GTIN are the pack's own; what a pack size leaves empty otherwise is its product's.
    """
    own = getattr(product, "particulars", _NOTHING)
    above = getattr(product.parent, "particulars", _NOTHING) if product.is_child else _NOTHING
    return Label(
        texts=[text for name in _TEXTS if (text := _text(name, own) or _text(name, above))],
        net_quantity=own.net_quantity,
        net_unit=own.net_unit,
        declaration_number=own.declaration_number or above.declaration_number,
        gtin=own.gtin,
        trace_url=own.trace_url or above.trace_url,
        trace_provider=own.trace_provider if own.trace_url else above.trace_provider,
    )


def _text(name: str, label: Particulars) -> Text | None:
    english = getattr(label, f"{name}_en") if get_language() == "en" else ""
    text = english or getattr(label, name)
    return Text(name, str(_TEXTS[name]), text, "en" if english else "vi") if text else None


def quantity_words(*, quantity: int, unit: str) -> str:
    """This will say a quantity in the reader's language: 500 g, 1,5 kg, 10 chiếc."""
    number, larger = in_larger_unit(quantity=quantity, unit=unit)
    if larger == "piece":
        return ngettext("%(count)s piece", "%(count)s pieces", quantity) % {"count": quantity}
    words = {"g": "g", "kg": "kg", "ml": "ml", "l": pgettext("unit of volume", "l")}
    return f"{number_format(number)}\u00a0{words[larger]}"


def unit_price_words(price: UnitPrice) -> str:
    """This will say a unit price: 9.600 ₫ / 100 g."""
    return f"{format_vnd(price.vnd)} / {price.per}\u00a0{price.unit}"
