"""Official artwork of the star badges."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from catalogue_ext.labels.models import BadgeArtwork
from catalogue_ext.labels.operations import replace_artwork, withdraw_artwork
from shop.accounts.models import User
from shop.administration.acting import ActingPage, each


class ArtworkForm(forms.ModelForm):
    """Which grade, and the picture."""

    file = forms.FileField(label=_("file"), help_text=_("PNG or WebP, 2 MB at most, 144 pixels wide at least"))

    class Meta:
        model = BadgeArtwork
        fields = ("stars", "file")


@admin.register(BadgeArtwork)
class BadgeArtworkPage(ActingPage):
    """Artwork in place of our own design. A new one takes the place of the one in use."""

    form = ArtworkForm
    list_display = ("stars", "uploaded_at", "ended_at", "uploaded_by")
    list_select_related = ("uploaded_by",)
    ordering = ("stars", "-uploaded_at", "pk")
    actions = ("go_back",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # The list is shown and its actions work; a row is a trace and stays as it is.
        return obj is None

    def act(self, obj: BadgeArtwork, form: Any, change: bool, by: User, at: datetime) -> BadgeArtwork:
        """This will call replace_artwork."""
        facts = form.cleaned_data
        obj.uploaded_by, obj.uploaded_at = by, at  # the form's own row is named in the admin's log
        return replace_artwork(stars=facts["stars"], content=facts["file"].read(), by=by, at=at)

    @admin.action(description=_("Go back to our own design"))
    def go_back(self, request: HttpRequest, rows: Any) -> HttpResponse | None:
        """This will call withdraw_artwork for the grades chosen."""
        return each(self, request, rows, lambda row, by, at: withdraw_artwork(stars=row.stars, by=by, at=at))
