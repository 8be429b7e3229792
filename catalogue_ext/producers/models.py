"""OCOP subjects (chủ thể OCOP): who makes the product. One to one with Oscar's Partner."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.accounts.phones import dialled


class ProducerQuerySet(models.QuerySet["Producer"]):
    """Producers in business words."""

    def verified(self) -> ProducerQuerySet:
        """This will keep the producers whose papers an officer has seen."""
        return self.filter(verified_at__isnull=False)

    def visible_to(self, actor: Any) -> ProducerQuerySet:
        """This will keep the producers whose desk the person may open: the ones worked for now; nobody sees none."""
        if not getattr(actor, "is_active", False):
            return self.none()
        current = Membership.objects.filter(user=actor, withdrawn_at__isnull=True)
        return self.filter(pk__in=current.values("producer_id"))


class ProducerKind(models.TextChoices):
    """Legal kinds of subjects (QĐ 26/2026/QĐ-TTg, Điều 2.3); the last one for criteria set 26 only."""

    COOPERATIVE = "COOPERATIVE", _("Cooperative")
    GROUP = "GROUP", _("Cooperative group")
    COMPANY = "COMPANY", _("Company")
    FARM = "FARM", _("Farm")
    HOUSEHOLD = "HOUSEHOLD", _("Household business")
    ASSOCIATION = "ASSOCIATION", _("Association")


class Producer(models.Model):
    """An OCOP subject. Oscar's partner of the same name owns its goods."""

    partner = models.OneToOneField("partner.Partner", on_delete=models.PROTECT, related_name="producer")
    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(max_length=220, unique=True)
    # Folded, without legal-form words: two names that meet here are near matches and a person decides.
    name_fold = models.CharField(max_length=200, db_index=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=ProducerKind.choices)
    commune = models.ForeignKey("places.Commune", on_delete=models.PROTECT, related_name="producers")
    address = models.CharField(_("address"), max_length=300, blank=True)
    story = models.TextField(_("story"), blank=True)
    story_en = models.TextField(_("story in English"), blank=True)
    phone = models.CharField(_("phone"), max_length=16, blank=True)
    # A mobile number or the number of an official account; not every telephone answers there.
    zalo = models.CharField("Zalo", max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    tax_code = models.CharField(_("tax code"), max_length=14, null=True, blank=True, unique=True)
    is_illustration = models.BooleanField(
        default=False, help_text=_("an invented producer, shown with the word “minh hoạ”")
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verified_at = models.DateTimeField(null=True, blank=True)

    objects = ProducerQuerySet.as_manager()

    class Meta:
        verbose_name = _("producer")
        verbose_name_plural = _("producers")
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True, verified_at__isnull=True)
                | Q(verified_by__isnull=False, verified_at__isnull=False),
                name="producers_producer_verified_both_or_neither",
                violation_error_message=_("Who verified and when belong together."),
            ),
            models.CheckConstraint(
                condition=Q(kind__in=ProducerKind.values),
                name="producers_producer_kind",
                violation_error_message=_("This is not a legal kind of subject."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def phone_link(self) -> str:
        """This will return the telephone as a link's address, or "": tel:+84912345678."""
        return f"tel:{dialled(phone=self.phone)}" if self.phone else ""

    @property
    def zalo_link(self) -> str:
        """This will return where the producer answers on Zalo, or ""."""
        return f"https://zalo.me/{self.zalo}" if self.zalo else ""


class Person(models.Model):
    """Somebody who makes the goods, shown on the producer's page with what they do. Not an account: see Membership."""

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="people")
    name = models.CharField(_("name"), max_length=100)
    work = models.CharField(_("what they do"), max_length=200)
    work_en = models.CharField(_("what they do, in English"), max_length=200, blank=True)
    place = models.PositiveSmallIntegerField(_("place in the row"), default=1)
    is_illustration = models.BooleanField(
        _("illustration"), default=False, help_text=_("an invented person, shown with the word “minh hoạ”")
    )

    class Meta:
        verbose_name = _("person of a producer")
        verbose_name_plural = _("people of producers")
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "name"],
                name="producers_person_once",
                violation_error_message=_("This person is named already."),
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(work=""),
                name="producers_person_says_what",
                violation_error_message=_("A person has a name and does something."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.producer}"


class Membership(models.Model):
    """A person who works for a producer."""

    class MemberRole(models.TextChoices):
        OWNER = "OWNER", _("Owner")
        STAFF = "STAFF", _("Staff")

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="producer_memberships")
    role = models.CharField(max_length=5, choices=MemberRole.choices, default=MemberRole.STAFF)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("producer member")
        verbose_name_plural = _("producer members")
        constraints = [
            models.UniqueConstraint(
                fields=["producer", "user"],
                condition=Q(withdrawn_at__isnull=True),
                name="producers_one_current_membership",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.producer}"
