"""Producers with their partner."""

from __future__ import annotations

from typing import Any

from oscar.core.loading import get_model

from catalogue_ext.producers.models import Producer
from catalogue_ext.producers.rules import near_fold
from shop.primitives.vi_text import slug


def make_producer(*, name: str, commune: Any, kind: str = "COOPERATIVE", **fields: Any) -> Producer:
    """This will save a producer and its partner."""
    partner = get_model("partner", "Partner").objects.create(name=name, code=slug(name)[:100])
    return Producer.objects.create(
        partner=partner, name=name, slug=slug(name), name_fold=near_fold(name), kind=kind, commune=commune, **fields
    )
