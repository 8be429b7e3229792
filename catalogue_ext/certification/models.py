"""Decisions, certificates, and the standing of a product that follows from them.

A certificate is about a product, is granted by a decision, and holds for a period. Nothing else makes a product
sellable.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from shop.primitives.period import last_day

USER = settings.AUTH_USER_MODEL


def both_or_neither(name: str, at: str, by: str) -> models.CheckConstraint:
    """This will return the constraint that an instant and its actor are both given or both not."""
    return models.CheckConstraint(
        condition=Q(**{f"{at}__isnull": True, f"{by}__isnull": True})
        | Q(**{f"{at}__isnull": False, f"{by}__isnull": False}),
        name=name,
        violation_error_message=_("Who and when belong together."),
    )


class EvidenceLevel(models.TextChoices):
    """What a row stands on. Only A counts; DEMO counts while DEMO=1."""

    A = "A", _("A: signed decision")
    B1 = "B1", _("B1: government or press report")
    B2 = "B2", _("B2: proposed or scored only")
    C = "C", _("C: the producer's own word")
    DEMO = "DEMO", _("DEMO: illustration")


class IssuingLevel(models.TextChoices):
    """Who decided: districts until 07/2025, then province (3, 4 stars) and ministry (5 stars)."""

    DISTRICT_LEGACY = "DISTRICT_LEGACY", _("district (before 07/2025)")
    PROVINCE = "PROVINCE", _("province")
    MINISTRY = "MINISTRY", _("ministry")


class DecisionKind(models.TextChoices):
    RECOGNISE = "RECOGNISE", _("recognises")
    REVOKE = "REVOKE", _("revokes")
    AMEND = "AMEND", _("amends")


class CertificateKind(models.TextChoices):
    FIRST = "FIRST", _("first")
    UPGRADE = "UPGRADE", _("upgrade")
    RENEWAL = "RENEWAL", _("renewal")


class RevocationReason(models.TextChoices):
    """QĐ 26/2026/QĐ-TTg, Điều 8.1 a-e (đ is the fifth letter)."""

    A = "a", _("dishonest information or forged dossier")
    B = "b", _("no longer meets the criteria")
    C = "c", _("breach of law on quality, food safety, environment, intellectual property or labelling")
    D = "d", _("misuse of the OCOP mark causing confusion")
    DD = "đ", _("the subject no longer makes the product")
    E = "e", _("other conclusion of a competent authority")


class Decision(models.Model):
    """A signed act: recognises, revokes or amends. The number alone is not unique; number, authority and date are."""

    kind = models.CharField(max_length=9, choices=DecisionKind.choices, default=DecisionKind.RECOGNISE)
    # Empty only where all that is known is a press report (B1, B2, C): such a decision is never verified.
    number = models.CharField(_("number"), max_length=60, blank=True)
    decided_on = models.DateField(_("date"), null=True, blank=True)
    authority = models.CharField(_("authority"), max_length=200)
    level = models.CharField(_("level"), max_length=15, choices=IssuingLevel.choices)
    evidence_level = models.CharField(max_length=4, choices=EvidenceLevel.choices)
    source_url = models.URLField(max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    file = models.FileField(upload_to="decisions/%Y/", blank=True)
    entered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    verified_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.UniqueConstraint(
                fields=["number", "authority", "decided_on"],
                condition=~Q(number=""),
                name="certification_decision_once",
                violation_error_message=_("This decision is already in the register."),
            ),
            models.CheckConstraint(
                condition=Q(evidence_level__in=["B1", "B2", "C"]) | (~Q(number="") & Q(decided_on__isnull=False)),
                name="certification_decision_number_and_date",
                violation_error_message=_("A signed decision has a number and a date."),
            ),
            models.CheckConstraint(
                condition=Q(evidence_level="DEMO", number__startswith="DEMO-")
                | (~Q(evidence_level="DEMO") & ~Q(number__startswith="DEMO-")),
                name="certification_decision_demo_number",
                violation_error_message=_("The number of an illustration begins with DEMO-, and no other does."),
            ),
            both_or_neither("certification_decision_verified_both", "verified_at", "verified_by"),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("entered_by")),
                name="certification_decision_two_people",
                violation_error_message=_("Who enters a decision does not verify it."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(evidence_level__in=["A", "DEMO"]),
                name="certification_decision_verified_level",
                violation_error_message=_("Only a signed decision can be verified."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number or '—'} · {self.authority}"


class Certificate(models.Model):
    """What one decision says of one product: printed facts, stars, period. Ends exclusive in the database."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="certificates")
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, related_name="certificates")
    product_name = models.CharField(_("product as printed"), max_length=255)
    producer_name = models.CharField(_("subject as printed"), max_length=255)
    address_as_printed = models.CharField(max_length=300, blank=True)
    commune = models.ForeignKey(
        "places.Commune",
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("today's commune of the printed address"),
    )
    # The former unit printed on the paper, when the address names one.
    printed_commune = models.ForeignKey(
        "places.Commune", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    stars = models.PositiveSmallIntegerField()
    criteria_set = models.PositiveSmallIntegerField(null=True, blank=True)
    official_code = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=7, choices=CertificateKind.choices, default=CertificateKind.FIRST)
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    score = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    valid_from = models.DateTimeField(null=True, blank=True)
    valid_to = models.DateTimeField(null=True, blank=True, help_text=_("exclusive"))
    source_row = models.PositiveIntegerField(null=True, blank=True, help_text=_("row of the imported file"))
    entered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    verified_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True, blank=True)
    # Taken back because the *entry* was wrong (mistyped, imported by mistake), not because the State revoked it.
    withdrawn_by = models.ForeignKey(USER, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=300, blank=True)
    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by")

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.CheckConstraint(
                condition=Q(stars__in=[3, 4, 5]),
                name="certification_certificate_stars",
                violation_error_message=_("Only 3, 4 and 5 stars are certified."),
            ),
            models.CheckConstraint(
                condition=Q(criteria_set__isnull=True) | Q(criteria_set__gte=1, criteria_set__lte=26),
                name="certification_certificate_set",
                violation_error_message=_("Criteria sets are numbered 1 to 26."),
            ),
            models.CheckConstraint(
                # One of the two alone makes the comparison unknown, which a CHECK lets through: hence "not null".
                condition=Q(valid_from__isnull=True, valid_to__isnull=True)
                | Q(valid_from__isnull=False, valid_to__isnull=False, valid_to__gt=F("valid_from")),
                name="certification_certificate_period",
                violation_error_message=_("A certificate ends after it begins."),
            ),
            both_or_neither("certification_certificate_verified_both", "verified_at", "verified_by"),
            both_or_neither("certification_certificate_withdrawn_both", "withdrawn_at", "withdrawn_by"),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=F("entered_by")),
                name="certification_certificate_two_people",
                violation_error_message=_("Who enters a certificate does not verify it."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | Q(valid_from__isnull=False),
                name="certification_certificate_verified_period",
                violation_error_message=_("A certificate without dates cannot be verified."),
            ),
            models.UniqueConstraint(
                fields=["decision", "product"],
                condition=Q(withdrawn_at__isnull=True),
                name="certification_certificate_once",
                violation_error_message=_("This product is already in this decision."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product_name} · {self.stars} sao · {self.decision}"

    @property
    def last_day(self):
        """This will return the last day in force, as printed."""
        return last_day(self.valid_to) if self.valid_to else None


class Coverage(models.Model):
    """A pack size (Oscar child) that an officer marked as covered by the certificate of its product."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="coverages")
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, related_name="coverages")
    marked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("covered pack size")
        verbose_name_plural = _("covered pack sizes")
        constraints = [models.UniqueConstraint(fields=["certificate", "product"], name="certification_coverage_once")]

    def __str__(self) -> str:
        return f"{self.product} · {self.certificate}"


class Revocation(models.Model):
    """A revoking decision ends every certificate of one product then in force; none of them revives."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="revocations")
    product = models.ForeignKey("catalogue.Product", on_delete=models.PROTECT, related_name="revocations")
    reason = models.CharField(max_length=1, choices=RevocationReason.choices)
    note = models.CharField(max_length=500, blank=True)
    effective_at = models.DateTimeField(help_text=_("as printed"))
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")
        constraints = [
            models.UniqueConstraint(fields=["decision", "product"], name="certification_revocation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.decision}"

    @property
    def counts_from(self) -> datetime:
        """This will return when selling stops: the later of what is printed and when we learned it."""
        return max(self.effective_at, self.recorded_at)


class Grace(models.Model):
    """The certificate goes on until the result is out, 180 days at most (QĐ 26/2026/QĐ-TTg, Điều 12.3)."""

    certificate = models.OneToOneField(Certificate, on_delete=models.PROTECT, related_name="grace")
    until = models.DateTimeField(help_text=_("exclusive"))
    reason = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("grace")
        verbose_name_plural = _("graces")

    def __str__(self) -> str:
        return f"{self.certificate} → {self.until:%Y-%m-%d}"


class StandingQuerySet(models.QuerySet["Standing"]):
    """The set form of the rule; `rules.certified_at` is the row form, a test proves them equal."""

    def at(self, at: datetime) -> StandingQuerySet:
        """This will keep the standings that hold at the instant. Demo evidence counts only while DEMO=1."""
        held = self.filter(valid_from__lte=at, valid_to__gt=at)
        return held if settings.DEMO else held.filter(is_demo=False)

    def listed(self, at: datetime) -> StandingQuerySet:
        """This will keep those that hold at the instant of what lists show: public, not a pack size.

        For what looks at a few products, as an Exists does; who lists all asks around what is hidden.
        """
        return self.at(at).filter(product__is_public=True, product__parent=None)

    def ended(self, at: datetime) -> StandingQuerySet:
        """This will keep the standings that had ended by the instant; a later one of the same product may hold."""
        past = self.filter(valid_to__lte=at)
        return past if settings.DEMO else past.filter(is_demo=False)


class Standing(models.Model):
    """A product (or covered pack size) is certified with these stars in this period. Never two at one instant.

    Worked out from verified certificates, graces and revocations by `operations.restate`; written by nothing else.
    """

    product = models.ForeignKey("catalogue.Product", on_delete=models.CASCADE, related_name="standings")
    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="standings")
    stars = models.PositiveSmallIntegerField()
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(help_text=_("exclusive"))
    # The part after the printed end, granted as grace.
    is_grace = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.UniqueConstraint(fields=["product", "valid_from"], name="certification_standing_one_from"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="certification_standing_period"),
            models.CheckConstraint(condition=Q(stars__in=[3, 4, 5]), name="certification_standing_stars"),
        ]
        indexes = [
            models.Index(fields=["valid_to", "valid_from"], name="cert_standing_by_period"),
            # Lists show the newest first; with these they read a page, not all.
            models.Index(fields=["-valid_from", "-product"], name="cert_standing_newest"),
            models.Index(fields=["-stars", "-valid_from", "-product"], name="cert_standing_most_stars"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id}: {self.stars} sao, {self.valid_from:%Y-%m-%d}–{self.valid_to:%Y-%m-%d}"
