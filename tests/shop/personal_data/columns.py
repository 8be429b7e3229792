"""Every column of the shop that can hold words, a file or a person."""

from __future__ import annotations

from django.apps import apps
from django.db import models

WORDS = (models.CharField, models.TextField, models.JSONField, models.FileField, models.GenericIPAddressField)


def columns() -> list[tuple[str, str]]:
    """This will name each of them by table and column. A column whose values are all known in advance holds no words;
    a table that only says "the same row as" is named by the other."""
    user = apps.get_model("accounts", "User")
    found = []
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            is_words = isinstance(field, WORDS) and not field.choices and not field.primary_key
            if is_words or field.related_model is user:
                found.append((model._meta.label, field.name))
    return sorted(found)
