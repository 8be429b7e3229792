"""Two kinds of admin pages: one that only shows, one whose form calls an operation of a room. None saves by itself."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from shop.accounts.models import User
from shop.accounts.second_factor import person
from shop.administration.sentences import say
from shop.primitives.refusal import Refusal


class ShownPage(admin.ModelAdmin):
    """Shows rows; nothing is added, changed or deleted."""

    list_per_page = 50
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ActingPage(admin.ModelAdmin):
    """A form that calls one operation. A refusal comes back as an error of the form, with everything typed kept."""

    list_per_page = 50

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def act(self, obj: Any, form: Any, change: bool, by: User, at: datetime) -> Any:
        """This will call the operation and return the row it wrote."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """This will never save: the operation has."""
        done = self.act(obj, form, change, person(request), timezone.now())
        obj.pk, obj._state = done.pk, done._state

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """This will show the form once more with the refusal in it; what the operation began is rolled back."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """This will return the form, with the refusal as its error on the second showing."""
        form = super().get_form(request, obj, change=change, **kwargs)
        refusal = getattr(request, "refusal", None)
        if not isinstance(refusal, Refusal):
            return form
        said = say(refusal)

        class Refused(form):  # type: ignore[misc, valid-type]
            def clean(self) -> Any:
                cleaned = super().clean()
                self.add_error(None, said)
                return cleaned

        return Refused


def each(page: admin.ModelAdmin, request: HttpRequest, rows: Any, operation: Any) -> HttpResponse | None:
    """This will call an operation for each chosen row, `operation(row, by, at)`, and say how each ended."""
    at = timezone.now()
    for row in rows:
        try:
            operation(row, request.user, at)
        except Refusal as refusal:
            page.message_user(request, f"{row}: {say(refusal)}", messages.ERROR)
        else:
            page.message_user(request, str(row), messages.SUCCESS)
    return None
