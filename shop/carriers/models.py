"""How parcels are sent: fee tables by weight and zone, own delivery, pick-up points, limits of goods that spoil.

What is published is never changed. A changed fee is another row, announced before it holds.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from shop.carriers.rules import Region, Zone

ZONES = [
    (Zone.COMMUNE.value, _("in the same commune")),
    (Zone.PROVINCE.value, _("in the same province")),
    (Zone.REGION.value, _("in the same region")),
    (Zone.COUNTRY.value, _("across the country")),
]
REGIONS = [
    (Region.NORTHERN_UPLANDS.value, _("Northern midlands and mountains")),
    (Region.RED_RIVER.value, _("Red River delta")),
    (Region.NORTH_CENTRAL.value, _("North central coast")),
    (Region.SOUTH_CENTRAL.value, _("South central coast and central highlands")),
    (Region.SOUTHEAST.value, _("Southeast")),
    (Region.MEKONG.value, _("Mekong delta")),
]


class PublishedQuerySet(models.QuerySet):
    """What somebody announced, in business words."""

    def in_force(self, at: datetime) -> Self:
        """This will keep what holds at the instant."""
        return self.filter(valid_from__lte=at).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=at))

    def of(self, partner: object | None) -> Self:
        """This will keep what one producer published; None = the shop's own."""
        return self.filter(partner=partner) if partner is not None else self.filter(partner__isnull=True)


class Published(models.Model):
    """Base of what is announced ahead and then holds for a time. Instants, end exclusive, no end = open.

    A row that was withdrawn before it began ends where it begins.
    """

    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    is_illustration = models.BooleanField(default=False, help_text=_("shown with the word “minh hoạ”"))

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_period",
                violation_error_message=_("What is announced ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(valid_from__gte=F("published_at")),
                name="%(app_label)s_%(class)s_not_backdated",
                violation_error_message=_("A fee holds from the moment it is published, or later."),
            ),
            models.UniqueConstraint(
                Coalesce("partner", Value(0), output_field=models.BigIntegerField()),
                condition=Q(valid_to__isnull=True),
                name="%(app_label)s_%(class)s_one_open",
                violation_error_message=_("Another one goes on without an end."),
            ),
        ]

    def holds_at(self, at: datetime) -> bool:
        """This will tell whether it holds at the instant."""
        return self.valid_from <= at and (self.valid_to is None or at < self.valid_to)


class ProvinceRegion(models.Model):
    """The region a province of today lies in: the shop's own table, loaded from `data/regions.csv`."""

    province = models.OneToOneField("places.Province", on_delete=models.PROTECT, related_name="delivery_region")
    region = models.CharField(max_length=16, choices=REGIONS)

    class Meta:
        verbose_name = _("region of a province")
        verbose_name_plural = _("regions of provinces")

    def __str__(self) -> str:
        return f"{self.province} · {self.region}"


class FeeTable(Published):
    """What sending costs by zone and weight: a producer's, or the shop's own for all who have none."""

    partner = models.ForeignKey(
        "partner.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="fee_tables"
    )

    class Meta(Published.Meta):
        verbose_name = _("fee table")
        verbose_name_plural = _("fee tables")
        indexes = [models.Index(fields=["partner", "valid_from"], name="carriers_feetable_owner")]

    def __str__(self) -> str:
        return f"{self.partner_id or 'shop'} · {self.valid_from:%Y-%m-%d %H:%M} · {self.pk}"


class Tariff(models.Model):
    """What a table asks for one zone, and for the nearer ones it does not name."""

    table = models.ForeignKey(FeeTable, on_delete=models.PROTECT, related_name="tariffs")
    zone = models.CharField(max_length=8, choices=ZONES)
    further_kg_vnd = models.PositiveIntegerField(help_text=_("₫ for each started kilogram above the heaviest bracket"))
    days_least = models.PositiveSmallIntegerField(default=0, help_text=_("days on the way; 0 = not said"))
    days_most = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("tariff of a zone")
        verbose_name_plural = _("tariffs of zones")
        constraints = [
            models.UniqueConstraint(
                fields=["table", "zone"],
                name="carriers_tariff_once_a_zone",
                violation_error_message=_("The table has this zone already."),
            ),
            models.CheckConstraint(
                condition=Q(days_most__gte=F("days_least")),
                name="carriers_tariff_days",
                violation_error_message=_("The most days are not fewer than the least."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.zone}"


class Rate(models.Model):
    """One bracket of a tariff: what a parcel of up to so many grams costs."""

    tariff = models.ForeignKey(Tariff, on_delete=models.PROTECT, related_name="rates")
    up_to_g = models.PositiveIntegerField(help_text=_("grams, inclusive"))
    fee_vnd = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        constraints = [
            models.UniqueConstraint(
                fields=["tariff", "up_to_g"],
                name="carriers_rate_once",
                violation_error_message=_("The tariff has this bracket already."),
            ),
            models.CheckConstraint(
                condition=Q(up_to_g__gt=0),
                name="carriers_rate_weight",
                violation_error_message=_("A bracket reaches up to one gram at least."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tariff_id} ≤ {self.up_to_g} g: {self.fee_vnd}"


class OwnDelivery(Published):
    """A producer brings its goods itself to the places it names."""

    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="own_deliveries")
    fee_vnd = models.PositiveIntegerField()
    days_least = models.PositiveSmallIntegerField(default=0, help_text=_("days on the way; 0 = not said"))
    days_most = models.PositiveSmallIntegerField(default=0)

    class Meta(Published.Meta):
        verbose_name = _("own delivery")
        verbose_name_plural = _("own deliveries")
        constraints = [
            *Published.Meta.constraints,
            models.CheckConstraint(
                condition=Q(days_most__gte=F("days_least")),
                name="carriers_owndelivery_days",
                violation_error_message=_("The most days are not fewer than the least."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partner_id} · {self.valid_from:%Y-%m-%d %H:%M} · {self.pk}"


class Area(models.Model):
    """One commune, or one whole province, that a producer brings its goods to."""

    delivery = models.ForeignKey(OwnDelivery, on_delete=models.PROTECT, related_name="areas")
    province = models.ForeignKey("places.Province", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    commune = models.ForeignKey("places.Commune", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("area of own delivery")
        verbose_name_plural = _("areas of own delivery")
        constraints = [
            models.CheckConstraint(
                condition=Q(province__isnull=True, commune__isnull=False)
                | Q(province__isnull=False, commune__isnull=True),
                name="carriers_area_of_one_unit",
                violation_error_message=_("An area is one commune or one province."),
            ),
            models.UniqueConstraint(
                fields=["delivery", "province"],
                name="carriers_area_once_a_province",
                violation_error_message=_("This province is named already."),
            ),
            models.UniqueConstraint(
                fields=["delivery", "commune"],
                name="carriers_area_once_a_commune",
                violation_error_message=_("This commune is named already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} → {self.commune or self.province}"


class PickupPoint(models.Model):
    """Where a buyer fetches a parcel: at a producer's, or at a centre it is sent to."""

    code = models.SlugField(max_length=60, unique=True, help_text=_("stable, e.g. ha-long"))
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    partner = models.ForeignKey(
        "partner.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="pickup_points"
    )
    centre = models.ForeignKey(
        "centres.Centre", null=True, blank=True, on_delete=models.PROTECT, related_name="pickup_points"
    )
    # Where the goods lie anyway: a parcel from there does not travel.
    location = models.ForeignKey(
        "stock.Location", null=True, blank=True, on_delete=models.PROTECT, related_name="pickup_points"
    )
    commune = models.ForeignKey("places.Commune", on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300)
    hours = models.CharField(max_length=200)
    hours_en = models.CharField(max_length=200, blank=True)
    fee_vnd = models.PositiveIntegerField(default=0)
    days_least = models.PositiveSmallIntegerField(default=0, help_text=_("days until it lies there; 0 = not said"))
    days_most = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    is_illustration = models.BooleanField(default=False, help_text=_("shown with the word “minh hoạ”"))

    class Meta:
        verbose_name = _("pick-up point")
        verbose_name_plural = _("pick-up points")
        constraints = [
            models.CheckConstraint(
                condition=Q(partner__isnull=False, centre__isnull=True) | Q(partner__isnull=True, centre__isnull=False),
                name="carriers_pickuppoint_of_one",
                violation_error_message=_("A pick-up point is a producer's or a centre's."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(address="") & ~Q(hours=""),
                name="carriers_pickuppoint_says_where",
                violation_error_message=_("A pick-up point has a name, an address and hours."),
            ),
            models.CheckConstraint(
                condition=Q(days_most__gte=F("days_least")),
                name="carriers_pickuppoint_days",
                violation_error_message=_("The most days are not fewer than the least."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def called(self, language: str) -> str:
        """This will return the name in a language of the shop; the Vietnamese one where there is no other."""
        return (self.name_en if language == "en" else "") or self.name

    def open_when(self, language: str) -> str:
        """This will return the hours in a language of the shop; the Vietnamese ones where there are no others."""
        return (self.hours_en if language == "en" else "") or self.hours


class DeliveryLimit(models.Model):
    """How far and how long goods of a criteria set may travel. Days, end exclusive; from `data/limits.csv`."""

    criteria_set = models.PositiveSmallIntegerField()
    farthest_zone = models.CharField(max_length=8, choices=ZONES)
    most_days = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300)

    class Meta:
        verbose_name = _("limit of delivery")
        verbose_name_plural = _("limits of delivery")
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "valid_from"],
                name="carriers_deliverylimit_once",
                violation_error_message=_("The criteria set has another limit from this day on."),
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="carriers_deliverylimit_period",
                violation_error_message=_("A limit ends after it begins."),
            ),
            models.CheckConstraint(
                condition=Q(most_days__gt=0),
                name="carriers_deliverylimit_days",
                violation_error_message=_("A limit is one day at least."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criteria_set} · {self.farthest_zone} · {self.valid_from}"

    def holds_on(self, day: date) -> bool:
        """This will tell whether the limit holds on the day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class CarrierPlace(models.Model):
    """What a carrier calls a commune of ours, in its own codes. A commune without a row cannot be sent to by it."""

    carrier = models.CharField(max_length=20)
    commune = models.ForeignKey("places.Commune", on_delete=models.PROTECT, related_name="+")
    codes = models.JSONField(help_text=_("the carrier's own codes"))

    class Meta:
        verbose_name = _("carrier's place")
        verbose_name_plural = _("carriers' places")
        constraints = [
            models.UniqueConstraint(
                fields=["carrier", "commune"],
                name="carriers_carrierplace_once",
                violation_error_message=_("The carrier has codes for this commune already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.carrier} · {self.commune_id}"
