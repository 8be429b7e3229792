from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from oscar.apps.dashboard.vouchers.views import VoucherDeleteView as OscarVoucherDeleteView
from oscar.apps.dashboard.vouchers.views import VoucherSetDeleteView as OscarVoucherSetDeleteView
from oscar.apps.dashboard.vouchers.views import VoucherStatsView as OscarVoucherStatsView

from shop.promotions.operations import remove_vouchers
from shop.promotions.refusals import OfferKept


class VoucherStatsView(OscarVoucherStatsView):
    """A voucher without the orders that used it: orders are seen at the desks only."""

    def get_context_data(self, **kwargs):
        """This will list no order."""
        return {**super().get_context_data(**kwargs), "discounts": ()}


class KeptWhenUsed:
    """What orders stand on stays."""

    def post(self, request, *args, **kwargs):
        """This will delete it, or say why not."""
        self.object = self.get_object()
        try:
            remove_vouchers(record_of=self.object, vouchers=self.vouchers(), by=request.user, at=timezone.now())
        except OfferKept:
            messages.error(request, _("Orders stand on this, so it stays. Let it end instead."))
            return redirect(self.kept_url_name, pk=self.object.pk)
        return redirect(self.get_success_url())


class VoucherDeleteView(KeptWhenUsed, OscarVoucherDeleteView):
    """One voucher; its set is counted again."""

    kept_url_name = "dashboard:voucher-stats"

    def vouchers(self):
        """This will return what is deleted."""
        return [self.object]

    def get_success_url(self):
        """This will lead to the list it stood in."""
        if self.object.voucher_set is not None:
            self.object.voucher_set.update_count()
        return super().get_success_url()


class VoucherSetDeleteView(KeptWhenUsed, OscarVoucherSetDeleteView):
    """A set with its vouchers."""

    kept_url_name = "dashboard:voucher-set-detail"

    def vouchers(self):
        """This will return what is deleted."""
        return list(self.object.vouchers.order_by("pk"))
