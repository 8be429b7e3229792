"""`manage.py load_delivery`: regions of provinces, and how far goods that spoil may travel."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from shop.carriers.loading import DeliveryDataBroken, load_delivery_data


class Command(BaseCommand):
    """Loads the delivery data; a second run changes nothing."""

    help = "Load regions and limits of delivery from shop/carriers/data (idempotent; load_places first)."

    def handle(self, *args: Any, **options: Any) -> None:
        """This will load and print how much was made or changed."""
        try:
            loaded = load_delivery_data()
        except DeliveryDataBroken as refusal:
            raise CommandError(f"The regions do not fit the provinces; load_places first: {refusal}") from refusal
        self.stdout.write(f"delivery: {loaded.regions} regions and {loaded.limits} limits made or changed")
