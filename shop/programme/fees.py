"""The form of the shop's own fee table: a few brackets for each zone. A zone without a bracket is not named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.carriers.models import ZONES
from shop.carriers.rules import Bracket, Scale, Zone
from shop.programme.forms import DeskForm, VndField

BRACKETS = 5
MOST_G = 1_000_000
MOST_DAYS = 60


@dataclass(frozen=True, slots=True)
class ZoneFields:
    """The fields of one zone, for the page: pairs of weight and fee, then the rest."""

    name: Any
    pairs: list[tuple[Any, Any]]
    further: Any
    least: Any
    most: Any


class FeesForm(DeskForm):
    """Fees by zone and weight, from a day on."""

    valid_on = forms.DateField(
        label=_("In force from"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=("%Y-%m-%d",),
        help_text=_("Empty: as soon as the law's notice allows."),
    )

    def __init__(self, data: Any = None, *, scales: Mapping[Zone, Scale]) -> None:
        super().__init__(data, initial=_initial(scales))
        for zone in Zone:
            for place in range(1, BRACKETS + 1):
                self.fields[f"{zone}-{place}-g"] = _number(_("Up to, grams"), MOST_G)
                self.fields[f"{zone}-{place}-fee"] = VndField(label=_("Fee"), required=False)
            self.fields[f"{zone}-further"] = VndField(label=_("Each further kilogram"), required=False)
            self.fields[f"{zone}-least"] = _number(_("Days, at least"), MOST_DAYS)
            self.fields[f"{zone}-most"] = _number(_("Days, at most"), MOST_DAYS)

    def zones(self) -> Iterator[ZoneFields]:
        """This will return the fields of each zone."""
        for code, name in ZONES:
            pairs = [(self[f"{code}-{place}-g"], self[f"{code}-{place}-fee"]) for place in range(1, BRACKETS + 1)]
            yield ZoneFields(name, pairs, self[f"{code}-further"], self[f"{code}-least"], self[f"{code}-most"])

    def clean(self) -> dict[str, Any]:
        """This will ask for a fee beside each weight, and a weight beside each fee."""
        facts = super().clean() or {}
        for zone in Zone:
            for place in range(1, BRACKETS + 1):
                weight, fee = f"{zone}-{place}-g", f"{zone}-{place}-fee"
                if weight in facts and fee in facts and (facts[weight] is None) is not (facts[fee] is None):
                    self.add_error(fee, _("A weight and its fee belong together."))
        return facts

    def scales(self) -> list[Scale]:
        """This will return what was typed, as the room of carriers wants it. Units: g, ₫, days."""
        return [scale for zone in Zone if (scale := self._scale(zone)) is not None]

    def _scale(self, zone: Zone) -> Scale | None:
        facts = self.cleaned_data
        pairs = [(facts[f"{zone}-{place}-g"], facts[f"{zone}-{place}-fee"]) for place in range(1, BRACKETS + 1)]
        brackets = tuple(Bracket(weight, fee) for weight, fee in pairs if weight is not None)
        if not brackets:
            return None
        least, most = facts[f"{zone}-least"] or 0, facts[f"{zone}-most"] or 0
        return Scale(zone, brackets, facts[f"{zone}-further"] or 0, least, most)


def _number(label: Any, most: int) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=most, widget=widget)


def _initial(scales: Mapping[Zone, Scale]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for zone, scale in scales.items():
        for place, bracket in enumerate(scale.brackets[:BRACKETS], start=1):
            found[f"{zone}-{place}-g"], found[f"{zone}-{place}-fee"] = bracket.up_to_g, bracket.fee_vnd
        found[f"{zone}-further"] = scale.further_kg_vnd
        found[f"{zone}-least"], found[f"{zone}-most"] = scale.days_least or None, scale.days_most or None
    return found
