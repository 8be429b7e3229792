"""`python -m tests.look.addresses`: prints, as JSON, where in the demo each kind of page is to be found."""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def found() -> dict[str, str]:
    """This will return name -> Vietnamese path, one example of each kind of page that needs data."""
    from django.utils import timezone
    from oscar.core.loading import get_class, get_model

    from catalogue_ext.certification.queries import certificate_panel

    at = timezone.now()
    strategy = get_class("partner.strategy", "Strategy")(at=at)
    products = get_model("catalogue", "Product").objects.exclude(structure="child").order_by("pk")
    examples: dict[str, Any] = {}
    for product in products.select_related("producer", "origin_commune__province"):
        panel = certificate_panel(product=product, at=at)
        if panel is None:
            continue
        state = str(panel.state.value if hasattr(panel.state, "value") else panel.state).lower()
        examples.setdefault(f"certificate {state}", product)
        if strategy.permission(product).standing is None:
            continue
        packs = list(product.children.all()) if product.is_parent else []
        codes = {strategy.fetch_for_product(row).availability.code for row in packs or [product]}
        examples.setdefault(f"offer {'packs' if packs else ' '.join(sorted(codes))}", product)
        examples.setdefault(f"stars {panel.stars}", product)
    paths = {name: product.get_absolute_url() for name, product in examples.items()}
    paths |= {
        f"check {name}": f"/kiem-tra/{product.check_code}/"
        for name, product in examples.items()
        if name.startswith("certificate ")
    }
    sold = examples["offer ok"]
    paths["sold pk"] = str(sold.pk)
    paths["producer"] = f"/chu-the/{sold.producer.slug}/"
    paths["commune"] = f"/xa-phuong/{sold.origin_commune.code}/"
    paths["province"] = f"/tinh-thanh/{sold.origin_commune.province.code}/"
    invented = products.filter(producer__is_illustration=True).select_related("producer").first()
    paths["producer with a story"] = f"/chu-the/{invented.producer.slug}/"
    return paths


if __name__ == "__main__":
    django.setup()
    from django.utils import timezone

    from tests.look import orders, waits

    at, paths = timezone.now(), found()
    json.dump(paths | orders.stand(at=at) | waits.stand(at=at, paths=paths), sys.stdout)
