"""What an officer types. Forms check shape; the room of certification checks law and meaning."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalogue_ext.certification.models import Certificate, CertificateKind, EvidenceLevel, IssuingLevel
from catalogue_ext.certification.models import RevocationReason as Why
from catalogue_ext.certification.operations import Printed, RevokingDecision
from catalogue_ext.places.models import Commune
from catalogue_ext.places.queries import commune_today, parse_address
from shop.administration.sentences import say
from shop.primitives.period import last_day, local_day
from shop.primitives.refusal import Refusal


class DayField(forms.DateField):
    """A day by the browser's own picker, which speaks ISO whatever the page's language."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    input_formats = ("%Y-%m-%d",)


class RevokeForm(forms.Form):
    """The revoking decision as printed, and the law's reason."""

    number = forms.CharField(label=_("Number of the revoking decision"), max_length=60)
    decided_on = DayField(label=_("Day of the decision"))
    authority = forms.CharField(label=_("Authority"), max_length=200)
    level = forms.ChoiceField(label=_("Level"), choices=IssuingLevel.choices)
    reason = forms.ChoiceField(label=_("Reason"), choices=Why.choices)
    effective_on = DayField(label=_("In effect from"))
    note = forms.CharField(label=_("Note"), required=False, max_length=500)
    source_url = forms.URLField(label=_("Official link"), required=False, assume_scheme="https")

    def printed(self) -> RevokingDecision:
        """This will return the decision; an illustration's number begins with DEMO-."""
        facts = self.cleaned_data
        is_demo = facts["number"].startswith("DEMO-")
        return RevokingDecision(
            number=facts["number"],
            decided_on=facts["decided_on"],
            authority=facts["authority"],
            level=facts["level"],
            evidence_level=EvidenceLevel.DEMO if is_demo else EvidenceLevel.A,
            source_url=facts["source_url"],
        )


class CorrectForm(forms.Form):
    """What the decision really says of the product."""

    product_name = forms.CharField(label=_("Product as printed"), max_length=255)
    producer_name = forms.CharField(label=_("Subject as printed"), max_length=255)
    address = forms.CharField(label=_("Address as printed"), max_length=300, required=False)
    commune = forms.CharField(label=_("Commune of today"), max_length=200)
    stars = forms.TypedChoiceField(label=_("Stars"), choices=[(n, n) for n in (3, 4, 5)], coerce=int)
    criteria_set = forms.IntegerField(label=_("Criteria set"), min_value=1, max_value=26, required=False)
    official_code = forms.CharField(label=_("Official code"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=CertificateKind.choices)
    valid_from = DayField(label=_("First day"), required=False)
    last_day = DayField(label=_("Last day in force"), required=False)
    reason = forms.CharField(label=_("Why the entry was wrong"), max_length=300)

    def __init__(self, *args: Any, certificate: Certificate, **kwargs: Any) -> None:
        self.certificate = certificate
        self.commune_text = f"{certificate.commune.name}, {certificate.commune.province.name}"
        kwargs["initial"] = self._as_entered()
        super().__init__(*args, **kwargs)

    def _as_entered(self) -> dict[str, Any]:
        row = self.certificate
        copied = ("product_name", "producer_name", "stars", "criteria_set", "official_code", "kind")
        return {
            **{name: getattr(row, name) for name in copied},
            "address": row.address_as_printed,
            "commune": self.commune_text,
            "valid_from": local_day(row.valid_from) if row.valid_from else None,
            "last_day": last_day(row.valid_to) if row.valid_to else None,
        }

    def clean_commune(self) -> Commune:
        """This will return the commune that the text means today; unchanged text keeps the one that stood there."""
        text = self.cleaned_data["commune"]
        if text == self.commune_text:
            return self.certificate.commune
        try:
            parts = parse_address(text=text)
            return commune_today(
                name=parts.commune or text, district=parts.district or None, province=parts.province or None
            )
        except Refusal as refusal:
            raise forms.ValidationError(say(refusal)) from None

    def printed(self) -> Printed:
        """This will return the facts as the room wants them; what the form does not ask stays as entered."""
        facts = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        row = self.certificate
        return Printed(**facts, printed_commune=row.printed_commune, score=row.score, source_row=row.source_row)


class LengthenForm(forms.Form):
    """Grace until the result is out."""

    last_day = DayField(label=_("Last day in force"))
    reason = forms.CharField(label=_("Reason"), max_length=300)


class ReasonForm(forms.Form):
    """Why an import is undone."""

    reason = forms.CharField(label=_("Reason"), max_length=300)
