"""Door one, seen: what the world may see is certified at this instant."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone
from oscar.apps.catalogue.managers import ProductQuerySet as OscarProductQuerySet
from oscar.core.loading import get_model


class ProductQuerySet(OscarProductQuerySet):
    """Oscar's words, gated; staff look-ups keep `browsable_dashboard()`, which is not."""

    def certified(self, at: datetime) -> ProductQuerySet:
        """This will keep the products with a standing at the instant. The set form of the one rule."""
        standing = get_model("certification", "Standing")
        return self.filter(Exists(standing.objects.at(at).filter(product=OuterRef("pk"))))

    def browsable(self) -> ProductQuerySet:
        """This will keep public, canonical products certified now (Oscar calls it without an instant)."""
        return super().browsable().certified(timezone.now())

    def public(self) -> ProductQuerySet:
        """This will keep public products certified now (Oscar calls it without an instant)."""
        return super().public().certified(timezone.now())
