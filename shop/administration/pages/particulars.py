"""What stands on the goods' label, until producers have desks of their own."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue_ext.particulars.models import Particulars
from catalogue_ext.particulars.operations import EDITABLE, state_particulars
from shop.accounts.models import User
from shop.administration.acting import ActingPage


class ParticularsForm(forms.ModelForm):
    """One label. A GTIN may be typed with its gaps; the room judges its digits."""

    gtin = forms.CharField(
        label=Particulars._meta.get_field("gtin").verbose_name,
        help_text=Particulars._meta.get_field("gtin").help_text,
        max_length=30,
        required=False,
    )

    class Meta:
        model = Particulars
        fields = ("gtin",)

    def clean_gtin(self) -> str:
        """This will drop the gaps that stand under a bar code."""
        return "".join(self.cleaned_data["gtin"].split())


@admin.register(Particulars)
class ParticularsPage(ActingPage):
    """Labels: composition, net quantity, use, storage, warnings, numbers. Whose label it is never changes."""

    form = ParticularsForm
    fields = ("product", *(field.name for field in Particulars._meta.local_fields if field.name in EDITABLE))
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_display = ("product", "pack_size", "net_quantity", "net_unit", "declaration_number", "gtin", "trace_provider")
    list_filter = (
        ("ingredients", admin.EmptyFieldListFilter),
        ("net_quantity", admin.EmptyFieldListFilter),
        ("gtin", admin.EmptyFieldListFilter),
    )
    list_select_related = ("product__parent",)
    search_fields = ("product__title", "product__title_fold", "=product__check_code", "=gtin")
    ordering = ("product__title_sort", "pk")
    autocomplete_fields = ("product",)

    @admin.display(description=_("pack size"))
    def pack_size(self, label: Particulars) -> str:
        """This will tell one pack size's label from another's."""
        return label.product.pack_size

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """This will show whose label it is once it stands."""
        return ("product",) if obj else ()

    def act(self, obj: Particulars, form: Any, change: bool, by: User, at: datetime) -> Particulars:
        """This will call state_particulars."""
        facts = form.cleaned_data
        return state_particulars(product=obj.product, by=by, at=at, **{name: facts[name] for name in EDITABLE})
