"""One producer's part of an order: what it holds, where it stands, and what became of each line."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel
from shop.carriers.base import Kind
from shop.fulfilment.states import FELL_AWAY, State, state_at


class DeliveryKind(models.TextChoices):
    """How a parcel reaches its buyer: the carriers' kinds, in words."""

    OWN = Kind.OWN.value, _("brought by the producer")
    TABLE = Kind.TABLE.value, _("sent at the fees of the table")
    CARRIER = Kind.CARRIER.value, _("sent by a carrier")
    PICKUP = Kind.PICKUP.value, _("picked up by the buyer")


def _by_the_clock(at: datetime) -> tuple[Q, Q]:
    """What has ended by itself: unanswered too long, and kept past the time to give back."""
    return (
        Q(state=State.NEW, expires_at__lte=at),
        Q(state=State.DELIVERED, returnable_until__lte=at, has_open_return=False),
    )


class PartQuerySet(models.QuerySet):
    """Parts by the state that is true at an instant, with no job having to run."""

    def in_states(self, *states: State, at: datetime) -> Any:
        """This will keep the parts in one of these states at the instant: the set form of `states.state_at`."""
        unanswered, over = _by_the_clock(at)
        kept = Q(state__in=states) & ~unanswered & ~over
        if State.REFUSED in states:
            kept |= unanswered
        if State.CLOSED in states:
            kept |= over
        return self.filter(kept)

    def overdue(self, *, at: datetime) -> Any:
        """This will keep the parts whose stored state is behind the clock."""
        unanswered, over = _by_the_clock(at)
        return self.filter(unanswered | over)


class ProducerOrder(models.Model):
    """One producer's part of one order from one place. Made for every order, also with one producer."""

    order = models.ForeignKey("order.Order", on_delete=models.PROTECT, related_name="producer_orders")
    number = models.CharField(max_length=16, unique=True, help_text=_("order number, hyphen, ordinal"))
    partner = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="producer_orders")
    seller_of_record = models.ForeignKey("partner.Partner", on_delete=models.PROTECT, related_name="+")
    location = models.ForeignKey("stock.Location", on_delete=models.PROTECT, related_name="+")
    payment = models.ForeignKey("fulfilment.Payment", on_delete=models.PROTECT, related_name="parts")
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in State], default=State.NEW.value)

    goods_vnd = models.PositiveBigIntegerField(help_text=_("whole dong, before discounts"))
    discount_vnd = models.PositiveBigIntegerField(default=0)
    delivery_vnd = models.PositiveBigIntegerField()
    cash_fee_vnd = models.PositiveBigIntegerField(default=0, help_text=_("for taking cash at the door"))
    total_vnd = models.PositiveBigIntegerField(help_text=_("goods less discounts plus delivery and cash fee"))
    reduced_vnd = models.PositiveBigIntegerField(
        default=0, help_text=_("what fell away since: lines and fees cancelled or taken back")
    )

    placed_at = models.DateTimeField()
    answer_due_at = models.DateTimeField(help_text=_("later than this, support is told and looks after it"))
    expires_at = models.DateTimeField(help_text=_("unanswered at this instant, it is refused"))
    moved_at = models.DateTimeField(help_text=_("when its state began"))
    returnable_until = models.DateTimeField(null=True, blank=True, help_text=_("exclusive; set when delivered"))
    has_open_return = models.BooleanField(default=False)

    # The way that was chosen, as it was named and promised on the day of the order.
    delivery_kind = models.CharField(max_length=7, choices=DeliveryKind.choices, default=DeliveryKind.TABLE)
    delivery_code = models.CharField(max_length=100, default="table")
    delivery_name_vi = models.CharField(max_length=200, blank=True)
    delivery_name_en = models.CharField(max_length=200, blank=True)
    delivery_days_least = models.PositiveSmallIntegerField(default=0)
    delivery_days_most = models.PositiveSmallIntegerField(default=0)
    weight_g = models.PositiveIntegerField(default=0, help_text=_("grams, packed; 0 = not known"))
    cash_holder = models.CharField(max_length=8, default="producer", help_text=_("who takes the cash at the door"))
    pickup_point = models.ForeignKey(
        "carriers.PickupPoint", null=True, blank=True, on_delete=models.PROTECT, related_name="producer_orders"
    )
    pickup_code = models.CharField(max_length=8, blank=True)
    ready_at = models.DateTimeField(null=True, blank=True, help_text=_("lies at the pick-up point since"))
    tracking_number = models.CharField(max_length=60, blank=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("producer order")
        verbose_name_plural = _("producer orders")
        constraints = [
            models.UniqueConstraint(
                fields=["order", "partner", "seller_of_record", "location"], name="fulfilment_part_once"
            ),
            models.CheckConstraint(
                condition=Q(total_vnd=F("goods_vnd") - F("discount_vnd") + F("delivery_vnd") + F("cash_fee_vnd")),
                name="fulfilment_part_total",
                violation_error_message=_("The total is goods less discounts plus delivery and cash fee."),
            ),
            models.CheckConstraint(condition=Q(reduced_vnd__lte=F("total_vnd")), name="fulfilment_part_reduced"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(s.value for s in FELL_AWAY)) | Q(reduced_vnd=F("total_vnd")),
                name="fulfilment_part_fell_away",
                violation_error_message=_("Of a part that fell away nothing is owed."),
            ),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="fulfilment_part_state"),
        ]
        indexes = [
            models.Index(fields=["partner", "state", "placed_at"], name="fulfilment_part_desk"),
            models.Index(fields=["expires_at"], condition=Q(state="new"), name="fulfilment_part_waiting"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def payable_vnd(self) -> int:
        """This will return what the buyer owes for this part, or has paid and does not get back, ₫."""
        return self.total_vnd - self.reduced_vnd

    def state_at(self, at: datetime) -> State:
        """This will return the state true at the instant, whether or not anybody has written it yet. Costs: none."""
        return state_at(
            stored=State(self.state),
            expires_at=self.expires_at,
            returnable_until=self.returnable_until,
            has_open_return=self.has_open_return,
            at=at,
        )


class StateChange(AppendOnlyModel):
    """One move of one part: from, to, when, who, why."""

    producer_order = models.ForeignKey(ProducerOrder, on_delete=models.PROTECT, related_name="changes")
    source = models.CharField(max_length=12, blank=True)
    target = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=8)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("state change")
        verbose_name_plural = _("state changes")
        indexes = [models.Index(fields=["producer_order", "at"], name="fulfilment_change_part")]

    def __str__(self) -> str:
        return f"{self.producer_order_id}: {self.source} → {self.target}"


class Outcome(models.TextChoices):
    """What became of a line that its buyer does not keep."""

    CANCELLED = "cancelled", _("cancelled")
    RETURNED = "returned", _("taken back")


class LineOutcome(AppendOnlyModel):
    """A whole line that fell away: before it left, or because it came back. A line without one is (to be) kept."""

    line = models.OneToOneField("order.Line", on_delete=models.PROTECT, related_name="outcome")
    producer_order = models.ForeignKey(ProducerOrder, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=9, choices=Outcome.choices)
    amount_vnd = models.PositiveBigIntegerField(help_text=_("the line after its discounts"))
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor = models.CharField(max_length=8)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("line that fell away")
        verbose_name_plural = _("lines that fell away")

    def __str__(self) -> str:
        return f"{self.line_id}: {self.kind}"
