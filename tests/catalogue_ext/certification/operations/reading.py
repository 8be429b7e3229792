"""The trace that was left, the standing that came of it, and a revoking act."""

from __future__ import annotations

from datetime import date, datetime

from catalogue_ext.certification.models import Standing
from catalogue_ext.certification.operations import (
    RevokingDecision,
)
from shop.audit.models import Entry


def actions() -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("action", flat=True))


def stood(product) -> list[tuple[int, datetime, datetime]]:
    rows = Standing.objects.filter(product=product).order_by("valid_from")
    return list(rows.values_list("stars", "valid_from", "valid_to"))


def revoking(**fields) -> RevokingDecision:
    facts = {
        "number": "77/QĐ-UBND",
        "decided_on": date(2026, 11, 20),
        "authority": "UBND tỉnh Lâm Đồng",
        "level": "PROVINCE",
    }
    return RevokingDecision(**{**facts, **fields})
