"""Communes to look up, and the names that people said stand for one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from catalogue_ext.places.models import Alias, Commune
from catalogue_ext.places.operations import record_alias
from shop.accounts.models import User
from shop.administration.acting import ActingPage, ShownPage


@admin.register(Commune)
class CommunePage(ShownPage):
    """The units, today's and former ones; other pages look them up here."""

    list_display = ("code", "name", "province", "district_name", "valid_from", "valid_to")
    list_filter = (("valid_to", admin.EmptyFieldListFilter),)
    list_select_related = ("province",)
    search_fields = ("name", "name_fold", "=code")
    ordering = ("name", "code", "-valid_from")


@admin.register(Alias)
class AliasPage(ActingPage):
    """A name that is in no table, and the commune of today it means."""

    list_display = ("text", "commune", "recorded_by", "recorded_at")
    list_select_related = ("commune__province", "recorded_by")
    search_fields = ("text", "text_fold", "commune__name")
    autocomplete_fields = ("commune",)
    fields = ("text", "commune")
    ordering = ("text", "pk")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def act(self, obj: Alias, form: Any, change: bool, by: User, at: datetime) -> Alias:
        """This will call record_alias."""
        return record_alias(**form.cleaned_data, by=by, at=at)
