"""Tickets: who asked what about which order, until when an answer was promised, and everything that was said."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils.translation import gettext_lazy as _

from shop.audit.append_only import AppendOnlyModel, AppendOnlyQuerySet
from shop.primitives.period import last_day
from shop.support.states import Side, State


class Kind(models.TextChoices):
    """What a ticket is about."""

    COMPLAINT = "complaint", _("complaint")
    QUESTION = "question", _("question")
    RETURN = "return", _("giving goods back")
    PERSONAL_DATA = "personal_data", _("personal data")


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Tickets in business words."""

    def waiting(self) -> TicketQuerySet:
        """This will keep the tickets that wait for support."""
        return self.filter(state=State.OPEN)

    def overdue(self, *, at: datetime) -> TicketQuerySet:
        """This will keep the tickets of which a promise is broken: the first answer, or the settling."""
        unanswered = Q(first_answered_at__isnull=True, first_answer_due__lte=at)
        return self.exclude(state=State.CLOSED).filter(unanswered | Q(resolve_due__lte=at))

    def most_urgent_first(self) -> TicketQuerySet:
        """This will put what was promised soonest first; what nobody promised comes last, the oldest first."""
        next_due = Case(When(first_answered_at__isnull=True, then=F("first_answer_due")), default=F("resolve_due"))
        return self.annotate(next_due=next_due).order_by(F("next_due").asc(nulls_last=True), "opened_at", "pk")


class Ticket(models.Model):
    """One matter of one person. Who asked can be forgotten; the number, the times and the order stay."""

    number = models.CharField(max_length=8, unique=True, help_text=_("said over the telephone"))
    kind = models.CharField(_("kind of ticket"), max_length=13, choices=Kind.choices)
    order = models.ForeignKey("order.Order", null=True, blank=True, on_delete=models.PROTECT, related_name="tickets")
    producer_order = models.ForeignKey(
        "fulfilment.ProducerOrder", null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    name_fold = models.CharField(max_length=120, blank=True, editable=False)
    phone = models.CharField(_("phone"), max_length=16, blank=True, help_text="E.164")
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(max_length=2, default="vi")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets"
    )
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in State], default=State.OPEN.value)
    opened_at = models.DateTimeField()
    first_answer_due = models.DateTimeField(null=True, blank=True, help_text=_("exclusive; empty = not promised"))
    resolve_due = models.DateTimeField(null=True, blank=True, help_text=_("exclusive; empty = not promised"))
    first_answered_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="support_ticket_kind"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="support_ticket_state"),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED.value, closed_at__isnull=False)
                | (~Q(state=State.CLOSED.value) & Q(closed_at__isnull=True)),
                name="support_ticket_closed_when",
                violation_error_message=_("A closed ticket says when it was closed, and no other does."),
            ),
            models.CheckConstraint(
                condition=~Q(state=State.ANSWERED.value) | Q(first_answered_at__isnull=False),
                name="support_ticket_answered_when",
            ),
            models.CheckConstraint(
                condition=Q(producer_order__isnull=True) | Q(order__isnull=False),
                name="support_ticket_part_of_order",
                violation_error_message=_("A part belongs to an order."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "opened_at"], name="support_ticket_waiting"),
            models.Index(fields=["phone"], name="support_ticket_phone"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def first_answer_by(self) -> date | None:
        """This will return the last day on which the first answer is in time, or None where none was promised."""
        return last_day(self.first_answer_due) if self.first_answer_due else None

    @property
    def resolve_by(self) -> date | None:
        """This will return the last day on which the matter is settled in time, or None where none was promised."""
        return last_day(self.resolve_due) if self.resolve_due else None

    @property
    def is_closed(self) -> bool:
        """This will tell whether the matter is settled."""
        return self.state == State.CLOSED


class WordsQuerySet(AppendOnlyQuerySet):
    """Entries are written once; their words can be forgotten, and nothing put in their place."""

    def forget(self) -> int:
        """This will empty the words of these entries and return how many had any. The database allows this alone."""
        return models.QuerySet.update(self.exclude(text=""), text="")


class TicketEntry(AppendOnlyModel):
    """What somebody said, in order. Empty words were forgotten with the person who said them."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="entries")
    side = models.CharField(max_length=8, choices=[(s.value, s.value) for s in Side])
    text = models.TextField()
    is_internal = models.BooleanField(default=False, help_text=_("support's own note: nobody else reads it"))
    at = models.DateTimeField()
    # None for a buyer who is known by number and phone only.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("ticket entry")
        verbose_name_plural = _("ticket entries")
        constraints = [
            models.CheckConstraint(condition=Q(side__in=[s.value for s in Side]), name="support_entry_side"),
            models.CheckConstraint(
                condition=Q(is_internal=False) | Q(side=Side.SUPPORT.value),
                name="support_entry_internal",
                violation_error_message=_("Only support writes notes to itself."),
            ),
        ]
        indexes = [models.Index(fields=["ticket", "at"], name="support_entry_thread")]

    def __str__(self) -> str:
        return f"{self.ticket_id} · {self.pk} · {self.side}"


def picture_path(instance: Any, filename: str) -> str:
    """This will return where a picture is kept: no name of the sender's, and nothing that can be guessed."""
    return f"private/tickets/{secrets.token_urlsafe(24)}.webp"


class TicketPicture(models.Model):
    """What somebody shows. Re-encoded, without the camera's data, and not among the public files."""

    entry = models.ForeignKey(TicketEntry, on_delete=models.PROTECT, related_name="pictures")
    file = models.FileField(upload_to=picture_path, max_length=120)

    class Meta:
        verbose_name = _("picture of a ticket")
        verbose_name_plural = _("pictures of tickets")

    def __str__(self) -> str:
        return f"{self.entry_id} · {self.pk}"


class Opening(models.Model):
    """A ticket that somebody tried to open, counted for an hour per client address and per phone; then deleted."""

    at = models.DateTimeField(db_index=True)
    address = models.CharField(max_length=45)
    phone = models.CharField(max_length=16, blank=True)

    class Meta:
        verbose_name = _("opening of a ticket")
        verbose_name_plural = _("openings of tickets")
        indexes = [
            models.Index(fields=["address", "at"], name="support_opening_address"),
            models.Index(fields=["phone", "at"], name="support_opening_phone"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.address}"
