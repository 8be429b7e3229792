"""The forms of vouchers: only offers that somebody bears, and codes that can be typed."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _
from oscar.apps.dashboard.vouchers.forms import *  # noqa: F403
from oscar.apps.dashboard.vouchers.forms import VoucherForm as OscarVoucherForm
from oscar.apps.dashboard.vouchers.forms import VoucherSetForm as OscarVoucherSetForm

from shop.promotions.operations import normal_code

_CODE = re.compile(r"[A-Z0-9-]{6,40}")


class BorneOffers:
    """The offers of a voucher: an offer that nobody bears takes nothing off, so it cannot be chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["offers"]
        field.queryset = field.queryset.filter(terms__isnull=False).order_by("name", "pk")
        field.help_text = _("Only offers that say who bears the discount. One code counts in an order.")


class VoucherForm(BorneOffers, OscarVoucherForm):
    """One voucher with its code."""

    def clean_code(self):
        """This will return the code as shoppers' typing is read. Refuses: short ones, which could be guessed."""
        code = normal_code(self.cleaned_data["code"])
        if not _CODE.fullmatch(code):
            raise forms.ValidationError(_("A code has 6 to 40 letters without marks, digits or hyphens."))
        return code


class VoucherSetForm(BorneOffers, OscarVoucherSetForm):
    """Many vouchers with codes of chance."""
