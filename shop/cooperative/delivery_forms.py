"""What producers type about how their goods are sent. Weights in grams, fees in whole dong, also as 30k."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue_ext.places.queries import commune_of_address
from shop.carriers.models import ZONES
from shop.carriers.rules import Bracket, Scale, Zone, fee
from shop.cooperative.forms import DeskForm
from shop.cooperative.sentences import say
from shop.primitives.money import NotAnAmount, read_vnd
from shop.primitives.refusal import Refusal

BRACKETS = 4
MOST_DAYS = 60
# What the column holds.
MOST_VND = 100_000_000
MOST_G = 1_000_000
ZONE_WORDS: dict[Zone, str | Promise] = {Zone(code): words for code, words in ZONES}


class AmountField(forms.CharField):
    """A sum of dong as people write it."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(max_length=20, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        """This will return whole dong, None for nothing."""
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = read_vnd(text)
        except NotAnAmount:
            raise forms.ValidationError(_("This is no sum of dong. Example: 30000, or 30k.")) from None
        if amount > MOST_VND:
            raise forms.ValidationError(_("This is more than a parcel can cost."))
        return amount


class DayField(forms.DateField):
    """A day by the browser's own picker, which speaks ISO whatever the page's language."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d",)


def _days(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_DAYS)


def _first_day() -> DayField:
    return DayField(
        label=_("From which day (optional)"),
        required=False,
        help_text=_("Left empty: as soon as may be."),
    )


class FeesForm(DeskForm):
    """Fees by zone and weight: the weights once, then a row for each zone. A zone left empty is not named."""

    valid_on = _first_day()

    def __init__(self, *args: Any, scales: Mapping[Zone, Scale], **kwargs: Any) -> None:
        kwargs["initial"] = _initial(scales)
        super().__init__(*args, **kwargs)
        for n in range(1, BRACKETS + 1):
            label = _("Weight %(number)s, up to … grams") % {"number": n}
            self.fields[f"g{n}"] = forms.IntegerField(label=label, required=False, min_value=1, max_value=MOST_G)
        for zone in Zone:
            for n in range(1, BRACKETS + 1):
                label = _("Fee, weight %(number)s") % {"number": n}
                self.fields[f"{zone}_{n}"] = AmountField(label=label, required=False)
            self.fields[f"{zone}_more"] = AmountField(label=_("Each further kilogram"), required=False)
            self.fields[f"{zone}_least"] = _days(_("Days, at least"))
            self.fields[f"{zone}_most"] = _days(_("Days, at most"))
        self.order_fields([*(f"g{n}" for n in range(1, BRACKETS + 1)), *self.fields])

    @property
    def weights(self) -> list[Any]:
        """This will return the fields of the weights."""
        return [self[f"g{n}"] for n in range(1, BRACKETS + 1)]

    @property
    def zones(self) -> list[tuple[str | Promise, list[Any]]]:
        """This will return each zone's words and fields, the nearest first."""
        names = [*map(str, range(1, BRACKETS + 1)), "more", "least", "most"]
        return [(ZONE_WORDS[zone], [self[f"{zone}_{name}"] for name in names]) for zone in Zone]

    def clean(self) -> dict[str, Any]:
        """This will ask for the weight of a fee, and for what a zone's further kilograms cost."""
        cleaned = super().clean() or {}
        for zone in Zone:
            fees = [n for n in range(1, BRACKETS + 1) if cleaned.get(f"{zone}_{n}") is not None]
            for n in fees:
                if cleaned.get(f"g{n}") is None and f"g{n}" not in self.errors:
                    self.add_error(f"g{n}", _("There is a fee for this weight: say how many grams it is."))
            if fees and cleaned.get(f"{zone}_more") is None and f"{zone}_more" not in self.errors:
                self.add_error(f"{zone}_more", _("Say what each kilogram above the heaviest weight costs."))
        return cleaned

    def scales(self) -> list[Scale]:
        """This will return the table as the room of carriers wants it."""
        facts = self.cleaned_data
        found = []
        for zone in Zone:
            brackets = tuple(
                Bracket(up_to_g=facts[f"g{n}"], fee_vnd=facts[f"{zone}_{n}"])
                for n in range(1, BRACKETS + 1)
                if facts.get(f"{zone}_{n}") is not None
            )
            if brackets:
                least, most = facts[f"{zone}_least"] or 0, facts[f"{zone}_most"] or 0
                found.append(Scale(zone, brackets, facts[f"{zone}_more"], least, most))
        return found


def _initial(scales: Mapping[Zone, Scale]) -> dict[str, Any]:
    """The form begins with what holds now, by up to four of its weights."""
    weights = sorted({bracket.up_to_g for scale in scales.values() for bracket in scale.brackets})[:BRACKETS]
    found: dict[str, Any] = {f"g{n}": weight for n, weight in enumerate(weights, start=1)}
    for zone, scale in scales.items():
        found |= {f"{zone}_{n}": fee(scale=scale, weight_g=weight) for n, weight in enumerate(weights, start=1)}
        found |= {f"{zone}_more": scale.further_kg_vnd}
        found |= {f"{zone}_least": scale.days_least or None, f"{zone}_most": scale.days_most or None}
    return found


class OwnForm(DeskForm):
    """Where a producer brings its goods itself, and for how much."""

    fee_vnd = AmountField(
        label=_("Fee for a parcel, ₫"),
        help_text=_("0 = free of charge."),
        error_messages={"required": _("Please say the fee; 0 where it is free.")},
    )
    days_least = _days(_("Days, at least"))
    days_most = _days(_("Days, at most"))
    communes = forms.CharField(
        label=_("Communes, one a line"),
        required=False,
        max_length=3000,
        help_text=_("For example: Xã Quảng Trực, tỉnh Lâm Đồng. Old names are fine."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    provinces = forms.MultipleChoiceField(
        label=_("Whole provinces"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )
    valid_on = _first_day()

    def __init__(self, *args: Any, provinces: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_code = {row.code: row for row in provinces}
        self.fields["provinces"].choices = [(row.code, row.short_name) for row in provinces]  # type: ignore[attr-defined]

    def clean_communes(self) -> list[Any]:
        """This will return the communes of today that the lines mean."""
        lines = [line.strip() for line in self.cleaned_data["communes"].splitlines() if line.strip()]
        found, wrong = {}, []
        for line in lines[:100]:
            try:
                row = commune_of_address(text=line)
            except Refusal as refusal:
                wrong.append(f"{line}: {say(refusal)}")
            else:
                found[row.pk] = row
        if wrong:
            raise forms.ValidationError(" ".join(wrong))
        return list(found.values())

    def clean_provinces(self) -> list[Any]:
        """This will return the provinces."""
        return [self._by_code[code] for code in self.cleaned_data["provinces"]]


class PointForm(DeskForm):
    """A place where buyers fetch their parcels from the producer."""

    name = forms.CharField(label=_("Name of the place"), max_length=200)
    name_en = forms.CharField(label=_("Name in English (optional)"), required=False, max_length=200)
    address = forms.CharField(label=_("House number, street, hamlet"), max_length=300)
    place = forms.CharField(label=_("Commune or ward, province"), max_length=200)
    hours = forms.CharField(
        label=_("Opening hours"), max_length=200, help_text=_("For example: 8 giờ đến 17 giờ hằng ngày.")
    )
    hours_en = forms.CharField(label=_("Opening hours in English (optional)"), required=False, max_length=200)
    fee_vnd = AmountField(
        label=_("Fee for a parcel, ₫"),
        help_text=_("0 = free of charge."),
        error_messages={"required": _("Please say the fee; 0 where it is free.")},
    )
    days_least = _days(_("Days until it lies there, at least"))
    days_most = _days(_("Days until it lies there, at most"))
    is_store = forms.BooleanField(label=_("The goods lie there anyway: nothing has to be brought"), required=False)

    def clean_place(self) -> Any:
        """This will return the commune of today that the text means."""
        try:
            return commune_of_address(text=self.cleaned_data["place"])
        except Refusal as refusal:
            raise forms.ValidationError(say(refusal)) from None
