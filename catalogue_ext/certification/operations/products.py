"""Products and the categories they stand in. A product is registered here; what makes it sellable is its standing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from oscar.core.loading import get_model

from catalogue_ext.certification.classification import criteria_sets, group_of, groups, set_numbered
from catalogue_ext.certification.refusals import OriginMissing
from shop.audit.operations import record
from shop.outbox.announcing import announces_once

PRODUCT_CLASS = "Đặc sản OCOP"
PRODUCT_CLASS_SLUG = "dac-san-ocop"


def category_code(*, criteria_set: int | None = None, group: str | None = None) -> str:
    """This will return the stable code of the category of a criteria set or of a group."""
    return f"bo-{criteria_set}" if criteria_set is not None else f"nhom-{group}"


@transaction.atomic
def open_categories() -> int:
    """This will make the six groups and 26 criteria sets Oscar categories; returns how many were new. Idempotent."""
    category = get_model("catalogue", "Category")
    known = set(category.objects.filter(code__isnull=False).values_list("code", flat=True))
    opened = 0
    for group in groups().values():
        code = category_code(group=group.code)
        if code not in known:
            category.objects.add_root({"name": group.name_vi, "slug": group.slug, "code": code})
            opened += 1
        for number in group.sets:
            if category_code(criteria_set=number) in known:
                continue
            # Treebeard reads the number of children from the parent in hand: a fresh one each time.
            parent = category.objects.get(code=code)
            name = set_numbered(number).name_vi
            category.objects.add_child(
                parent, {"name": name, "slug": f"bo-{number}", "code": category_code(criteria_set=number)}
            )
            opened += 1
    return opened


def product_class() -> Any:
    """This will return Oscar's product class of everything sold here, made when it is new. Costs: one query."""
    found, _ = get_model("catalogue", "ProductClass").objects.get_or_create(
        slug=PRODUCT_CLASS_SLUG, defaults={"name": PRODUCT_CLASS, "requires_shipping": True, "track_stock": True}
    )
    return found


@transaction.atomic
@announces_once
def register_product(
    *,
    title: str,
    producer: Any,
    commune: Any,
    by: Any,
    at: datetime,
    criteria_set: int | None = None,
    title_en: str = "",
    pack_size: str = "",
    description: str = "",
    is_illustration: bool = False,
) -> Any:
    """This will add a product to the catalogue: standalone, in the category of its criteria set.

    It is shown to nobody before a verified certificate is in force. Refuses: OriginMissing, UnknownCriteriaSet.
    """
    title = title.strip()
    if not title or producer is None or commune is None:
        raise OriginMissing(title=title)
    product_model = get_model("catalogue", "Product")
    product = product_model.objects.create(
        structure=product_model.STANDALONE,
        product_class=product_class(),
        title=title,
        title_en=title_en,
        description=description,
        pack_size=pack_size,
        producer=producer,
        origin_commune=commune,
        criteria_set=criteria_set,
        is_illustration=is_illustration,
    )
    _categorise(product)
    facts = {"title": title, "producer": producer.pk, "commune": commune.code, "criteria_set": criteria_set}
    record(action="product.registered", record=product, by=by, at=at, facts=facts)
    return product


@transaction.atomic
@announces_once
def classify_product(*, product: Any, criteria_set: int, by: Any, at: datetime) -> None:
    """This will give the product its criteria set, and the category that goes with it. Refuses: UnknownCriteriaSet."""
    set_numbered(criteria_set)
    if product.criteria_set == criteria_set:
        return
    before, product.criteria_set = product.criteria_set, criteria_set
    product.save(update_fields=["criteria_set", "date_updated"])
    _categorise(product)
    record(
        action="product.classified",
        record=product,
        by=by,
        at=at,
        facts={"before": before, "criteria_set": criteria_set},
    )


def _categorise(product: Any) -> None:
    if product.criteria_set is None:
        return
    group_of(product.criteria_set)
    category_model = get_model("catalogue", "Category")
    code = category_code(criteria_set=product.criteria_set)
    if not category_model.objects.filter(code=code).exists():
        open_categories()
    ours = {category_code(criteria_set=number) for number in criteria_sets()}
    through = get_model("catalogue", "ProductCategory")
    through.objects.filter(product=product, category__code__in=ours - {code}).delete()
    through.objects.get_or_create(product=product, category=category_model.objects.get(code=code))


@transaction.atomic
@announces_once
def set_listed(*, product: Any, is_listed: bool, reason: str, by: Any, at: datetime) -> None:
    """This will show or hide a product; hidden it stays in the register, and orders keep pointing at it."""
    if product.is_public == is_listed:
        return
    product.is_public = is_listed
    product.save(update_fields=["is_public", "date_updated"])
    action = "product.listed" if is_listed else "product.unlisted"
    record(action=action, record=product, by=by, at=at, facts={"reason": reason})
