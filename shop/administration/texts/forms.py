"""A new wording of a trust page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.administration.officers.forms import DayField


class WordingForm(forms.Form):
    """Both languages, the first day, and whether a fee changes. The editor is Oscar's; without scripts it is HTML."""

    body_vi = forms.CharField(label=_("Text in Vietnamese"), widget=forms.Textarea(attrs={"rows": 20, "lang": "vi"}))
    body_en = forms.CharField(label=_("Text in English"), widget=forms.Textarea(attrs={"rows": 20, "lang": "en"}))
    valid_on = DayField(label=_("Holds from (empty: as soon as the law allows)"), required=False)
    changes_fees = forms.BooleanField(label=_("This changes a fee"), required=False)
