"""How parcels are sent. Fees are published and own delivery is set at the desks; here they are read and taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from shop.accounts.models import User
from shop.administration.acting import ActingPage, ShownPage, each
from shop.carriers.mapping import map_place
from shop.carriers.models import (
    CarrierPlace,
    DeliveryLimit,
    FeeTable,
    OwnDelivery,
    PickupPoint,
    ProvinceRegion,
    Rate,
    Tariff,
)
from shop.carriers.operations import (
    close_pickup_point,
    open_pickup_point,
    reopen_pickup_point,
    stop_own_delivery,
    withdraw_fee_table,
)
from shop.primitives.money import format_vnd

Partner = get_model("partner", "Partner")


@admin.register(FeeTable)
class FeeTablePage(ShownPage):
    """What sending costs; without a producer it is the shop's own. Withdrawn by the action."""

    list_display = ("owner", "valid_from", "valid_to", "published_at", "published_by", "is_illustration")
    list_filter = ("is_illustration", ("valid_to", admin.EmptyFieldListFilter))
    list_select_related = ("partner", "published_by")
    search_fields = ("partner__name",)
    ordering = ("-valid_from", "-pk")
    fields = (*list_display, "fees")
    readonly_fields = ("owner", "fees")
    actions = ("withdraw",)

    @admin.display(description=_("whose fees"), ordering="partner__name")
    def owner(self, table: FeeTable) -> str:
        """This will name the producer, or say that the fees are the shop's own."""
        return table.partner.name if table.partner else gettext("the shop's own, for all who have none")

    @admin.display(description=_("fees"))
    def fees(self, table: FeeTable) -> SafeString:
        """This will list the zones with their days, brackets and further kilograms."""
        tariffs = table.tariffs.prefetch_related(Prefetch("rates", Rate.objects.order_by("up_to_g"))).order_by("pk")
        return format_html_join("", "<div>{}</div>", ((_line(tariff),) for tariff in tariffs))

    @admin.action(description=_("Withdraw: at once before it begins, after the law's notice later"))
    def withdraw(self, request: HttpRequest, queryset: Any) -> None:
        """This will withdraw the chosen tables."""
        each(self, request, queryset, lambda row, by, at: withdraw_fee_table(table=row, by=by, at=at))


def _line(tariff: Tariff) -> str:
    brackets = "; ".join(f"≤ {rate.up_to_g} g {format_vnd(rate.fee_vnd)}" for rate in tariff.rates.all())
    further = gettext("then %(amount)s for each started kg") % {"amount": format_vnd(tariff.further_kg_vnd)}
    days = gettext("%(least)s–%(most)s days on the way") % {"least": tariff.days_least, "most": tariff.days_most}
    said = f"{tariff.get_zone_display()}: {brackets}; {further}"
    return f"{said}; {days}" if tariff.days_most else said


@admin.register(OwnDelivery)
class OwnDeliveryPage(ShownPage):
    """Who brings its goods itself; stopped by the action."""

    list_display = ("partner", "fee_vnd", "days_least", "days_most", "valid_from", "valid_to", "is_illustration")
    list_filter = ("is_illustration", ("valid_to", admin.EmptyFieldListFilter))
    list_select_related = ("partner",)
    search_fields = ("partner__name",)
    ordering = ("-valid_from", "-pk")
    fields = (*list_display, "published_at", "published_by", "places")
    readonly_fields = ("places",)
    actions = ("stop",)

    @admin.display(description=_("places"))
    def places(self, delivery: OwnDelivery) -> str:
        """This will name where the goods are brought to."""
        areas = delivery.areas.select_related("commune", "province").order_by("pk")
        return ", ".join((area.commune or area.province).name for area in areas)

    @admin.action(description=_("Stop now"))
    def stop(self, request: HttpRequest, queryset: Any) -> None:
        """This will stop the own delivery of the chosen rows' producers."""
        each(self, request, queryset, lambda row, by, at: stop_own_delivery(partner=row.partner, by=by, at=at))


@admin.register(PickupPoint)
class PickupPointPage(ActingPage):
    """Where buyers fetch parcels: opened here, closed and opened again by the actions."""

    list_display = ("code", "partner", "centre", "commune", "fee_vnd", "is_open", "is_illustration")
    list_filter = ("is_open", "is_illustration")
    list_select_related = ("partner", "centre", "commune")
    search_fields = ("code", "name")
    autocomplete_fields = ("centre", "location", "commune")
    fields = (
        *("code", "name", "name_en", "partner", "centre", "location", "commune", "address", "hours", "hours_en"),
        *("fee_vnd", "days_least", "days_most"),
    )
    ordering = ("code",)
    actions = ("close", "reopen")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """This will allow the list's actions, but no editing of a row: parcels were promised to it as it is."""
        return obj is None

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """This will offer producers in order."""
        if db_field.name == "partner":
            kwargs["queryset"] = Partner.objects.filter(producer__isnull=False).order_by("name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def act(self, obj: PickupPoint, form: Any, change: bool, by: User, at: datetime) -> PickupPoint:
        """This will call open_pickup_point."""
        return open_pickup_point(**form.cleaned_data, by=by, at=at)

    @admin.action(description=_("Close"))
    def close(self, request: HttpRequest, queryset: Any) -> None:
        """This will close the chosen points."""
        each(self, request, queryset, lambda row, by, at: close_pickup_point(point=row, by=by, at=at))

    @admin.action(description=_("Open again"))
    def reopen(self, request: HttpRequest, queryset: Any) -> None:
        """This will open the chosen points again."""
        each(self, request, queryset, lambda row, by, at: reopen_pickup_point(point=row, by=by, at=at))


@admin.register(ProvinceRegion)
class ProvinceRegionPage(ShownPage):
    """Which region a province lies in; loaded from a file."""

    list_display = ("province", "region")
    list_filter = ("region",)
    list_select_related = ("province",)
    ordering = ("province__code",)


@admin.register(DeliveryLimit)
class DeliveryLimitPage(ShownPage):
    """How far and how long goods that spoil may travel; loaded from a file."""

    list_display = ("criteria_set", "farthest_zone", "most_days", "valid_from", "valid_to", "basis")
    ordering = ("criteria_set", "valid_from")


@admin.register(CarrierPlace)
class CarrierPlacePage(ActingPage):
    """What carriers call our communes. A commune without a row is not sent to by the carrier."""

    list_display = ("carrier", "commune", "codes")
    list_filter = ("carrier",)
    list_select_related = ("commune__province",)
    search_fields = ("commune__name", "=commune__code")
    autocomplete_fields = ("commune",)
    fields = ("carrier", "commune", "codes")
    ordering = ("carrier", "commune__name", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """This will keep carrier and commune once the row exists; the codes can be put right."""
        return ("carrier", "commune") if obj else ()

    def act(self, obj: CarrierPlace, form: Any, change: bool, by: User, at: datetime) -> CarrierPlace:
        """This will call map_place."""
        facts = form.cleaned_data
        return map_place(carrier=obj.carrier, commune=obj.commune, codes=facts["codes"], by=by, at=at)
