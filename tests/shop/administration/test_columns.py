"""Columns of the admin are named in the reader's language, also where a model gives no name."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Field
from django.utils.translation import override


def test_a_column_that_no_model_names_is_in_vietnamese():
    product = next(model for model in admin.site._registry if model._meta.label == "catalogue.Product")
    name = product._meta.get_field("check_code").verbose_name

    with override("vi"):
        assert str(name) == "mã kiểm tra"
    with override("en"):
        assert str(name) == "check code"


def test_every_column_shown_has_a_vietnamese_name():
    english = []
    with override("vi"):
        for model, page in admin.site._registry.items():
            shown = {*map(str, page.list_display), *map(str, page.readonly_fields)}
            for field in model._meta.get_fields():
                if isinstance(field, Field) and field.name in shown:
                    name = str(field.verbose_name)
                    if name == field.name.replace("_", " "):
                        english.append(f"{model._meta.label}.{field.name}")

    assert english == []
