"""A start without DEMO=1 refuses while illustrations stand in the register."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connections

DEMO_ROWS = "certification.E001"


def demo_rows() -> int:
    """This will return how many decisions are illustrations; 0 while the tables do not exist. Costs: one query."""
    from catalogue_ext.certification.models import Decision

    try:
        return Decision.objects.filter(evidence_level="DEMO").count()
    except DatabaseError:
        # Nothing is migrated yet; the connection must stay usable for whoever asked.
        connections["default"].close()
        return 0


def sentence(*, rows: int) -> str:
    """This will return what to tell the person who starts the shop."""
    return (
        f"{rows} demo decisions stand in the register, but DEMO is not 1. Start with DEMO=1, or use a database without "
        f"demo data: an illustration must never look like a decision of the State."
    )


def refuse_demo_rows() -> None:
    """This will stop the start when DEMO is off and demo decisions exist. Refuses: ImproperlyConfigured."""
    rows = 0 if settings.DEMO else demo_rows()
    if rows:
        raise ImproperlyConfigured(sentence(rows=rows))


@register(Tags.database)
def check_demo_rows(databases: Any = None, **kwargs: Any) -> list[Error]:
    """This will say the same as a system check: `check --database default` and `migrate` run it."""
    if settings.DEMO or not databases:
        return []
    rows = demo_rows()
    return [Error(sentence(rows=rows), id=DEMO_ROWS)] if rows else []
