"""Trade promotion centres: who they are. Who works there is told in `people`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from catalogue_ext.centres.models import Centre
from catalogue_ext.centres.operations import EDITABLE, edit_centre, open_centre
from catalogue_ext.places.models import Province
from shop.accounts.models import User
from shop.administration.acting import ActingPage
from shop.channels.operations import open_centre_channel


@admin.register(Centre)
class CentrePage(ActingPage):
    """Centres. A new one gets its channel along with it; code and province stay what they are."""

    list_display = ("name", "code", "province", "commune", "phone", "is_illustration")
    list_filter = ("is_illustration",)
    list_select_related = ("province", "commune__province")
    search_fields = ("name", "code")
    autocomplete_fields = ("commune",)
    fields = ("code", "province", "name", "name_en", "commune", "address", "phone", "about", "about_en")
    ordering = ("name", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """This will show code and province as they are once the centre exists."""
        return ("code", "province") if obj else ()

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """This will offer the provinces of today."""
        if db_field.name == "province":
            kwargs["queryset"] = Province.objects.filter(valid_to=None).order_by("name_fold")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def act(self, obj: Centre, form: Any, change: bool, by: User, at: datetime) -> Centre:
        """This will call open_centre, and open its channel, or edit_centre."""
        facts = form.cleaned_data
        if change:
            return edit_centre(centre=obj, by=by, at=at, **{name: facts[name] for name in EDITABLE})
        centre = open_centre(by=by, at=at, **facts)
        open_centre_channel(centre=centre)
        return centre
