"""Constraints that several forks share."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _


def whole_dong(name, *fields):
    """This will return the constraint that these amounts are whole dong (Oscar's columns have two decimals)."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__isnull": True}) | Q(**{field: Cast(F(field), models.BigIntegerField())})
    return models.CheckConstraint(condition=condition, name=name, violation_error_message=_("Amounts are whole dong."))
