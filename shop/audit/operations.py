"""Writing the audit."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from shop.audit.models import Entry


def record(*, action: str, record: models.Model, by: Any, at: datetime, facts: dict[str, Any] | None = None) -> Entry:
    """This will add one entry in the caller's transaction, so that an act and its trace stand or fall together.

    `by` is None only where the system acts by itself. `facts` must be JSON. Costs: one insert.
    """
    return Entry.objects.create(
        at=at, by=by, action=action, record_type=record._meta.label, record_key=str(record.pk), facts=facts or {}
    )
