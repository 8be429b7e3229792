"""Goods by owner and place: locations, movements, reservations. The row itself is Oscar's StockRecord (our fork)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel


class LocationKind(models.TextChoices):
    PRODUCER = "PRODUCER", _("producer's store")
    WAREHOUSE = "WAREHOUSE", _("centre's warehouse")
    SHOP = "SHOP", _("centre's shop")
    FAIR = "FAIR", _("fair booth")


class Location(models.Model):
    """A place where goods lie: a producer's own store, or a centre's shop, booth or warehouse."""

    code = models.CharField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=9, choices=LocationKind.choices)
    partner = models.ForeignKey(
        "partner.Partner", null=True, blank=True, on_delete=models.PROTECT, related_name="locations"
    )
    centre = models.ForeignKey(
        "centres.Centre", null=True, blank=True, on_delete=models.PROTECT, related_name="locations"
    )
    commune = models.ForeignKey("places.Commune", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="PRODUCER", partner__isnull=False, centre__isnull=True)
                | (~Q(kind="PRODUCER") & Q(partner__isnull=True, centre__isnull=False)),
                name="stock_location_of_one",
                violation_error_message=_("A place belongs to a producer or to a centre."),
            )
        ]

    def __str__(self) -> str:
        return self.code


class MovementKind(models.TextChoices):
    """Why goods came or went. Positive comes, negative goes; ADJUSTED may be either."""

    RECEIVED = "RECEIVED", _("received")
    ADJUSTED = "ADJUSTED", _("counted again")
    SHIPPED = "SHIPPED", _("shipped")
    RETURNED = "RETURNED", _("returned")


class Movement(AppendOnlyModel):
    """Goods that came or went. The sum over a stock record is its number in stock."""

    stock_record = models.ForeignKey("partner.StockRecord", on_delete=models.PROTECT, related_name="movements")
    kind = models.CharField(max_length=8, choices=MovementKind.choices)
    quantity = models.IntegerField(help_text=_("pieces; negative = went"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    reservation = models.ForeignKey("stock.Reservation", null=True, on_delete=models.PROTECT, related_name="movements")

    class Meta:
        verbose_name = _("stock movement")
        verbose_name_plural = _("stock movements")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["RECEIVED", "RETURNED"], quantity__gt=0)
                | Q(kind="SHIPPED", quantity__lt=0)
                | (Q(kind="ADJUSTED") & ~Q(quantity=0)),
                name="stock_movement_sign",
                violation_error_message=_("Received goods come, shipped goods go."),
            )
        ]
        indexes = [models.Index(fields=["stock_record", "at"], name="stock_movement_record")]

    def __str__(self) -> str:
        return f"{self.stock_record_id} {self.kind} {self.quantity:+d}"


class ReservationState(models.TextChoices):
    OPEN = "OPEN", _("open")
    RELEASED = "RELEASED", _("released")
    CONSUMED = "CONSUMED", _("consumed")


class Reservation(models.Model):
    """Goods promised to one order line. The open ones of a stock record add up to its number allocated."""

    stock_record = models.ForeignKey("partner.StockRecord", on_delete=models.PROTECT, related_name="reservations")
    line = models.OneToOneField("order.Line", on_delete=models.PROTECT, related_name="reservation")
    quantity = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=ReservationState.choices, default=ReservationState.OPEN)
    made_at = models.DateTimeField()
    # Empty: until somebody acts (cash on delivery). Paying online sets an end.
    expires_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="stock_reservation_quantity",
                violation_error_message=_("A reservation is for one piece at least."),
            ),
            models.CheckConstraint(
                condition=Q(state="OPEN", closed_at__isnull=True) | (~Q(state="OPEN") & Q(closed_at__isnull=False)),
                name="stock_reservation_closed",
                violation_error_message=_("A closed reservation has its time."),
            ),
        ]
        indexes = [models.Index(fields=["stock_record"], condition=Q(state="OPEN"), name="stock_reservation_open")]

    def __str__(self) -> str:
        return f"{self.stock_record_id} × {self.quantity} ({self.state})"
