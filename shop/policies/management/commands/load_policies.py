"""`manage.py load_policies`: the first texts of the trust pages."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from shop.policies.operations import load_samples


class Command(BaseCommand):
    """Loads our sample texts; a page that a person has edited is never touched."""

    help = "Give every trust page that nobody has edited the sample of shop/policies/data/texts (idempotent)."

    def handle(self, *args: Any, **options: Any) -> None:
        """This will load and say which pages changed."""
        changed = load_samples(at=timezone.now())
        self.stdout.write(f"policies: {', '.join(changed) or 'nothing to change'}")
